/** Holds the states an author claims against the computed ones. */
import { hasEdge, type State } from '@synfin/tcp'
import type { ClaimedState } from './checked-trace.ts'
import { readClaimedState } from './claimed-state.ts'
import type { Finding, Fix } from './finding.ts'
import { insertionAbove, insertionBelow, writingFix } from './fixes.ts'
import type { Claim, StateClaim, Word } from './line.ts'
import type { EndOfConnection } from './network.ts'
import { cutFrom, editOn, placeOn, type Report, type Verdict } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import { reportUnknownEnd } from './unknown-end.ts'
import type { Walk } from './walk.ts'

/** The states of which the line before has spoken, by key: as claimed, or as they are where that was wrong. */
export type ClaimedBefore = ReadonlyMap<string, State>

/** The claims of a line, and what they are to those of the next. */
export interface WalkedClaims {
  readonly claims: readonly ClaimedState[]
  readonly before: ClaimedBefore
}

/**
 * The claims of a line, judged unless the line is taken as deleted: then what it claims is gone with it. One that its
 * `//!` note calls wrong is told and goes too: nobody is to be held to it, a kernel in a replay least of all.
 */
export function walkClaim(walk: Walk, statement: Statement, claim: Claim, isJudged: boolean): WalkedClaims {
  const claims: ClaimedState[] = []
  const before = new Map<string, State>()
  for (const written of claim.states) {
    const claimed = readClaim(walk, statement, written)
    if (claimed === undefined) continue
    const verdict = isJudged ? judge(walk, statement, written, claimed) : undefined
    if (verdict === 'expected') continue
    claims.push(claimed)
    const isTrue = isJudged && verdict === undefined
    before.set(claimed.key, isTrue ? claimed.state : actualState(walk, claimed))
  }
  return { claims, before }
}

function readClaim(walk: Walk, statement: Statement, claimed: StateClaim): ClaimedState | undefined {
  const end = claimed.end.text
  const { survey, network } = walk
  const state = readClaimedState(walk, statement, claimed.state, computedState(walk, claimed))
  const unknown = (word: Word, known: readonly string[]) =>
    void reportUnknownEnd(walk.reporter, statement, word, known)
  if (!survey.ends.includes(end)) return unknown(claimed.end, survey.ends)
  const peer = claimed.peer?.text ?? network.meant(end, other => other === state)
  if (claimed.peer !== undefined && !network.peersOf(end).includes(claimed.peer.text))
    return unknown(claimed.peer, network.peersOf(end))
  if (state === undefined) return undefined
  const reason = claimed.reason?.text
  return {
    end,
    peer,
    key: network.keyOf(end, peer),
    state,
    reason: reason === 'refused' || reason === 'reset' || reason === 'timeout' ? reason : undefined,
  }
}

/** What an end's state is computed to be, whatever is claimed of it. */
function computedState({ network, survey }: Walk, { end, peer }: StateClaim): State | undefined {
  const other = peer?.text ?? network.meant(end.text, () => true)
  return other !== undefined && survey.ends.includes(end.text) ? network.stateOf(end.text, other) : undefined
}

/** What has come of holding a claim against the computed state; nothing where it is true. */
function judge(
  walk: Walk,
  statement: Statement,
  written: StateClaim,
  claimed: ClaimedState,
): Verdict | undefined {
  const actual = actualState(walk, claimed)
  const half = claimed.peer === undefined ? undefined : walk.network.half(claimed.end, claimed.peer)
  if (actual !== claimed.state) {
    if (isAlsoTrue(walk, claimed, actual, half)) return undefined
    return walk.reporter.report(statement, wrongState(walk, statement, written, claimed, actual, half))
  }
  if (claimed.reason !== undefined && half !== undefined && !endedFor(half, claimed.reason))
    return walk.reporter.report(statement, wrongReason(statement, written, claimed, half))
  return undefined
}

/** The state of the end that a claim is about. */
function actualState({ network }: Walk, { end, peer }: ClaimedState): State {
  if (peer !== undefined) return network.stateOf(end, peer)
  return network.endpoint(end).listening ? 'LISTEN' : 'CLOSED'
}

/**
 * Claims that hold besides the computed state: LISTEN, where a connection has ended and its endpoint goes on
 * listening; and TIME_WAIT for the end that sent a reset, which §3.5.2 asks for and §3.10.5 does not.
 */
function isAlsoTrue(
  walk: Walk,
  { end, state }: ClaimedState,
  actual: State,
  half: EndOfConnection | undefined,
): boolean {
  if (state === 'LISTEN') return actual === 'CLOSED' && walk.network.endpoint(end).listening
  return state === 'TIME_WAIT' && actual === 'CLOSED' && half?.tcb.ended === 'aborted'
}

function endedFor({ tcb }: EndOfConnection, reason: NonNullable<ClaimedState['reason']>): boolean {
  return tcb.ended === reason
}

