import { formatText } from '@synfin/grammar'
import { say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import type { Choice } from './completion-choice.ts'
import { type CompletionContext, fieldOf } from './completion-context.ts'
import { paragraphs, prose, traceBlock } from './markdown.ts'

/** A sequence of lines that is told again and again, offered where its first segment may be sent. */
interface Story {
  readonly label: string
  readonly detail: () => string
  /** The flags of its first segment, which must be legal. */
  readonly opening: string
  /** The state both ends are in before it, where it is not told in the middle of something else. */
  readonly state?: string
  /** `A` opens to `B`. `u` and `v` are the numbers of its first segment, `j` and `k` are new ones. */
  readonly lines: readonly string[]
}

const STORIES: readonly Story[] = [
  {
    label: 'handshake',
    detail: () => say`three segments open a connection (§3.5, Figure 6)`,
    opening: 'SYN',
    lines: [
      'A -> B SYN seq=j',
      'B -> A SYN ACK seq=k ack=j+1 [A=ESTABLISHED]',
      'A -> B ACK seq=j+1 ack=k+1 [B=ESTABLISHED]',
    ],
  },
  {
    label: 'simultaneous open',
    detail: () => say`both SYNs cross in the network (§3.5, Figure 7)`,
    opening: 'SYN',
    lines: [
      'A -> ... SYN seq=j',
      'B -> A SYN seq=k [A=SYN_RCVD B=SYN_SENT]',
      '... -> B SYN seq=j [B=SYN_RCVD]',
      'A -> ... SYN ACK seq=j ack=k+1',
      'B -> A SYN ACK seq=k ack=j+1 [A=ESTABLISHED]',
      '... -> B SYN ACK seq=j ack=k+1 [B=ESTABLISHED]',
    ],
  },
  {
    label: 'teardown of four segments',
    detail: () => say`each direction is closed by itself (§3.6, Figure 12)`,
    opening: 'FIN ACK',
    state: 'ESTABLISHED',
    lines: [
      'A -> B FIN ACK seq=u ack=v [A=FIN_WAIT_1 B=CLOSE_WAIT]',
      'B -> A ACK seq=v ack=u+1 [A=FIN_WAIT_2]',
      'B -> A FIN ACK seq=v ack=u+1 [A=TIME_WAIT B=LAST_ACK]',
      'A -> B ACK seq=u+1 ack=v+1 [B=CLOSED]',
      'A: 2msl [A=CLOSED]',
    ],
  },
  {
    label: 'teardown of three segments',
    detail: () => say`the second FIN rides on the ACK of the first (§3.6)`,
    opening: 'FIN ACK',
    state: 'ESTABLISHED',
    lines: [
      'A -> B FIN ACK seq=u ack=v [A=FIN_WAIT_1 B=CLOSE_WAIT]',
      'B -> A FIN ACK seq=v ack=u+1 [A=TIME_WAIT B=LAST_ACK]',
      'A -> B ACK seq=u+1 ack=v+1 [B=CLOSED]',
      'A: 2msl [A=CLOSED]',
    ],
  },
  {
    label: 'simultaneous close',
    detail: () => say`both FINs cross in the network (§3.6, Figure 13)`,
    opening: 'FIN ACK',
    state: 'ESTABLISHED',
    lines: [
      'A -> ... FIN ACK seq=u ack=v [A=FIN_WAIT_1]',
      'B -> A FIN ACK seq=v ack=u [A=CLOSING B=FIN_WAIT_1]',
      '... -> B FIN ACK seq=u ack=v [B=CLOSING]',
      'A -> B ACK seq=u+1 ack=v+1 [B=TIME_WAIT]',
      'B -> A ACK seq=v+1 ack=u+1 [A=TIME_WAIT]',
    ],
  },
  {
    label: 'reset',
    detail: () => say`one end aborts, and the other learns of it (§3.10.5)`,
    opening: 'RST',
    state: 'ESTABLISHED',
    lines: ['A -> B RST seq=u [A=CLOSED B=CLOSED]'],
  },
]

/** The stories that may begin here, in the names and numbers of the trace. */
export function stories(context: CompletionContext): readonly Choice[] {
  return STORIES.flatMap(story => told(story, context) ?? [])
}

function told(
  { label, detail, opening, state, lines }: Story,
  context: CompletionContext,
): Choice | undefined {
  const first = context
    .nextLines()
    .find(({ text, words: [, arrow] }) => arrow === '->' && flagsIn(text) === opening)
  const [from, , peer] = first?.words ?? []
  if (first === undefined || from === undefined || peer === undefined) return undefined
  const states = context.statesBefore()
  const isReady = (end: string) => (state === undefined ? isOutside(states[end]) : states[end] === state)
  if (!isReady(from) || !isReady(peer)) return undefined
  const seq = fieldOf(first, 'seq') ?? 'j'
  const taken = new Set([...context.symbols().map(({ name }) => name), seq])
  const k = ['k', 'l', 'm', 'n', 'p', 'q'].find(name => !taken.has(name)) ?? 'k'
  const numbers = { u: seq, v: fieldOf(first, 'ack') ?? k, j: seq, k }
  const text = formatText(lines.map(line => renamed(line, { A: from, B: peer }, numbers)).join('\n'))
  return {
    label,
    kind: CompletionItemKind.Snippet,
    text,
    filter: label,
    detail: detail(),
    documentation: paragraphs(prose(detail()), traceBlock(text)),
  }
}

function isOutside(state: string | undefined): boolean {
  return state === undefined || state === 'CLOSED' || state === 'LISTEN'
}

/** Of a line with single spaces. */
function flagsIn(text: string): string {
  return text
    .split(' ')
    .slice(3)
    .filter(word => !word.includes('='))
    .join(' ')
}

/** A line with other names: `u+1` becomes `j+2` where `u` is `j+1`. */
function renamed(
  line: string,
  ends: Readonly<Record<string, string>>,
  numbers: Readonly<Record<string, string>>,
): string {
  return line
    .replace(/\b([jkuv])(\+1)?\b(?=\s|$)/g, (_, name, one) =>
      one ? next(numbers[name] ?? name) : (numbers[name] ?? name),
    )
    .replace(/\b[AB]\b/g, end => ends[end] ?? end)
}

function next(sum: string): string {
  const [, base = sum, constant = '0'] = /^(.*[A-Za-z_]\w*)([+-]\d+)?$/.exec(sum) ?? ['', '', sum]
  const more = Number(constant) + 1
  if (base === '') return String(more)
  return more === 0 ? base : `${base}${more > 0 ? '+' : ''}${more}`
}
