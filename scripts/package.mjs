// Packs the extension as a VSIX: for Linux with the runner's native part, elsewhere without a replay of its own.
import { cpSync, existsSync, globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createVSIX } from '@vscode/vsce'
import './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${process.platform}-${process.arch}`
const isNative = process.platform === 'linux' && existsSync(`${root}/node_modules/@koromix/koffi-${target}`)
const packagePath = `${root}/synfin${isNative ? `-${target}` : ''}.vsix`

// The bundle of the runner's child leaves koffi out and finds it beside itself.
if (isNative) for (const name of ['koffi', `@koromix/koffi-${target}`]) copyPackage(name)

await createVSIX({
  cwd: `${root}/extension`,
  packagePath,
  ...(isNative ? { target } : {}),
  dependencies: false,
  allowMissingRepository: true,
})

/** Copies what Node loads of a package, and its licence; not its sources. */
function copyPackage(name) {
  const from = `${root}/node_modules/${name}`
  const to = `${root}/extension/dist/node_modules/${name}`
  const wanted = globSync(['package.json', 'LICENSE*', '*.{js,cjs}', 'src/**/*.{js,cjs}', '*/*.node'], {
    cwd: from,
  })
  for (const file of wanted) cpSync(`${from}/${file}`, `${to}/${file}`)
}
