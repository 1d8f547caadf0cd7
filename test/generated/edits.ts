/** Files of traces, and what people and programs do to them while they edit. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'

/** A change of a text. Places are taken modulo what there is, so that an edit fits every text. */
export interface Edit {
  readonly kind: (typeof KINDS)[number]
  readonly at: number
  readonly to: number
  readonly text: string
}

const KINDS = [
  'type',
  'erase',
  'overwrite',
  'insert line',
  'replace line',
  'delete lines',
  'repeat lines',
  'move line',
  'break line',
  'paste file',
] as const

const folders = ['../../examples/', '../fixtures/', '../fixtures/on-purpose/', '../fixtures/found/']

/** Examples and fixtures. */
const FILES = folders.flatMap(folder => {
  const path = new URL(folder, import.meta.url)
  return readdirSync(path)
    .filter(name => name.endsWith('.synfin'))
    .map(name => readFileSync(new URL(name, path), 'utf8'))
})

const LINES = [...new Set(FILES.flatMap(text => text.split('\n')))]

const PIECES = [
  ...'jk19+=[]"/ ',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  'A',
  'ack=',
  'len=3',
  ' SYN',
  ' FIN',
  ' RST',
  '// ',
  '//! error synack-wrong-ack',
  '\ufeff',
  '\ud800',
]

const STATEMENTS = [
  'trace "again"',
  'trace "linux" profile linux',
  'fragment both(X, Y)\nX -> Y  SYN\nY -> X  SYN ACK\nuse rest(X, Y)',
  'fragment rest(X, Y)\nX -> Y  ACK  [X=ESTABLISHED]',
  'fragment rest(Y, X)\nX -> Y  ACK',
  'use both(A, B)',
  'use rest(A, B)',
  'A -> B  SYN  seq=j',
  'B -> A  SYN ACK  seq=k  ack=j+1',
  'A -> B  ACK  seq=j+1  ack=k+1',
  'A -> B  PSH ACK  len=n',
  'B -> A  ACK  //! warning dup-ack',
  'Alice -> B  ACK',
  'A: reboot',
  'A: close',
  'B: listen',
  'host X[3]',
  'kernel tcp_rfc1337=1',
  'given A ESTABLISHED seq=u ack=v, B ESTABLISHED',
  'note A "line 12 of this"',
  'wait 1s',
  'A ->',
]

const place = fc.nat(1_000_000)

export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: place,
  to: place,
  text: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 3, arbitrary: fc.constantFrom(...STATEMENTS) },
    { weight: 2, arbitrary: fc.constantFrom(...LINES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  ),
})

/** Data both ways on one connection: the trace in which an edit has the most behind it. */
function exchange(lines: number): string {
  const segments = Array.from(
    { length: lines / 2 },
    (_, n) =>
      `A -> B  PSH ACK  seq=j+${1 + 2 * n}  ack=k+1  len=2\nB -> A  ACK  seq=k+1  ack=j+${3 + 2 * n}\n`,
  )
  return `A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\nA -> B  ACK  seq=j+1  ack=k+1\n${segments.join('')}`
}

/** Files with one long trace or many traces. */
export const file: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 40, max: 160 }).map(exchange),
  fc.array(fc.constantFrom(...FILES), { minLength: 4, maxLength: 8 }).map(files => files.join('\n')),
  fc
    .array(fc.constantFrom(...FILES), { minLength: 6, maxLength: 10 })
    .map(files => files.join('\n').replaceAll(/^trace /gm, '// ')),
)

export function apply(text: string, { kind, at, to, text: piece }: Edit): string {
  const start = at % (text.length + 1)
  const few = to % 4
  const lines = text.split('\n')
  const line = at % lines.length
  switch (kind) {
    case 'type':
      return text.slice(0, start) + piece + text.slice(start)
    case 'erase':
      return text.slice(0, start) + text.slice(start + few)
    case 'overwrite':
      return text.slice(0, start) + piece.slice(0, 3) + text.slice(start + few)
    case 'insert line':
      return lines.toSpliced(line, 0, piece).join('\n')
    case 'replace line':
      return lines.toSpliced(line, 1, piece).join('\n')
    case 'delete lines':
      return lines.toSpliced(line, few).join('\n')
    case 'repeat lines':
      return lines.toSpliced(line, 0, ...lines.slice(line, line + few)).join('\n')
    case 'move line':
      return lines
        .toSpliced(line, 1)
        .toSpliced(to % lines.length, 0, lines[line] ?? '')
        .join('\n')
    case 'break line':
      return text.slice(0, start) + ['\n', '\r\n', '\r', '\n\n'][few] + text.slice(start)
    case 'paste file':
      return lines.toSpliced(line, 0, FILES[to % FILES.length] ?? '').join('\n')
  }
}
