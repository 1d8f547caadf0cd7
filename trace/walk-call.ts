/** Walks the lines on which an application calls. */
import {
  abort,
  type CallOutcome,
  close,
  openActive,
  receive,
  type State,
  send,
  shutdownOnLinux,
} from '@synfin/tcp'
import type { Call } from './checked-trace.ts'
import { deletingFix } from './fixes.ts'
import type { CallLine, Word } from './line.ts'
import { linearOf } from './linear.ts'
import { lengthNaming, readSum, undefinedSymbol } from './naming.ts'
import type { EndOfConnection } from './network.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

export interface WalkedCall {
  readonly call: Call
  readonly inferred: readonly Call[]
}

/** A call's line being walked, and the end that calls. */
interface Calling {
  readonly walk: Walk
  readonly statement: Statement
  readonly line: CallLine
  readonly end: string
}

/** A call about a connection: its other end, and the caller's half of it. */
interface CallingOn extends Calling {
  readonly peer: string
  readonly half: EndOfConnection
}

export function walkCall(walk: Walk, statement: Statement, line: CallLine): WalkedCall {
  const end = line.end.text
  const on: Calling = { walk, statement, line, end }
  const octets = lengthOf(on)
  const peer = peerOf(on)
  const isAlone = peer === undefined || line.call === 'listen' || line.call === 'unlisten'
  const call: Call = {
    end,
    call: line.call,
    peer: isAlone ? undefined : peer,
    octets: octets === undefined || line.octets === undefined ? undefined : linearOf(line.octets),
    fails: line.fails && { errno: line.fails.errno?.text },
  }
  if (line.peer?.text === end) {
    reportConnectedToItself(on, line.peer)
    return { call, inferred: [] }
  }
  const inferred = receives(on, peer)
  if (isAlone) callAlone(on)
  else {
    const { network } = walk
    network.touch(end, peer)
    callOn({ ...on, peer, half: network.half(end, peer) }, octets ?? 0)
    network.refresh(end, peer)
  }
  return { call, inferred }
}

function reportConnectedToItself({ walk, statement }: Calling, { text, span }: Word): void {
  walk.reporter.report(statement, {
    code: 'unknown-endpoint',
    span,
    message: say`${text} connects to itself`,
    why: say`a connection has two ends, and a trace names them differently`,
    help: say`name the other end after \`connect\``,
  })
}

/** The connection a call means: the one named, or the last one in a state that the call is for. */
function peerOf({ walk, line, end }: Calling): string | undefined {
  if (line.peer !== undefined) return line.peer.text
  if (line.call === 'connect') return walk.survey.connectsTo.get(walk.index)
  return walk.network.meant(end, fitting(line.call))
}

function fitting(call: CallLine['call']): (state: State) => boolean {
  if (call === 'close' || call === 'shutdown')
    return state =>
      state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || state === 'SYN_RCVD' || state === 'SYN_SENT'
  return state => state !== 'CLOSED' && state !== 'LISTEN'
}

function receives({ walk, end }: Calling, peer: string | undefined): readonly Call[] {
  if (peer === undefined || !walk.survey.receivesBefore.has(walk.index)) return []
  const half = walk.network.half(end, peer)
  if (!half.unread) return []
  half.unread = false
  return [{ end, call: 'receive', peer, octets: undefined, fails: undefined }]
}

/** A call of an end without connections: it listens, or stops to. */
function callAlone(on: Calling): void {
  const { walk, line, end } = on
  const { listening } = walk.network.endpoint(end)
  if (line.fails !== undefined) return
  const listens = line.call === 'listen'
  const stops = line.call === 'unlisten' || ((line.call === 'close' || line.call === 'abort') && listening)
  if (!listens && !stops) refused(on, 'connection does not exist')
  else if (listens === listening) refused(on, listens ? 'it listens already' : 'it does not listen')
  else {
    walk.network.listen(end, listens)
    if (!listens && walk.profile === 'linux') walk.network.forsakeRequests(end)
  }
}

function callOn(on: CallingOn, octets: number): void {
  const { walk, line, end, peer, half } = on
  half.tcb = walk.network.tcbToSendFrom(end, peer)
  switch (line.call) {
    case 'connect':
      half.closedBy = undefined
      half.isDeaf = false
      half.heard = undefined
      apply(on, openActive(half.tcb, walk.nextIss(half)))
      break
    case 'send':
      apply(on, send(half.tcb, octets))
      break
    case 'receive':
      takeText(on)
      break
    case 'shutdown':
    case 'close':
      giveUpSending(on, line.call)
      break
    case 'shutdown receive':
      half.isDeaf = true
      break
    case 'abort':
      apply(on, abort(half.tcb))
      break
    default:
      break
  }
}

