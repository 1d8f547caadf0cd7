/** Slips of the pen: each breaks one thing of a trace. */
import { STATES } from '@synfin/tcp'
import type { ControlBit, Journey } from '@synfin/trace'
import fc from 'fast-check'
import { type Event, moved, otherEnd, type SegmentEvent } from './events.ts'
import { optionChanges } from './option-mutations.ts'

export interface Mutation {
  /** What it broke. */
  readonly broke: string
  /** The line it broke, as an index; of two lines swapped the first. */
  readonly at: number
  readonly events: readonly Event[]
}

type Change = { readonly broke: string; readonly event: Event | undefined }

const OCTETS = [1, -1, 10, -1000, 100_000] as const
const BITS: readonly ControlBit[] = ['SYN', 'ACK', 'FIN', 'RST']
const JOURNEYS: readonly Journey[] = ['delivered', 'lost', 'departs']

/** Every way to break a trace, in its lines from `first` on. */
export function mutations(events: readonly Event[], first: number): Mutation[] {
  return events.flatMap((event, at) => {
    if (at < first) return []
    const changed = changesOf(event, defines(events, at)).map(({ broke, event: changed }) => ({
      broke,
      at,
      events: changed === undefined ? events.toSpliced(at, 1) : events.with(at, changed),
    }))
    const next = events[at + 1]
    const swapped =
      next === undefined || opens(event) || opens(next) || defines(events, at) || defines(events, at + 1)
        ? []
        : [{ broke: 'the order', at, events: events.toSpliced(at, 2, next, event) }]
    return [...changed, ...swapped]
  })
}

/** One of them. */
export function oneOf(all: readonly Mutation[]): fc.Arbitrary<Mutation> {
  return fc.constantFrom(...all)
}

/**
 * Whether a line gives a symbol its meaning, or later ones the number they leave out: changing it changes what the others
 * say, which is no slip.
 */
function defines(events: readonly Event[], at: number): boolean {
  const event = events[at]
  if (event?.kind !== 'segment') return false
  const { seq } = event
  if (seq === undefined) return false
  if (seq.symbol === undefined)
    return opens(event) && events.slice(at + 1).some(later => repeatsUnsaid(later, event))
  return !events.slice(0, at).some(earlier => names(earlier, seq.symbol ?? ''))
}

/** Whether a SYN may repeat the number of an earlier one without saying it. */
function repeatsUnsaid(later: Event, { from }: SegmentEvent): boolean {
  return later.kind === 'segment' && later.from === from && opens(later) && later.seq === undefined
}

/** Of two SYNs the first to come gives the number, if only by leaving it out. */
function opens(event: Event): boolean {
  return event.kind === 'segment' && event.flags.includes('SYN')
}

function names(event: Event, symbol: string): boolean {
  if (event.kind === 'given')
    return event.ends.some(({ seq, ack }) => seq?.symbol === symbol || ack?.symbol === symbol)
  return event.kind === 'segment' && event.seq?.symbol === symbol
}

function changesOf(event: Event, isDefining: boolean): Change[] {
  const claims = event.claim.flatMap(({ end, state }, which): Change[] => {
    const other = STATES[(STATES.indexOf(state) + 3 + which) % STATES.length]
    if (other === undefined) return []
    return [{ broke: 'a claim', event: { ...event, claim: event.claim.with(which, { end, state: other }) } }]
  })
  switch (event.kind) {
    case 'segment':
      return [...claims, ...(isDefining ? [] : segmentChanges(event))]
    case 'call':
    case 'timer':
      return [...claims, { broke: 'a line, by leaving it out', event: undefined }]
    default:
      return claims
  }
}

function segmentChanges(event: SegmentEvent): Change[] {
  const { flags, seq, ack, len, journey, from } = event
  const change = (broke: string, changed: Partial<SegmentEvent>): Change => ({
    broke,
    event: { ...event, ...changed },
  })
  const numbers = OCTETS.flatMap(octets => [
    ...(seq === undefined ? [] : [change('seq', { seq: moved(seq, octets) })]),
    ...(ack === undefined ? [] : [change('ack', { ack: moved(ack, octets) })]),
  ])
  const bits = BITS.map(bit => {
    const isSet = flags.includes(bit)
    const others = isSet ? flags.filter(other => other !== bit) : [...flags, bit]
    // Without the bit the number would be a slip of its own.
    return change(`${bit}, ${isSet ? 'dropped' : 'added'}`, {
      flags: others,
      ack: others.includes('ACK') ? ack : undefined,
    })
  })
  const isSent = JOURNEYS.includes(journey)
  const turned = isSent ? [change('the arrow, turned round', { from: otherEnd(from) })] : []
  const ways = isSent
    ? JOURNEYS.filter(other => other !== journey).map(other =>
        change(`the way: ${other}`, { journey: other }),
      )
    : []
  const text = len > 0 ? [change('len', { len: len + 1 })] : []
  const options = isSent || journey === 'stray' ? optionChanges(event) : []
  const gone: Change = { broke: 'a line, by leaving it out', event: undefined }
  return [...numbers, ...bits, ...turned, ...ways, ...text, ...options, gone]
}
