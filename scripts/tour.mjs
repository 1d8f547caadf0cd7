// What `npm start` shows once Synfin is built: every example checked, replayed against the kernel, and what to do next.
// Exit status: that of `synfin check` or, if the examples check clean, that of `synfin replay`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

title('Checking every trace under examples/ against RFC 9293')
const checked = synfin('check', 'examples')

title('Replaying each against the Linux kernel, with the kernel as either end in turn')
const replayed = synfin('replay', 'examples')

title('What to do next')
console.log(`  Write    put a trace into a file that ends in .synfin, and: npx synfin check FILE
  Replay   npx synfin replay FILE
  Draw     npx synfin diagram examples/handshake.synfin     (Mermaid text: GitHub and VS Code draw it)
  Learn    npx synfin explain TIME_WAIT                     (a state, a flag, or the code of a finding)
  Edit     npm run package, and: code --install-extension ${vsix()}`)

process.exitCode = checked || replayed
console.log(`\n${closingLine(checked, replayed)}`)

function title(text) {
  console.log(`\n── ${text}\n`)
}

/** Runs the command line as a user would, and returns its exit status. */
function synfin(...args) {
  const { status, signal, error } = spawnSync(process.execPath, [`${root}/cli/bin/synfin.js`, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error || signal) console.error(`synfin ${args.join(' ')}: ${error?.message ?? `ended by ${signal}`}`)
  return status ?? 2
}

/** The package of the extension for this machine. */
function vsix() {
  const { platform, arch } = process
  const isNative = platform === 'linux' && ['x64', 'arm64'].includes(arch)
  return isNative ? `synfin-linux-${arch}.vsix` : 'synfin.vsix'
}

function closingLine(checked, replayed) {
  if (checked !== 0) return 'Examples have errors: see above.'
  switch (replayed) {
    case 0:
      return 'Every example checks clean and went as written on the wire.'
    case 1:
      return 'Examples check clean, but a replay did not go as written: see above.'
    case 3:
      return 'Examples check clean, but not all could be replayed on this machine: the reason is above.'
    default:
      return 'Examples check clean, but the replay could not run: see above.'
  }
}
