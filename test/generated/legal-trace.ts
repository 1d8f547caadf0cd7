/** Traces that break no rule, written by walking the model. */
import { isSynchronized, isSynUnsent, type Segment } from '@synfin/tcp'
import type { Profile } from '@synfin/trace'
import fc from 'fast-check'
import { choose, type Dice, dice } from './dice.ts'
import {
  callEvent,
  claimEvent,
  ENDS,
  type End,
  type Event,
  otherEnd,
  type SegmentEvent,
  type StateOfEnd,
} from './events.ts'
import { beginningOf, startsInTheMiddle } from './inferred-beginning.ts'
import { kernelExtra } from './kernel-extra.ts'
import { BEGINS, moves, type Scene } from './moves.ts'
import { kernelsOffer } from './options.ts'
import { begin, closed, type Setup, setups } from './setup.ts'
import { World } from './world.ts'

/** A trace with the states after each of its lines. */
export interface GeneratedTrace {
  readonly setup: Setup
  /** The end that behaves as a kernel, in a trace for a replay. */
  readonly kernel: End | undefined
  readonly events: readonly Event[]
  readonly states: readonly (readonly StateOfEnd[])[]
}

export interface TraceOptions {
  readonly profile: fc.Arbitrary<Profile>
  readonly kernel?: fc.Arbitrary<End>
  readonly maxLines?: number
  /** Whether the first lines tell how both ends begin, though a reader could infer it. */
  readonly isExplicit?: boolean
}

/** Legal traces. Shrinks to few lines with plain choices. */
export function legalTraces({
  profile,
  kernel,
  maxLines = 24,
  isExplicit = false,
}: TraceOptions): fc.Arbitrary<GeneratedTrace> {
  return fc
    .record({
      setup: setups(profile),
      kernel: kernel ?? fc.constant(undefined),
      rolls: fc.array(dice, { minLength: 1, maxLength: maxLines, size: 'max' }),
    })
    .filter(({ setup, kernel }) => kernel === undefined || isPlayable(setup, kernel))
    .map(({ setup, kernel, rolls }) =>
      new Author(kernel === undefined ? setup : offeringAlike(setup, kernel), kernel, isExplicit).write(
        rolls,
      ),
    )
    .filter(({ events }) => ENDS.every(end => events.some(event => names(event, end))))
}

/**
 * Whether a prologue brings a kernel there as the model has it: the listener it needs for SYN_RCVD goes on
 * listening, and numbers that only our end's SYN ACK repeats must be told.
 */
function isPlayable({ beginning, first, style, isns }: Setup, kernel: End): boolean {
  if (typeof beginning === 'string') return true
  const [one, other] = beginning
  const kernels = kernel === first ? one : other
  const ours = kernel === first ? other : one
  const canChoose = style[kernel] !== 'literal' || isns[kernel] > 2
  return (
    kernels.state !== 'SYN_RCVD' &&
    canChoose &&
    (ours.state !== 'SYN_RCVD' || style[otherEnd(kernel)] !== 'left-out')
  )
}

/** What is on is on for both; but where the kernel's SYN is not in the trace, a later one decides whether it asks for ECN. */
function offeringAlike(setup: Setup, kernel: End): Setup {
  const { beginning, offers } = setup
  const isAskedBefore = typeof beginning !== 'string' && beginning.some(({ state }) => state === 'SYN_SENT')
  const other = otherEnd(kernel)
  const ours = { ...offers[other], ecn: offers[other].ecn && !isAskedBefore }
  return { ...setup, offers: { ...offers, [other]: ours, [kernel]: kernelsOffer(ours) } }
}

class Author {
  readonly #setup: Setup
  readonly #kernel: End | undefined
  readonly #world: World
  readonly #naming: Scene['naming']
  readonly #sent: Record<End, Segment[]> = { A: [], B: [] }
  /** Ends whose beginning the first lines tell. */
  readonly #told: ReadonlySet<End>
  readonly #isExplicit: boolean
  readonly #events: Event[] = []
  readonly #states: StateOfEnd[][] = []
  /** What Linux may send once it has answered. */
  readonly #extras: SegmentEvent[] = []
  #idleAcks = 0
  #hasReceived = false
  #listensUnsaid = false

  constructor(setup: Setup, kernel: End | undefined, isExplicit: boolean) {
    this.#setup = setup
    this.#kernel = kernel
    this.#world = new World(setup.profile, setup.isns)
    const { lines, naming } = begin(setup)
    this.#naming = naming
    if (setup.beginning === 'one listens') this.#world.ends[setup.first].listening = true
    for (const line of lines) this.#append(line)
    this.#told = new Set(lines.flatMap(endsOf))
    this.#isExplicit = isExplicit
  }

