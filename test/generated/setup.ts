/** How generated traces begin. */
import { plus, type SeqNumber, type State, seqNumber } from '@synfin/tcp'
import type { Profile } from '@synfin/trace'
import fc from 'fast-check'
import { callEvent, type End, type Event, type GivenEnd, givenEvent, otherEnd } from './events.ts'
import { Naming, type NumberStyle } from './naming.ts'
import { type Offer, offers } from './options.ts'

/** Who is ready for a connection, or in the middle of one. */
export type Beginning =
  | 'one listens'
  | 'one listens, as a line says'
  | 'nobody listens'
  | 'both listen'
  | 'one is closed'
  | readonly [GivenStart, GivenStart]

/** One end in the middle of a connection. */
interface GivenStart {
  readonly state: State
  /** How much of what the other end has sent is still to arrive. */
  readonly missing: number
}

export interface Setup {
  readonly profile: Profile
  readonly beginning: Beginning
  /** The end that listens, is closed, or is the first of a pair. */
  readonly first: End
  readonly isns: Readonly<Record<End, SeqNumber>>
  readonly style: Readonly<Record<End, NumberStyle>>
  readonly offers: Readonly<Record<End, Offer>>
}

const start = (state: State, missing = 0): GivenStart => ({ state, missing })

/** States that two ends of one connection can be in at the same time. */
const PAIRS: readonly (readonly [GivenStart, GivenStart])[] = [
  [start('ESTABLISHED'), start('ESTABLISHED')],
  [start('FIN_WAIT_1'), start('ESTABLISHED', 1)],
  [start('FIN_WAIT_1'), start('CLOSE_WAIT')],
  [start('FIN_WAIT_2'), start('CLOSE_WAIT')],
  [start('LAST_ACK'), start('FIN_WAIT_2', 1)],
  [start('CLOSING'), start('CLOSING')],
  [start('TIME_WAIT'), start('LAST_ACK')],
  [start('TIME_WAIT'), start('CLOSED')],
  [start('TIME_WAIT'), start('TIME_WAIT')],
  [start('ESTABLISHED'), start('CLOSED')],
  [start('SYN_RCVD'), start('SYN_SENT', 1)],
  [start('SYN_RCVD'), start('ESTABLISHED')],
  [start('CLOSED'), start('LISTEN')],
  [start('CLOSING'), start('TIME_WAIT', 1)],
  [start('SYN_SENT'), start('CLOSED')],
  [start('SYN_SENT'), start('LISTEN')],
  [start('SYN_RCVD'), start('CLOSED')],
  [start('FIN_WAIT_1'), start('CLOSED')],
  [start('FIN_WAIT_2'), start('CLOSED')],
  [start('CLOSE_WAIT'), start('CLOSED')],
  [start('CLOSING'), start('CLOSED')],
  [start('LAST_ACK'), start('CLOSED')],
]

const beginning: fc.Arbitrary<Beginning> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Beginning>('one listens', 'one listens, as a line says') },
  { weight: 3, arbitrary: fc.constantFrom<Beginning>('nobody listens', 'both listen', 'one is closed') },
  { weight: 6, arbitrary: fc.constantFrom<Beginning>(...PAIRS) },
)

const isn: fc.Arbitrary<SeqNumber> = fc.oneof(
  fc.constantFrom(100, 300, 2 ** 32 - 1, 2 ** 32 - 2, 2 ** 32 - 300, 2 ** 31, 1).map(seqNumber),
  fc.integer({ min: 1, max: 2 ** 32 - 1 }).map(seqNumber),
)

const numberStyle = fc.oneof(
  { weight: 3, arbitrary: fc.constant<NumberStyle>('literal') },
  { weight: 3, arbitrary: fc.constant<NumberStyle>('symbol') },
  { weight: 1, arbitrary: fc.constant<NumberStyle>('left-out') },
)

const end = fc.constantFrom<End>('A', 'B')

export function setups(profile: fc.Arbitrary<Profile>): fc.Arbitrary<Setup> {
  return fc
    .record({
      profile,
      beginning,
      first: end,
      isns: fc.record({ A: isn, B: isn }),
      style: fc.record({ A: numberStyle, B: numberStyle }),
      offers: fc.record({ A: offers, B: offers }),
    })
    .map(setup => (isSomethingMissing(setup) ? withNames(setup) : setup))
    .map(withOrdinaryNumbers)
}

/** Numbers that have no literals begin here, and no further above than this. */
const UNSAID: Readonly<Record<End, number>> = { A: 2 ** 29, B: 3 * 2 ** 29 }
const UNSAID_RANGE = 2 ** 28

/** Where a number has no literal, nobody can know how it lies to another: it lies near none. */
function withOrdinaryNumbers(setup: Setup): Setup {
  const isn = (end: End) =>
    setup.style[end] === 'literal'
      ? setup.isns[end]
      : seqNumber(UNSAID[end] + (setup.isns[end] % UNSAID_RANGE))
  return { ...setup, isns: { A: isn('A'), B: isn('B') } }
}

/** What is missing can only be told by a number. */
function isSomethingMissing({ beginning }: Setup): boolean {
  return typeof beginning !== 'string' && beginning.some(({ missing }) => missing > 0)
}

function withNames(setup: Setup): Setup {
  const named = (style: NumberStyle): NumberStyle => (style === 'left-out' ? 'symbol' : style)
  return { ...setup, style: { A: named(setup.style.A), B: named(setup.style.B) } }
}

/** The lines with which a trace of this setup begins, and the names of its numbers. */
export function begin({ beginning, first, isns, style }: Setup): { lines: Event[]; naming: Naming } {
  const naming = new Naming(style)
  const other = otherEnd(first)
  switch (beginning) {
    case 'one listens':
    case 'nobody listens':
      return { lines: [], naming }
    case 'one listens, as a line says':
      return { lines: [callEvent(first, 'listen')], naming }
    case 'both listen':
      return { lines: [callEvent(first, 'listen'), callEvent(other, 'listen')], naming }
    case 'one is closed':
      return { lines: [closed(first)], naming }
    default:
      return { lines: [givenPair(beginning, first, isns, naming)], naming }
  }
}

export function closed(end: End): Event {
  return givenEvent([{ end, state: 'CLOSED', seq: undefined, ack: undefined }])
}

const UNNUMBERED: readonly State[] = ['CLOSED', 'LISTEN']

function givenPair(
  [one, other]: readonly [GivenStart, GivenStart],
  first: End,
  isns: Setup['isns'],
  naming: Naming,
): Event {
  const second = otherEnd(first)
  const next = { [first]: isns[first], [second]: isns[second] } as Record<End, SeqNumber>
  const given = (end: End, { state }: GivenStart) => {
    const isNumbered = !UNNUMBERED.includes(state)
    return { end, state, seq: isNumbered ? naming.begin(end, next[end]) : undefined, ack: undefined }
  }
  const received = (end: End, { state, missing }: GivenStart, peer: GivenStart) => {
    if (UNNUMBERED.includes(state)) return undefined
    const isAlone = UNNUMBERED.includes(peer.state)
    if (missing === 0 && !isAlone) return undefined
    const value = plus(next[otherEnd(end)], -missing)
    if (isAlone) return naming.begin(otherEnd(end), value)
    const written = naming.write(otherEnd(end), value, undefined, false)
    return typeof written === 'string' ? undefined : written
  }
  const a = given(first, one)
  const b = given(second, other)
  const ends: GivenEnd[] = [
    { ...a, ack: received(first, one, other) },
    { ...b, ack: received(second, other, one) },
  ]
  return givenEvent(ends)
}
