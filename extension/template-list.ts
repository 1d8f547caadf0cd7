import { say, translated } from '@synfin/trace'

/** The examples as they are bundled: text by file name, in the order in which a learner reads them. */
export type Examples = Readonly<Record<string, string>>

/** Something a new trace can begin as. */
export interface Template {
  readonly label: string
  /** How many traces there are, where there are several. */
  readonly about: string
  /** One sentence. */
  readonly detail: string
  readonly text: string
  /** The list is divided by it. */
  readonly group: string
}

function emptyTrace(): Template {
  return {
    group: '',
    label: say`Empty trace`,
    about: '',
    detail: say`A name and two ends: the rest is yours to write.`,
    text: 'trace "my trace"\nB: listen\nA: connect B\n',
  }
}

/** An empty trace, then every example with what its first comment says of it; those in a folder come last. */
export function templatesOf(examples: Examples): readonly Template[] {
  const files = Object.entries(examples)
  const inOrder = [
    ...files.filter(([file]) => !isMistake(file)),
    ...files.filter(([file]) => isMistake(file)),
  ]
  return [emptyTrace(), ...inOrder.map(([file, text]) => templateOf(file, text))]
}

function isMistake(file: string): boolean {
  return file.startsWith('mistakes/')
}

function templateOf(file: string, text: string): Template {
  const names = [...text.matchAll(/^trace "([^"]*)"/gm)].map(([, name = '']) => name)
  return {
    label: translated(titleOf(file)),
    about: names.length > 1 ? say`${names.length} traces` : '',
    detail: translated(firstSentence(text)),
    text,
    group: isMistake(file) ? say`What tutorials get wrong` : say`Examples`,
  }
}

/** `3-what-an-ack-counts.synfin` is "What an ACK counts". */
function titleOf(file: string): string {
  const words = file
    .replace(/^.*\//, '')
    .replace(/\.synfin$/, '')
    .replace(/^\d+-/, '')
    .replace(/^rfc(\d+)/, 'RFC $1')
    .replaceAll('-', ' ')
    .replace(/\b(?:syn|ack|fin|rst)\b/g, bit => bit.toUpperCase())
    .replace('time wait', 'TIME_WAIT')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Of the comment that the file begins with; a question is followed by its answer. */
function firstSentence(text: string): string {
  const [comment = ''] = /^(?:\/\/[^\n]*\n?)+/.exec(text) ?? []
  const prose = comment
    .replace(/^\/\/ ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const [sentences = prose] = /^(?:[^.]*?\? )*.*?[.:](?= |$)/.exec(prose) ?? []
  return sentences.replace(/:$/, '.')
}
