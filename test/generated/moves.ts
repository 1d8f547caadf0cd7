/** What may happen next in a world: every move makes a line of the trace. */
import {
  before,
  distance,
  isSynchronized,
  isSynUnsent,
  plus,
  type Segment,
  type SeqNumber,
} from '@synfin/tcp'
import type { ControlBit, Journey } from '@synfin/trace'
import { carrying } from './carried-options.ts'
import { type Dice, pick, type Weighed } from './dice.ts'
import {
  callEvent,
  ENDS,
  type End,
  type Event,
  literal,
  otherEnd,
  type SegmentEvent,
  segmentEvent,
  timerEvent,
} from './events.ts'
import { kernelWay } from './kernel-ways.ts'
import { type Naming, UNWRITABLE, type Written } from './naming.ts'
import type { Offer } from './options.ts'
import { icmpMoves, strayMoves } from './strays.ts'
import type { World } from './world.ts'

export interface Scene {
  readonly world: World
  readonly naming: Naming
  /** The end that behaves as the Linux kernel does, where the trace is for a replay. */
  readonly kernel: End | undefined
  /** What each end offers in its SYNs. */
  readonly offers: Readonly<Record<End, Offer>>
  readonly dice: Dice
  /** What each end has sent that may have to be sent again. */
  readonly sent: Readonly<Record<End, Segment[]>>
  /** So many empty acknowledgments in a row have reached the kernel. */
  readonly idleAcks: number
  /** Text has reached the kernel. */
  readonly hasReceived: boolean
  /** The kernel has a listener that no line tells of. */
  readonly listensUnsaid: boolean
}

export type Move = Weighed<Event>

/** The moves there are, the plainest first. Empty where nothing more can happen. */
export function moves(scene: Scene): Move[] {
  const urgent = urgentMoves(scene)
  if (urgent.length > 0) return urgent.map(move => (isPredictable(scene, move.choice) ? move : lost(move)))
  const found = [
    ...ENDS.flatMap(end => sendingMoves(scene, end)),
    ...ENDS.flatMap(end => arrivalMoves(scene, end)),
    ...ENDS.flatMap(end => otherMoves(scene, end)),
    ...ENDS.flatMap(end => strayMoves(scene, end)),
    ...ENDS.flatMap(end => icmpMoves(scene, end)),
  ]
  return found.filter(({ choice }) => isPredictable(scene, choice))
}

/** Whether what a kernel makes of a line is what the model says. */
function isPredictable({ world, kernel, listensUnsaid, sent, hasReceived }: Scene, event: Event): boolean {
  if (kernel === undefined || event.kind !== 'segment' || event.from === kernel) return true
  const seg = world.arriving(event)
  if (seg === undefined) return true
  // A replay opens a listener for a connection that is reopened out of TIME_WAIT, and does not close it.
  if (listensUnsaid && world.stateOf(kernel) === 'CLOSED' && seg.syn) return false
  const { snd, iss } = world.ends[kernel].tcb
  const segments = sent[kernel].filter(({ seq, len }) => !before(plus(seq, len), snd.una))
  const segmentsOut = snd.una === snd.nxt ? 0 : Math.max(1, segments.length + (snd.una === iss ? 1 : 0))
  const selects = (event.options.sack ?? []).length > 0
  const asksForEcn = world.ends[kernel].agreement.own?.ecn === true
  const isOlder = world.ticksBehind(kernel, event) > 0
  const around = { segmentsOut, hasReceived, selects, asksForEcn, isOlder }
  return kernelWay(world.tcbAt(kernel), seg, around) === undefined
}

function lost({ weight, choice }: Move): Move {
  return { weight, choice: choice.kind === 'segment' ? { ...choice, journey: 'lost' } : choice }
}

/** A reset is owed at once; a kernel owes everything at once. */
function urgentMoves(scene: Scene): Move[] {
  const { world, kernel } = scene
  for (const end of ENDS) {
    const { owed } = world.ends[end]
    const reset = owed.find(reply => reply.kind === 'rst')
    if (reset !== undefined)
      return resetMoves(scene, end, reset.seq, reset.ack ?? kernelsAck(scene, end, reset))
  }
  if (kernel === undefined) return []
  return [...repliesOf(scene, kernel), ...unsentMoves(scene, kernel)]
}

