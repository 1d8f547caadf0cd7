import { runCommandLine } from './command-line.ts'
import { EXIT } from './exit-status.ts'

// Should a command ever end without a word, that is no success.
process.exitCode = EXIT.couldNotRun
process.exitCode = await runCommandLine(process.argv.slice(2))
