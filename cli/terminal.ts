import { stripVTControlCharacters, styleText } from 'node:util'
import type { Arguments } from './arguments.ts'
import { EXIT } from './exit-status.ts'

/** The colours and weights we print with. */
export type Style = Parameters<typeof styleText>[0]

/** Where a command prints. */
export interface Terminal {
  /** Writes to standard output as it is. */
  out(text: string | Uint8Array): void
  /** Writes to standard error as it is. */
  show(text: string): void
  /** Writes a sentence to standard error. */
  complain(sentence: string): void
  /** Text in a style, or the text alone where colours are off. */
  paint(style: Style, text: string): string
  /** How wide prose may run, in columns. */
  readonly width: number
}

/** Prose wider than this is hard to read, whatever the window allows. */
const WIDEST = 110
const NARROWEST = 40
const WIDTH_OF_A_FILE = 100

/** The terminal this process was started in. A reader that goes away (`| head`) is no error: we only stop writing. */
export function processTerminal(colours: boolean): Terminal {
  const paint = (style: Style, text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = EXIT.couldNotRun
    })
  }
  return {
    out: text => void process.stdout.write(text),
    show: text => void process.stderr.write(text),
    complain: sentence => void process.stderr.write(`synfin: ${printable(sentence)}\n`),
    paint,
    width: Math.max(NARROWEST, Math.min(WIDEST, process.stdout.columns ?? WIDTH_OF_A_FILE)),
  }
}

/** Writes what is for people: to standard output, or beside it where programs read a report there. */
export function tellPeople(text: string, given: Arguments, terminal: Terminal): void {
  if (given.value('format') === 'pretty') terminal.out(text)
  else terminal.show(text)
}

/** Whether to print colours: `--no-color`, then FORCE_COLOR, NO_COLOR and TERM=dumb, then whether a person looks on. */
export function wantsColours(
  options: { noColor: boolean; isTerminal: boolean },
  env: NodeJS.ProcessEnv,
): boolean {
  if (options.noColor) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  if (env.NO_COLOR || env.TERM === 'dumb') return false
  return options.isTerminal
}

/** Text from a trace or a file name, made safe to print: a control character must not steer the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what we look for.
    /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  )
}
