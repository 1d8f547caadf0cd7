// Everything that must hold before a change lands, in order; the first failure ends it. `npm test` runs this.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = `${root}/grammar/generated`

const begun = performance.now()

step('The generated grammar is up to date', () => {
  const before = contents(generated)
  run('langium', 'generate', '--file', 'grammar/langium-config.json')
  if (contents(generated) !== before) fail('grammar/generated was not: it has been regenerated, commit it')
})
step('The pages of the findings are up to date', () => run('node', 'scripts/docs.mjs', '--check'))
step('Types, and the arrows between the rooms', () => run('tsc', '-b'))
step('Lint and layout', () => run('biome', 'check', '--error-on-warnings', '.'))
step('Tests', () => run('vitest', 'run'))
step('The extension in a real VS Code', () => {
  run('node', 'scripts/bundle.mjs')
  run('node', 'test/vscode/run.mjs')
})

console.log(`\nAll checks passed in ${Math.round((performance.now() - begun) / 1000)} s.`)

function step(title, check) {
  console.log(`\n── ${title}`)
  check()
}

/** Runs a tool of the workspace: npm has put node_modules/.bin on the path. */
function run(command, ...args) {
  console.log(`$ ${[command, ...args].join(' ')}`)
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) fail(`cannot run ${command}: ${error.message} (run this by \`npm test\` or \`npm run check\`)`)
  if (status !== 0) fail(`${command} ended with ${signal ?? `exit status ${status}`}`)
}

/** Every file of a folder with its text, as one string to compare. */
function contents(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`)
    .sort()
    .map(file => `${file}\n${readFileSync(file, 'utf8')}`)
    .join('\n')
}

function fail(sentence) {
  console.error(`\nCheck failed: ${sentence}`)
  process.exit(1)
}