/** An ABORT's reset acknowledges where Linux sends it. */
function kernelsAck(
  { kernel }: Scene,
  end: End,
  { orAck }: { readonly orAck?: SeqNumber },
): SeqNumber | undefined {
  return kernel === end ? orAck : undefined
}

function resetMoves(scene: Scene, end: End, seq: SeqNumber, ack: SeqNumber | undefined): Move[] {
  const flags: ControlBit[] = ack === undefined ? ['RST'] : ['RST', 'ACK']
  return segmentMoves(scene, end, flags, { seq, ack }, 8)
}

// --- What an end sends ---

function sendingMoves(scene: Scene, end: End): Move[] {
  if (end === scene.kernel) return callMoves(scene, end)
  return [
    ...openingMoves(scene, end),
    ...repliesOf(scene, end),
    ...unsentMoves(scene, end),
    ...textMoves(scene, end),
    ...closingMoves(scene, end),
    ...repetitionMoves(scene, end),
    ...idleMoves(scene, end),
    ...callMoves(scene, end),
  ]
}

function openingMoves(scene: Scene, end: End): Move[] {
  const { world } = scene
  const { tcb } = world.ends[end]
  if (tcb.state !== 'CLOSED' || world.stateOf(end) === 'LISTEN') return []
  const isFirst = tcb.ended === undefined && !scene.naming.hasBegun(end)
  const len = scene.dice.amount % 9 === 8 ? textLength(scene) : 0
  return synMoves(scene, end, world.nextIss(end), isFirst ? 12 : 1, len)
}

/** A SYN whose number is new, by a name of its own or above the old ones. */
function synMoves(scene: Scene, end: End, iss: SeqNumber, weight: number, len = 0): Move[] {
  const { world, naming } = scene
  if (naming.hasBegun(end) && !naming.isNamed(end)) {
    // A number that has no name can only be had anew where the peer remembers none.
    const peer = world.stateOf(otherEnd(end))
    if (peer !== 'CLOSED' && peer !== 'LISTEN') return []
  }
  const seq = naming.isNamed(end) ? naming.write(end, world.aboveOld(end), undefined, false) : undefined
  return segmentMoves(scene, end, ['SYN'], { seq: seq ?? 'begins', len }, weight, iss)
}

function repliesOf(scene: Scene, end: End): Move[] {
  const { tcb, owed } = scene.world.ends[end]
  return owed.flatMap(({ kind }) => {
    if (kind === 'ack' && !isSynUnsent(tcb)) return ackMoves(scene, end, 8)
    if (kind === 'syn-ack' && tcb.state !== 'SYN_RCVD') return ackMoves(scene, end, 8)
    if (kind === 'syn-ack')
      return segmentMoves(
        scene,
        end,
        ['SYN', 'ACK'],
        { seq: isSynUnsent(tcb) ? 'begins' : tcb.iss, ack: tcb.rcv.nxt },
        10,
        tcb.iss,
      )
    return []
  })
}

function ackMoves(scene: Scene, end: End, weight: number): Move[] {
  const { tcb } = scene.world.ends[end]
  return segmentMoves(scene, end, ['ACK'], { seq: tcb.snd.nxt, ack: tcb.rcv.nxt }, weight)
}

/** What calls have left to be sent. */
function unsentMoves(scene: Scene, end: End): Move[] {
  const { tcb } = scene.world.ends[end]
  const { unsent, snd, rcv, state, finSeq } = tcb
  if (state === 'SYN_SENT' && isSynUnsent(tcb)) return synMoves(scene, end, tcb.iss, 10)
  if (!isSynchronized(state)) return fins(scene, end, state === 'SYN_RCVD' && !isSynUnsent(tcb) && unsent.fin)
  const text: Move[] =
    unsent.octets > 0
      ? segmentMoves(scene, end, ['ACK'], { seq: snd.nxt, ack: rcv.nxt, len: unsent.octets }, 8)
      : []
  if (text.length > 0 && scene.kernel === end) return text
  return [...text, ...fins(scene, end, unsent.fin && finSeq === undefined)]
}