/** RECEIVE. What has arrived can still be taken after the connection is gone. */
function takeText(on: CallingOn): void {
  const { half } = on
  const wasUnread = half.unread
  half.unread = false
  if (wasUnread || half.tcb.ended !== undefined || half.tcb.peerFinSeq !== undefined) return
  apply(on, receive(half.tcb))
}

function apply(on: CallingOn, { tcb, refused: reason, owed }: CallOutcome): void {
  const { statement, line, half } = on
  if (reason !== undefined) {
    refused(on, reason)
    return
  }
  const here = { statement, span: line.callSpan }
  if (tcb.state !== half.tcb.state) half.entered = here
  half.tcb = tcb
  if (owed === undefined) return
  half.owed = [owed]
  half.obligedToReset = here
}

/**
 * `shutdown` is RFC 9293's CLOSE; `close` also gives up receiving. After a `shutdown`, or a connection that has
 * ended by itself, `close` only lets go of the socket.
 */
function giveUpSending(on: CallingOn, how: 'shutdown' | 'close'): void {
  const { walk, statement, line, half } = on
  const { tcb } = half
  if (tcb.state === 'LISTEN' || (tcb.state === 'CLOSED' && tcb.ended === undefined)) {
    callAlone(on)
    return
  }
  const letsGo = how === 'close' && half.closedBy !== 'close'
  if (letsGo && (half.closedBy === 'shutdown' || tcb.ended !== undefined)) {
    half.closedBy = 'close'
    return
  }
  const outcome = how === 'shutdown' && walk.profile === 'linux' ? shutdownOnLinux(tcb) : close(tcb)
  if (outcome.refused !== undefined) {
    reportClosedAlready(on, outcome.refused)
    return
  }
  half.closedBy = how
  half.closed = { statement, span: line.callSpan }
  apply(on, outcome)
}

function reportClosedAlready({ walk, statement, line, end, peer }: CallingOn, answer: Reason): void {
  if (line.fails !== undefined) return
  walk.reporter.report(statement, {
    code: 'close-in-wrong-state',
    span: line.callSpan,
    message: say`${end} is ${walk.network.stateOf(end, peer)} and has closed already`,
    why: say`a CLOSE after a CLOSE is answered "${answer}" and never sends a second FIN (§3.10.4)`,
    help: say`delete this line`,
    fixes: [deletingFix(line)],
  })
}

/** Why a call is refused: the RFC's own words, which stay as they are where they are quoted, and two of ours. */
type Reason = NonNullable<CallOutcome['refused']> | 'it listens already' | 'it does not listen'

const REASONS: Readonly<Record<Reason, () => string>> = {
  'connection already exists': () => say`connection already exists`,
  'connection does not exist': () => say`connection does not exist`,
  'connection closing': () => say`connection closing`,
  'it listens already': () => say`it listens already`,
  'it does not listen': () => say`it does not listen`,
}

function refused({ walk, statement, line, end }: Calling, reason: Reason): void {
  if (line.fails !== undefined) return
  const closes = line.call === 'close' || line.call === 'shutdown'
  walk.reporter.report(statement, {
    code: closes ? 'close-in-wrong-state' : 'call-refused',
    span: line.callSpan,
    message: closes
      ? say`${end} has nothing to close`
      : say`${end} cannot ${line.call} here: ${REASONS[reason]()}`,
    why: closes
      ? say`a CLOSE without a connection is answered "${reason}" (§3.10.4)`
      : say`TCP answers this call with an error in the state ${end} is in (§3.10)`,
    help: say`delete this line, or say \`fails\` if that is what you mean to show`,
    fixes: [deletingFix(line)],
  })
}

function lengthOf({ walk: { symbols, reporter }, statement, line: { octets } }: Calling): number | undefined {
  if (octets === undefined) return undefined
  const read = readSum(symbols, octets, statement.source.number, lengthNaming(symbols))
  if (!('unnamed' in read)) return Math.max(0, read.value)
  reporter.report(statement, undefinedSymbol(read.unnamed, octets.span, symbols))
  return undefined
}
