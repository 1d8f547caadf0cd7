/** What a line may have been meant to say of which a part is missing or cannot be read. */
import { HalfProposals } from './half-proposals.ts'
import type { HostLine, KernelLine, Line, Span } from './line.ts'
import { NAMELESS, segmentsBetween, segmentsLike, withoutIsn } from './possible-segments.ts'
import {
  type ProposedLine,
  printProposed,
  proposedCall,
  proposedSegment,
  proposedTimer,
} from './proposed-line.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** More readings are not told apart by what stands below. */
const MOST_READINGS = 64

/** How many lines are tried in place of one that begins like none. */
const MOST_GUESSED = 16

/**
 * The lines that an open line may stand for where the walk has come to it, the likeliest first: what its end owes, then
 * what it may do. Undefined stands for a line that does nothing.
 */
export function possibleLines(
  walk: Walk,
  { line, source }: Statement,
  below: readonly Statement[],
): readonly (Line | undefined)[] {
  const lines =
    line.kind === 'segment' ? segmentsLike(walk, line, below) : linesBegunBy(walk, source.text, below)
  const readings = unique(lines).slice(0, MOST_READINGS)
  return [...readings.map(one => inPlaceOf(source, one)), undefined]
}

type PossibleLine = ProposedLine | KernelLine | HostLine

function unique(lines: readonly PossibleLine[]): readonly PossibleLine[] {
  return [...new Map(lines.toReversed().map(line => [keyOf(line), line])).values()].reverse()
}

function keyOf(line: PossibleLine): string {
  if (line.kind === 'kernel' || line.kind === 'host') return JSON.stringify(line)
  const isStray = line.kind === 'segment' && line.stray !== undefined
  return isStray ? `stray ${printProposed(line)}` : printProposed(line)
}

/** The line where the other one stands. */
function inPlaceOf(source: Line, line: PossibleLine): Line {
  const { number, span, text, comment, expects, problems } = source
  const placed = { ...line, number, span, text, expects, problems, ...(comment ? { comment } : {}) }
  return placed.kind === 'segment' && placed.flagsSpan.end <= 1 ? { ...placed, flagsSpan: span } : placed
}

/** The lines that begin as the one does that somebody has begun to write; the likeliest of all where none does. */
function linesBegunBy(walk: Walk, text: string, below: readonly Statement[]): PossibleLine[] {
  const begun = (text.match(/\S+/g) ?? []).join(' ')
  const halves = walk.survey.connections.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])
  const calls = walk.survey.ends.flatMap(end => [
    ...CALLS.map(call => proposedCall(end, call)),
    ...TIMERS.map(timer => proposedTimer(end, timer)),
  ])
  const segments = halves.flatMap(([from, to]) =>
    [{ from, to }, { from }, { to }].flatMap(ends =>
      segmentsBetween(walk, proposedSegment({ ...ends, flags: [] }), from, to, below),
    ),
  )
  const lines = [...halves.flatMap(([of, peer]) => proposedLines(walk, of, peer)), ...calls, ...segments]
  const settings = [...kernelsBegunBy(begun), ...hostsBegunBy(begun, walk.survey.ends)]
  const begins = [...lines.filter(line => printProposed(line).startsWith(begun)), ...settings]
  return begins.length > 0 ? begins : lines.slice(0, MOST_GUESSED)
}

const CALLS = ['listen', 'unlisten', 'connect', 'shutdown', 'close', 'abort'] as const
const TIMERS = ['2msl', 'retransmit', 'user-timeout', 'reboot'] as const

function proposedLines(walk: Walk, of: string, peer: string): ProposedLine[] {
  const half = new HalfProposals(walk, NAMELESS, of, peer)
  const all = [half.owed(), half.refusals(), half.arrivals(), half.expiry(), half.segments(), half.calls()]
  return [...all.flat(), ...half.lastResorts()].map(({ line }) => withoutIsn(line))
}

const NOWHERE: Span = { start: 1, end: 1 }
const NOTHING = { number: 0, span: NOWHERE, text: '', expects: [], problems: [] } as const

/** The settings of the kernel that change what is found. */
const KERNEL_SETTINGS = [
  ['tcp_rfc1337', '1'],
  ['tcp_syncookies', '1'],
  ['tcp_syncookies', '2'],
] as const

function kernelsBegunBy(begun: string): KernelLine[] {
  return KERNEL_SETTINGS.filter(setting => `kernel ${setting.join('=')}`.startsWith(begun)).map(
    ([name, value]) => ({
      ...NOTHING,
      kind: 'kernel',
      settings: [{ name: { text: name, span: NOWHERE }, value: { text: value, span: NOWHERE } }],
    }),
  )
}

/** The settings of a host that do: how many requests wait at a listener, and for what. */
const HOST_SETTINGS = [
  { name: 'backlog', value: 0 },
  { name: 'backlog', value: 1 },
  { name: 'backlog', value: 2 },
  { name: 'defer-accept', value: undefined },
] as const

function hostsBegunBy(begun: string, ends: readonly string[]): HostLine[] {
  return ends.flatMap(end =>
    HOST_SETTINGS.filter(({ name }) => `host ${end} ${name}=`.startsWith(begun)).map(setting => ({
      ...NOTHING,
      kind: 'host',
      end: { text: end, span: NOWHERE },
      count: undefined,
      address: undefined,
      port: undefined,
      settings: [{ ...setting, span: NOWHERE }],
    })),
  )
}