function fins(scene: Scene, end: End, isDue: boolean): Move[] {
  if (!isDue) return []
  const { unsent, snd, rcv } = scene.world.ends[end].tcb
  return segmentMoves(scene, end, ['FIN', 'ACK'], { seq: snd.nxt, ack: rcv.nxt, len: unsent.octets }, 8)
}

const TEXT_FLAGS: readonly [readonly ControlBit[], ...(readonly ControlBit[])[]] = [
  ['ACK'],
  ['PSH', 'ACK'],
  ['ACK'],
  ['URG', 'ACK'],
  ['PSH', 'ACK'],
]

/** Text that nobody has called SEND for yet. */
function textMoves(scene: Scene, end: End): Move[] {
  const { tcb } = scene.world.ends[end]
  if (!maySendText(scene, end) || tcb.unsent.octets > 0) return []
  const flags = pick(TEXT_FLAGS, scene.dice.number)
  return segmentMoves(scene, end, flags, { seq: tcb.snd.nxt, ack: tcb.rcv.nxt, len: textLength(scene) }, 4)
}

function maySendText({ world }: Scene, end: End): boolean {
  const { state, unsent, snd } = world.ends[end].tcb
  const outstanding = (snd.nxt - snd.una + 2 ** 32) % 2 ** 32
  return (state === 'ESTABLISHED' || state === 'CLOSE_WAIT') && !unsent.fin && outstanding < 3000
}

function textLength({ dice }: Scene): number {
  return 1 + (dice.amount % 500)
}

/** A FIN that implies its CLOSE. */
function closingMoves(scene: Scene, end: End): Move[] {
  const { tcb } = scene.world.ends[end]
  const { state, unsent, snd, rcv } = tcb
  const mayClose =
    state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || (state === 'SYN_RCVD' && !isSynUnsent(tcb))
  if (!mayClose || unsent.fin || unsent.octets > 0 || tcb.finSeq !== undefined) return []
  const len = scene.dice.amount % 7 === 6 && state !== 'SYN_RCVD' ? textLength(scene) : 0
  const weight = state === 'CLOSE_WAIT' ? 6 : state === 'ESTABLISHED' ? 3 : 1
  return segmentMoves(scene, end, ['FIN', 'ACK'], { seq: snd.nxt, ack: rcv.nxt, len }, weight)
}

/** What is not acknowledged yet, once more. */
function repetitionMoves(scene: Scene, end: End): Move[] {
  const { tcb } = scene.world.ends[end]
  const { snd, iss, rcv, state, passive, finSeq } = tcb
  if (snd.una === snd.nxt) return []
  if (state === 'SYN_SENT') return segmentMoves(scene, end, ['SYN'], { seq: iss }, 2)
  if (state === 'SYN_RCVD' && snd.una === iss)
    return segmentMoves(scene, end, ['SYN', 'ACK'], { seq: iss, ack: rcv.nxt }, passive ? 2 : 1)
  if (!isSynchronized(state)) return []
  const oldest = scene.sent[end].find(({ seq }) => seq === snd.una)
  if (oldest === undefined) return []
  const again = (len: number, fin: boolean, weight: number) =>
    segmentMoves(scene, end, fin ? ['FIN', 'ACK'] : ['ACK'], { seq: oldest.seq, ack: rcv.nxt, len }, weight)
  // Or cut otherwise than it was: half of it, or all there is in one.
  const all = distance(snd.una, finSeq ?? snd.nxt)
  return [
    ...again(oldest.len, oldest.fin, 2),
    ...(oldest.len > 1 ? again(oldest.len >> 1, false, 0.5) : []),
    ...(all > oldest.len && all <= MSS ? again(all, finSeq !== undefined, 0.5) : []),
  ]
}

/** What a segment may carry, where nothing says otherwise. */
const MSS = 536

