import type { State } from '@synfin/tcp'
import { type CheckedTrace, type ClaimedState, type Step, say, type TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { deviation } from './deviations.ts'
import { nextKernelSegment, peerOnLine } from './look-ahead.ts'
import { peerName } from './peer-name.ts'
import type { OpenStep, Transcript } from './transcript.ts'
import type { Wire } from './wire.ts'

/** A state is true at the latest so long after its line. */
const CLAIM_MILLISECONDS = 250

/** The errors by which an application learns why its connection is CLOSED. */
const REASONS: Readonly<Record<NonNullable<ClaimedState['reason']>, readonly string[]>> = {
  refused: ['ECONNREFUSED'],
  reset: ['ECONNRESET', 'EPIPE'],
  timeout: ['ETIMEDOUT'],
}

/** Holds the kernel's states against those the trace claims and those the checker computed. */
export class StateCheck {
  readonly #trace: CheckedTrace
  readonly #kernel: string
  readonly #wire: Wire
  readonly #transcript: Transcript
  /** So many steps have computed states that are the kernel's too: after an error they are those of a mended trace. */
  #comparable: number

  constructor(trace: CheckedTrace, kernel: string, wire: Wire, transcript: Transcript) {
    this.#trace = trace
    this.#kernel = kernel
    this.#wire = wire
    this.#transcript = transcript
    this.#comparable = stepsBeforeFirstError(trace)
  }

  /** Checks the states after a step that has just been recorded. */
  check(at: number, step: Step): void {
    const recorded = this.#transcript.steps.at(-1)
    if (!recorded) return
    const claims = step.claims.filter(({ end }) => end === this.#kernel)
    for (const claim of claims) this.#checkClaim(recorded, claim)
    this.#noteIncarnations(at, step)
    // The checker has no clock: what a timer has ended by then, only a claim can say.
    if (step.kind === 'wait' || at >= this.#comparable || this.#resetsInstead(at, step)) return
    for (const connection of this.#connectionsAt(step)) {
      const computed = step.states[connection.key]
      if (computed === undefined || claims.some(({ key }) => key === connection.key)) continue
      // One difference makes all later states differ: it is said once.
      if (!this.#checkState(recorded, { key: connection.key, state: computed }, connection, say`the checker`))
        this.#comparable = 0
    }
  }

  /** A segment that may be absent has not come: of an end that it opens, closes or resets the checker knows no more. */
  passOver({ flags }: TraceSegment): void {
    if (flags.some(bit => bit === 'SYN' || bit === 'FIN' || bit === 'RST')) this.#comparable = 0
  }

  #checkClaim(recorded: OpenStep, claim: ClaimedState): void {
    const { key, state, reason } = claim
    const connection =
      this.#wire.connectionWith(claim.peer) ?? this.#wire.connections.find(candidate => candidate.key === key)
    if (!this.#checkState(recorded, claim, connection, say`the trace`) || !reason || !connection) return
    const error = this.#wire.sockets.error(connection.ours)
    // Without a descriptor there is no application to be told.
    if (!this.#wire.sockets.holds(connection.ours) || REASONS[reason].includes(error ?? '')) return
    const blamed = this.#transcript.toBlame(recorded)
    blamed.expected = `${key}=CLOSED ${reason}`
    blamed.observed = error === undefined ? `${key}=CLOSED` : `${key}=CLOSED ${error}`
    this.#transcript.mismatch(
      blamed,
      say`the application sees ${error ?? say`no error`} where the trace says ${reason}`,
      { kind: 'state', key, state, reason: reasonOf(error) },
    )
  }

  #checkState(
    recorded: OpenStep,
    { key, state: said }: Pick<ClaimedState, 'key' | 'state'>,
    connection: Connection | undefined,
    by: string,
  ): boolean {
    if (!this.#wire.tellsStates) return true
    let state = said
    this.#wire.wait(CLAIM_MILLISECONDS, () => {
      state = this.#read(connection)
      return agrees(said, state)
    })
    recorded.kernelState = agrees(said, state) ? said : state
    if (agrees(said, state)) return true
    const blamed = this.#transcript.toBlame(recorded)
    blamed.expected = `${key}=${said}`
    blamed.observed = `${key}=${state}`
    const { peer } = this.#wire
    const why = deviation({
      peer,
      sent: connection?.lastSent,
      before: connection?.stateBefore,
      lastCall: connection?.lastCall,
      after: state,
    })
    const message = say`the ${peerName(peer)} is in ${state} where ${by} says ${said}`
    this.#transcript.mismatch(blamed, why ? say`${message}: ${why}` : message, {
      kind: 'state',
      key,
      state,
      reason: undefined,
    })
    return false
  }

  #read(connection: Connection | undefined): State {
    if (connection) return this.#wire.state(connection)
    return this.#wire.sockets.isListening ? 'LISTEN' : 'CLOSED'
  }

  /** A CLOSE with octets unread resets at once (RFC 9293 §3.6.1, SHLD-3); the segment says so a line later. */
  #resetsInstead(at: number, step: Step): boolean {
    if (step.kind !== 'call' || step.call.end !== this.#kernel || step.call.call !== 'close') return false
    const peer = step.call.peer ?? this.#wire.connections[0]?.peer ?? ''
    const next = nextKernelSegment(this.#trace.steps, at, this.#kernel, peer)
    return next?.flags.includes('RST') ?? false
  }

  /** Those whose state a line may have changed. */
  #connectionsAt(step: Step): readonly Connection[] {
    if (step.kind !== 'segment') return this.#wire.connections
    const connection = this.#wire.connectionWith(peerOnLine(step.segment, this.#kernel))
    return connection ? [connection] : []
  }

  /** After CLOSED or LISTEN, and out of TIME_WAIT, the kernel's next SYN has a number of its own. */
  #noteIncarnations(at: number, step: Step): void {
    const before = at === 0 ? this.#trace.initial : this.#trace.steps[at - 1]?.states
    for (const connection of this.#connectionsAt(step)) {
      const state = step.states[connection.key]
      const isReopened =
        before?.[connection.key] === 'TIME_WAIT' && (state === 'SYN_RCVD' || state === 'SYN_SENT')
      if (state === 'CLOSED' || state === 'LISTEN' || isReopened) connection.startsAnew = true
    }
  }
}

function reasonOf(error: string | undefined): ClaimedState['reason'] {
  const reasons = Object.keys(REASONS) as (keyof typeof REASONS)[]
  return reasons.find(reason => REASONS[reason].includes(error ?? ''))
}

/** CLOSED is no socket of the pair, listener or not; LISTEN is that and a listener. */
function agrees(said: State, state: State): boolean {
  return said === state || (said === 'CLOSED' && state === 'LISTEN')
}

function stepsBeforeFirstError({ steps, findings }: CheckedTrace): number {
  const lines = new Set(findings.filter(({ severity }) => severity === 'error').map(({ line }) => line))
  const first = steps.findIndex(
    ({ line, usedAt }) => lines.has(line) || (usedAt !== undefined && lines.has(usedAt)),
  )
  return first < 0 ? steps.length : first
}