  write(rolls: readonly Dice[]): GeneratedTrace {
    for (const roll of rolls) this.#step(roll)
    // A kernel does not stop in the middle of an answer.
    for (let more = 0; this.#kernel !== undefined && more < 8 && this.#isUrgent(); more++) this.#step(PLAIN)
    const { events, states } = this.#withClearBeginning()
    return { setup: this.#setup, kernel: this.#kernel, events, states }
  }

  #scene(roll: Dice): Scene {
    return {
      world: this.#world,
      naming: this.#naming,
      kernel: this.#kernel,
      offers: this.#setup.offers,
      dice: roll,
      sent: this.#sent,
      idleAcks: this.#idleAcks,
      hasReceived: this.#hasReceived,
      listensUnsaid: this.#listensUnsaid,
    }
  }

  #isUrgent(): boolean {
    const { world } = this.#scene(PLAIN)
    if (ENDS.some(end => world.ends[end].owed.some(({ kind }) => kind === 'rst'))) return true
    if (this.#kernel === undefined) return false
    const { owed, tcb } = world.ends[this.#kernel]
    const isSynDue = tcb.state === 'SYN_SENT' && isSynUnsent(tcb)
    return owed.length > 0 || isSynDue || tcb.unsent.octets > 0 || tcb.unsent.fin
  }

  #step(roll: Dice): void {
    const chosen = choose(moves(this.#scene(roll)), roll.move)
    if (chosen === undefined) return
    const event = this.#named(chosen)
    const extra = this.#kernel === undefined ? undefined : kernelExtra(this.#scene(roll), this.#kernel, event)
    this.#append(event, roll)
    if (extra !== undefined) this.#extras.push(extra)
    if (!this.#isUrgent())
      for (const due of this.#extras.splice(0)) if (this.#mayStillSend(due)) this.#append(due)
  }

  #kernelState() {
    return this.#kernel && this.#world.stateOf(this.#kernel)
  }

  #mayStillSend({ flags }: SegmentEvent): boolean {
    if (this.#kernel === undefined) return false
    const { state } = this.#world.ends[this.#kernel].tcb
    return flags.includes('SYN') ? state === 'SYN_SENT' : isSynchronized(state)
  }

  /** The line with the names that its numbers get only now. */
  #named(event: Event): Event {
    if (event.kind !== 'segment' || event.seq?.symbol !== BEGINS) return event
    return { ...event, seq: this.#naming.begin(event.from, event.seq.plus as Segment['seq']) }
  }

  #append(event: Event, roll?: Dice): void {
    const wasTimeWait = this.#kernelState() === 'TIME_WAIT'
    const next = event.kind === 'segment' ? this.#world.ends[event.from].tcb.snd.nxt : undefined
    const warnings = this.#world.playEvent(event)
    this.#listensUnsaid ||= wasTimeWait && this.#kernelState() === 'SYN_RCVD'
    if (typeof warnings === 'string')
      throw new Error(`the generator broke a rule of its own: ${warnings} at ${JSON.stringify(event)}`)
    this.#remember(event, next)
    const states = this.#world.states()
    const claim = roll === undefined ? [] : claimed(states, roll.claim)
    this.#events.push({ ...event, notes: warnings, claim })
    this.#states.push(states)
    if (roll !== undefined && roll.claim % 40 === 39) {
      this.#events.push(claimEvent(states))
      this.#states.push(states)
    }
  }

  /** Remembers what has been sent for the first time, where `next` was the sender's SND.NXT before. */
  #remember(event: Event, next: Segment['seq'] | undefined): void {
    if (event.kind === 'timer' && event.timer === 'reboot') this.#sent[event.end] = []
    if (event.kind !== 'segment') return
    const { from, journey, flags, len } = event
    const reachesKernel = this.#kernel === otherEnd(from) && journey !== 'lost' && journey !== 'departs'
    if (reachesKernel) this.#idleAcks = flags.join() === 'ACK' && len === 0 ? this.#idleAcks + 1 : 0
    if (reachesKernel && len > 0) this.#hasReceived = true
    if (journey === 'arrives' || journey === 'stray') return
    if (flags.includes('SYN')) this.#sent[from] = []
    const { tcb } = this.#world.ends[from]
    const isFin = flags.includes('FIN')
    if (len === 0 && !isFin) return
    const end = tcb.snd.nxt
    const seq = (end - len - (isFin ? 1 : 0) + 2 ** 32) % 2 ** 32
    const isNew = end !== next || flags.includes('SYN')
    if (isNew && (isSynchronized(tcb.state) || flags.includes('SYN')))
      this.#sent[from].push({ seq, len, fin: isFin } as Segment)
  }

  /** A beginning that the lines leave unclear is told. */
  #withClearBeginning(): Pick<GeneratedTrace, 'events' | 'states'> {
    const events = this.#events
    const isUntold = (end: End) => this.#setup.beginning === 'one listens' && this.#setup.first === end
    const isToldAll = this.#isExplicit || startsInTheMiddle(events)
    const told = ENDS.flatMap(end => {
      if (this.#told.has(end)) return []
      const asRead = beginningOf(end, events)
      const is = isUntold(end) ? 'listens' : 'closed'
      if (asRead === is && !isToldAll) return []
      return [is === 'listens' ? callEvent(end, 'listen') : closed(end)]
    })
    return { events: [...told, ...events], states: [...told.map(() => []), ...this.#states] }
  }
}

const PLAIN: Dice = { move: 0, journey: 0, leftOut: 0, claim: 0, amount: 0, number: 0, options: 0 }

function claimed(states: readonly StateOfEnd[], chance: number): StateOfEnd[] {
  return states.filter((_, at) => (chance >> at) % 4 === 1)
}

/** Whether a line makes its reader know an end. */
function names(event: Event, end: End): boolean {
  if (event.kind !== 'segment') return endsOf(event).includes(end)
  if (event.journey === 'delivered' || event.journey === 'lost') return true
  return (event.journey === 'departs') === (event.from === end)
}

function endsOf(event: Event): readonly End[] {
  if (event.kind === 'given') return event.ends.map(({ end }) => end)
  return event.kind === 'call' ? [event.end] : []
}