/** Acknowledgments nobody is owed, and keep-alives. */
function idleMoves(scene: Scene, end: End): Move[] {
  const { tcb } = scene.world.ends[end]
  if (!isSynchronized(tcb.state) || scene.idleAcks > 0) return []
  const before = plus(tcb.snd.nxt, -1)
  const mayProbe = before !== tcb.iss && before !== tcb.finSeq && scene.kernel === undefined
  const probe = mayProbe ? segmentMoves(scene, end, ['ACK'], { seq: before, ack: tcb.rcv.nxt }, 0.3) : []
  return [...ackMoves(scene, end, 0.7), ...probe]
}

// --- Calls and timers ---

function callMoves(scene: Scene, end: End): Move[] {
  const { world, kernel } = scene
  const { tcb, closedBy } = world.ends[end]
  const isKernel = kernel === end
  const { state, unsent } = tcb
  const call = (weight: number, ...rest: [Parameters<typeof callEvent>[1], number?]): Move => ({
    weight,
    choice: callEvent(end, ...rest),
  })
  const found: Move[] = []
  const isUnsynchronized = state === 'CLOSED' && world.stateOf(end) !== 'LISTEN'
  if (isUnsynchronized && tcb.ended === undefined && !scene.naming.hasBegun(end))
    found.push(call(6, 'connect'))
  if (isUnsynchronized && tcb.ended !== undefined && mayConnectAgain(scene, end))
    found.push(call(1, 'connect'))
  if (isUnsynchronized && !world.ends[end].listening) found.push(call(0.5, 'listen'))
  if (world.ends[end].listening && state === 'CLOSED') found.push(call(0.2, 'unlisten'))
  if (maySendText(scene, end) && unsent.octets === 0)
    found.push(call(isKernel ? 5 : 1, 'send', textLength(scene)))
  if ((state === 'ESTABLISHED' || state === 'CLOSE_WAIT') && !unsent.fin && unsent.octets === 0) {
    const often = state === 'CLOSE_WAIT' ? 3 : 1.5
    found.push(call(isKernel ? 2 * often : often, 'shutdown'), call(often / 3, 'close'))
  }
  if (state === 'SYN_SENT' && !isKernel) found.push(call(0.2, 'close'))
  if (state === 'SYN_SENT' && isKernel && !isSynUnsent(tcb)) found.push(call(0.4, 'close'))
  const hasSocket = !isKernel || !(state === 'SYN_RCVD' && tcb.passive)
  const hasNumber = !(state === 'SYN_RCVD' && isSynUnsent(tcb))
  const mayAbort = state !== 'CLOSED' && state !== 'LISTEN' && hasSocket && hasNumber && closedBy !== 'close'
  if (mayAbort && !(isKernel && cannotAbort(scene, end))) found.push(call(0.5, 'abort'))
  return found
}

/** Linux resets where octets are unread, also in states in which an ABORT sends nothing (RFC 9293 §3.6.1, SHLD-3). */
function cannotAbort({ world, naming, hasReceived }: Scene, end: End): boolean {
  const { state } = world.ends[end].tcb
  // The runner takes the first reset after a segment of ours without ACK for an answer that counts from 0.
  if (naming.style[end] === 'literal') return true
  return state === 'TIME_WAIT' || (hasReceived && (state === 'CLOSING' || state === 'LAST_ACK'))
}

/** Whether an end can begin anew with a number that is above its old ones by its name. */
function mayConnectAgain({ world, naming }: Scene, end: End): boolean {
  const peer = world.stateOf(otherEnd(end))
  return naming.isNamed(end) || peer === 'CLOSED' || peer === 'LISTEN'
}

function otherMoves(scene: Scene, end: End): Move[] {
  const { world, kernel } = scene
  const { tcb, retransmits } = world.ends[end]
  const { state, snd } = tcb
  const timer = (weight: number, name: Parameters<typeof timerEvent>[1]): Move => ({
    weight,
    choice: timerEvent(end, name),
  })
  const found: Move[] = []
  if (state === 'TIME_WAIT') found.push(timer(3, '2msl'))
  if (end === kernel) return found
  const waits = isSynchronized(state) || state === 'SYN_SENT' || state === 'SYN_RCVD'
  if (waits && snd.una !== snd.nxt && !retransmits) found.push(timer(1, 'retransmit'))
  if (state !== 'CLOSED' && state !== 'LISTEN') found.push(timer(0.1, 'user-timeout'), timer(0.2, 'reboot'))
  return found
}