function wrongReason(
  { source }: Statement,
  written: StateClaim,
  { end, reason }: ClaimedState,
  { tcb }: EndOfConnection,
): Report {
  const span = written.reason?.span ?? written.span
  const isClaimable = tcb.ended === 'refused' || tcb.ended === 'reset' || tcb.ended === 'timeout'
  return {
    code: 'state-mismatch',
    span,
    message: say`${end}'s connection did not end as \`${reason ?? ''}\``,
    why:
      tcb.ended === undefined
        ? say`${end} never had a connection here (§3.10.7)`
        : say`its application sees \`${tcb.ended}\` (§3.10.7)`,
    help: isClaimable ? say`write \`${tcb.ended}\`` : say`drop the reason`,
    fixes: [
      ...(isClaimable ? [writingFix(source, span, tcb.ended)] : []),
      { title: say`drop ${reason ?? ''}`, edits: [cutFrom(source, span)] },
    ],
  }
}

function wrongState(
  walk: Walk,
  statement: Statement,
  written: StateClaim,
  claimed: ClaimedState,
  actual: State,
  half: EndOfConnection | undefined,
): Report {
  const { end, state, key } = claimed
  const fix = {
    title: say`write ${end}=${actual}`,
    edits: [editOn(statement.source, written.state.span, actual)],
  }
  const base = { span: written.span, fixes: [fix], related: since(half, say`${end} is ${actual} since here`) }
  const previous = walk.claimedBefore.get(key)
  if (state === 'CLOSED' && (actual === 'TIME_WAIT' || actual === 'FIN_WAIT_2' || actual === 'CLOSING'))
    return {
      ...base,
      code: 'time-wait-skipped',
      message: say`${end} is ${actual} here, not CLOSED: it has still to wait 2 MSL`,
      why: say`the end that closes first lingers in TIME_WAIT for twice the maximum segment lifetime, to acknowledge the peer's FIN again if need be and to let old segments die (MUST-13, §3.6.1)`,
      help:
        actual === 'TIME_WAIT'
          ? say`write \`${end}=${actual}\`, or put \`${end}: 2msl\` above the claim`
          : say`write \`${end}=${actual}\``,
      fixes: actual === 'TIME_WAIT' ? [waiting(statement, written, end), fix] : [fix],
    }
  if (previous !== undefined && !leadsTo(previous, state))
    return {
      ...base,
      code: 'illegal-transition',
      message: say`no segment leads ${end} from ${previous} to ${state}`,
      why: say`the state machine has no edge ${previous} to ${state} (§3.3.2, Figure 5); ${becauseOf(end, actual)}`,
      help: say`write \`${end}=${actual}\``,
    }
  return {
    ...base,
    code: 'state-mismatch',
    message: say`${end} is ${actual} here, not ${state}`,
    why: becauseOf(end, actual),
    help: say`write \`${end}=${actual}\``,
  }
}

/**
 * Whether a line may lead from one state to the other. To CLOSED only a reset, an ABORT or a timeout leads from most
 * states, and with one of those on the line the computed state would be CLOSED too.
 */
function leadsTo(from: State, to: State): boolean {
  if (to !== 'CLOSED') return hasEdge(from, to)
  return (
    from === 'CLOSED' ||
    from === 'LISTEN' ||
    from === 'SYN_SENT' ||
    from === 'LAST_ACK' ||
    from === 'TIME_WAIT'
  )
}

/** Lets 2 MSL pass before the claim: on a line of its own above it, or below a segment that makes it. */
function waiting({ source }: Statement, written: StateClaim, end: string): Fix {
  const title = say`put ${end}: 2msl before CLOSED`
  if (source.kind === 'claim') return { title, edits: [insertionAbove(source, `${end}: 2msl`)] }
  return {
    title,
    edits: [
      editOn(source, written.state.span, 'TIME_WAIT'),
      insertionBelow(source, `${end}: 2msl  [${end}=CLOSED]`),
    ],
  }
}

function since(half: EndOfConnection | undefined, message: string): Finding['related'] {
  if (half?.entered === undefined) return []
  const { statement, span } = half.entered
  return [{ ...placeOn(statement.source, span), message }]
}

/** How an end comes to be where it is. */
function becauseOf(end: string, state: State): string {
  const reasons: Readonly<Record<State, string>> = {
    CLOSED: say`${end} has no connection until it sends or awaits a SYN (§3.3.2, §3.10.7)`,
    LISTEN: say`${end} waits for a SYN and leaves LISTEN only when one arrives (§3.10.7.2)`,
    SYN_SENT: say`${end} has sent its SYN and is ESTABLISHED only when a SYN ACK arrives (§3.10.7.3)`,
    SYN_RCVD: say`${end} has received a SYN and is ESTABLISHED only when its own is acknowledged (§3.10.7.4)`,
    ESTABLISHED: say`${end}'s SYN is acknowledged, and neither side has closed (§3.10.7.4)`,
    FIN_WAIT_1: say`${end} has closed and its FIN is not acknowledged yet (§3.10.4, §3.10.7)`,
    FIN_WAIT_2: say`${end}'s FIN is acknowledged, and the peer has not closed (§3.10.7.4, fifth check)`,
    CLOSE_WAIT: say`${end} has received the peer's FIN, and leaves CLOSE_WAIT for LAST_ACK when its own leaves (§3.10.7.4, eighth check)`,
    CLOSING: say`${end} has received the peer's FIN before its own was acknowledged (§3.10.7.4, eighth check)`,
    LAST_ACK: say`${end} has sent its FIN after the peer's, and waits for the last ACK (§3.10.4, §3.10.7)`,
    TIME_WAIT: say`both FINs are acknowledged, and ${end} waits 2 MSL (§3.10.7.4, eighth check)`,
  }
  return reasons[state]
}
