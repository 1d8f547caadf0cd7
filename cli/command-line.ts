import { parseArgs } from 'node:util'
import { listed, say, speak } from '@synfin/trace'
import { firstOperand, readArguments, UsageError } from './arguments.ts'
import { COMMANDS, COMMON_OPTIONS, type Command } from './commands.ts'
import { didYouMean } from './did-you-mean.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { commandHelp, overview } from './help.ts'
import { speakFor } from './language.ts'
import { processTerminal, type Terminal, wantsColours } from './terminal.ts'
import { VERSION } from './version.ts'

/**
 * Runs `synfin` with the arguments after its name and returns its exit status.
 *
 * Never throws: what goes wrong is told in a sentence on standard error.
 */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  const noColor = args.includes('--no-color')
  const terminal = processTerminal(
    wantsColours({ noColor, isTerminal: process.stdout.isTTY === true }, process.env),
  )
  try {
    await speakFor(writtenLanguage(args), process.env)
    const at = firstOperand(args, COMMON_OPTIONS)
    const word = args[at]
    const command = COMMANDS.find(({ name }) => name === word)
    if (command !== undefined) return await runCommand(command, args.toSpliced(at, 1), terminal)
    if (word !== undefined && word !== 'help' && at === 0) throw new UsageError(unknownCommand(word))
    return runWithoutCommand(args, terminal)
  } catch (error) {
    complain(error, args, terminal)
    return EXIT.couldNotRun
  }
}

function runWithoutCommand(args: readonly string[], terminal: Terminal): ExitStatus {
  const given = readArguments(args, COMMON_OPTIONS)
  const [help, topic] = given.operands
  const command = COMMANDS.find(({ name }) => name === topic)
  if (help !== undefined && help !== 'help') throw new UsageError(unknownCommand(help))
  if (topic !== undefined && command === undefined) throw new UsageError(unknownCommand(topic))
  if (given.has('version')) terminal.out(`${VERSION}\n`)
  else terminal.out(command === undefined ? overview() : commandHelp(command))
  return args.length === 0 ? EXIT.couldNotRun : EXIT.ok
}

/** Test reports are read by programs, which know their words in English alone. */
const ENGLISH_FORMATS = ['tap', 'junit']

async function runCommand(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitStatus> {
  const given = readArguments(args, [...command.options, ...COMMON_OPTIONS])
  if (given.has('help')) {
    terminal.out(commandHelp(command))
    return EXIT.ok
  }
  if (given.has('version')) {
    terminal.out(`${VERSION}\n`)
    return EXIT.ok
  }
  if (ENGLISH_FORMATS.includes(given.value('format') ?? '')) speak(undefined)
  const { run } = await command.load()
  return run(given, terminal)
}

/** The value of `--lang`, wherever it stands: what is wrong with the others is told in that language. */
function writtenLanguage(args: readonly string[]): string | undefined {
  const { lang } = parseArgs({
    args: [...args],
    options: { lang: { type: 'string' } },
    strict: false,
  }).values
  return typeof lang === 'string' ? lang : undefined
}

function unknownCommand(word: string): string {
  const names = COMMANDS.map(({ name }) => name)
  return say`no command \`${word}\`; there is ${listed(names)}.${didYouMean(word, names)}`
}

function complain(error: unknown, args: readonly string[], terminal: Terminal): void {
  if (error instanceof UsageError) {
    terminal.complain(error.message)
    terminal.complain(say`\`synfin --help\` shows the commands and \`synfin COMMAND --help\` their options`)
    return
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  terminal.complain(say`a fault of synfin itself, please report it: ${message}`)
  if (args.includes('--verbose') && stack !== undefined) terminal.complain(stack)
}