// --- Arrivals from the network ---

function arrivalMoves(scene: Scene, to: End): Move[] {
  const { world } = scene
  return world.flights[to].flatMap(({ event }, at) => {
    const isOldest = !world.flights[to].slice(0, at).some(({ event: older }) => sameFlags(older, event))
    const weight = at === 0 ? 5 : 1.5
    return arrivalLines(scene, event, isOldest).map(choice => ({ weight, choice }))
  })
}

/** The line with the numbers it left with; the oldest of its kind may go without. */
function arrivalLines(scene: Scene, departed: SegmentEvent, isOldest: boolean): SegmentEvent[] {
  const { from, flags, seq, ack, len } = departed
  if (isOldest) {
    const rest = {
      seq: leavesOut(scene, 'seq') ? undefined : seq,
      ack: leavesOut(scene, 'ack') ? undefined : ack,
      len,
    }
    return [segmentEvent(from, flags, { journey: 'arrives', ...rest })]
  }
  const isNumbered = seq !== undefined && (ack !== undefined || !flags.includes('ACK'))
  return isNumbered ? [segmentEvent(from, flags, { journey: 'arrives', seq, ack, len })] : []
}

function sameFlags(a: SegmentEvent, b: SegmentEvent): boolean {
  return a.flags.join() === b.flags.join()
}

// --- Writing a segment ---

interface Fields {
  /** `'begins'`: the initial number of a connection, by a new name. */
  readonly seq: SeqNumber | 'begins' | Written
  readonly ack?: SeqNumber | undefined
  readonly len?: number
}

/** The segment as a line, unless its numbers cannot be written. */
function segmentMoves(
  scene: Scene,
  from: End,
  flags: readonly ControlBit[],
  fields: Fields,
  weight: number,
  begins?: SeqNumber,
): Move[] {
  const { naming, world } = scene
  const len = fields.len ?? 0
  const seq = writeSeq(scene, from, flags, fields, begins)
  const dueAck = world.dueAck(from, flags)
  const ack =
    fields.ack === undefined
      ? undefined
      : naming.write(otherEnd(from), fields.ack, dueAck, leavesOut(scene, 'ack'))
  if (seq === UNWRITABLE || ack === UNWRITABLE) return []
  const carried = carrying(scene, from, flags, len)
  const rest: Partial<SegmentEvent> = { journey: journey(scene), seq, ack, len, options: carried.options }
  return [{ weight, choice: segmentEvent(from, carried.flags, rest) }]
}

function writeSeq(
  scene: Scene,
  from: End,
  flags: readonly ControlBit[],
  { seq, len = 0 }: Fields,
  begins: SeqNumber | undefined,
): Written {
  const { naming, world } = scene
  if (seq === 'begins') return begins === undefined ? UNWRITABLE : { symbol: BEGINS, plus: begins }
  if (typeof seq !== 'number') return seq
  const answersNoAck = seq === 0 && flags.includes('RST') && flags.includes('ACK')
  if (answersNoAck) return literal(seq)
  // A reset may count by a stray line's number, which nothing else is near to: on the wire that must be told.
  const isFarReset = scene.kernel !== undefined && flags.includes('RST')
  return naming.write(from, seq, world.dueSeq(from, flags, len), leavesOut(scene, 'seq') && !isFarReset)
}

/** Stands for a number that gets its name only if its line is chosen. */
export const BEGINS = ' begins'

function leavesOut({ dice }: Scene, field: 'seq' | 'ack'): boolean {
  return (dice.leftOut >> (field === 'seq' ? 0 : 1)) % 4 === 3
}

/** Most segments arrive; some are lost, and some stay in the network for a while. */
function journey({ dice }: Scene): Journey {
  return pick(
    ['delivered', 'delivered', 'delivered', 'delivered', 'departs', 'delivered', 'lost'],
    dice.journey,
  )
}
