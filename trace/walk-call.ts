/** Walks the lines on which an application calls, or a timer runs out. */
import {
  abort,
  type CallOutcome,
  close,
  isSynchronized,
  openActive,
  receive,
  type State,
  send,
  shutdownOnLinux,
  timeWaitTimeout,
  userTimeout,
} from '@synfin/tcp'
import type { Call, Timer } from './checked-trace.ts'
import { deletingFix } from './fixes.ts'
import type { CallLine, TimerLine } from './line.ts'
import { linearOf } from './linear.ts'
import { lengthNaming, readSum, undefinedSymbol } from './naming.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

export interface WalkedCall {
  readonly call: Call
  readonly inferred: readonly Call[]
}

export function walkCall(walk: Walk, statement: Statement, line: CallLine): WalkedCall {
  const end = line.end.text
  const { network } = walk
  const octets = lengthOf(walk, statement, line)
  const peer = peerOf(walk, line)
  const call: Call = {
    end,
    call: line.call,
    peer: line.call === 'listen' || line.call === 'unlisten' ? undefined : peer,
    octets: octets === undefined || line.octets === undefined ? undefined : linearOf(line.octets),
    fails: line.fails && { errno: line.fails.errno?.text },
  }
  const inferred = receives(walk, end, peer)
  if (peer === undefined || line.call === 'listen' || line.call === 'unlisten')
    callAlone(walk, statement, line)
  else {
    network.touch(end, peer)
    callOn(walk, statement, line, peer, octets ?? 0)
    network.refresh(end, peer)
  }
  return { call, inferred }
}

/** The connection a call means: the one named, or the last one in a state that the call is for. */
function peerOf(walk: Walk, line: CallLine): string | undefined {
  if (line.peer !== undefined) return line.peer.text
  const end = line.end.text
  if (line.call === 'connect') return walk.survey.connectsTo.get(walk.index)
  return walk.network.meant(end, fitting(line.call))
}

function fitting(call: CallLine['call']): (state: State) => boolean {
  if (call === 'close' || call === 'shutdown')
    return state =>
      state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || state === 'SYN_RCVD' || state === 'SYN_SENT'
  return state => state !== 'CLOSED' && state !== 'LISTEN'
}

function receives(walk: Walk, end: string, peer: string | undefined): readonly Call[] {
  if (peer === undefined || !walk.survey.receivesBefore.has(walk.index)) return []
  const half = walk.network.half(end, peer)
  if (!half.unread) return []
  half.unread = false
  return [{ end, call: 'receive', peer, octets: undefined, fails: undefined }]
}

/** A call of an end without connections: it listens, or stops to. */
function callAlone(walk: Walk, statement: Statement, line: CallLine): void {
  const end = line.end.text
  const { listening } = walk.network.endpoint(end)
  if (line.fails !== undefined) return
  const listens = line.call === 'listen'
  const stops = line.call === 'unlisten' || ((line.call === 'close' || line.call === 'abort') && listening)
  if (!listens && !stops) refused(walk, statement, line, 'connection does not exist')
  else if (listens === listening)
    refused(walk, statement, line, listens ? 'it listens already' : 'it does not listen')
  else {
    walk.network.listen(end, listens)
    if (!listens && walk.profile === 'linux') walk.network.forsakeRequests(end)
  }
}

function callOn(walk: Walk, statement: Statement, line: CallLine, peer: string, octets: number): void {
  const end = line.end.text
  const half = walk.network.half(end, peer)
  half.tcb = walk.network.tcbToSendFrom(end, peer)
  switch (line.call) {
    case 'connect':
      half.closedBy = undefined
      half.isDeaf = false
      half.heard = undefined
      apply(walk, statement, line, peer, openActive(half.tcb, walk.nextIss(half)))
      break
    case 'send':
      apply(walk, statement, line, peer, send(half.tcb, octets))
      break
    case 'receive':
      takeText(walk, statement, line, peer)
      break
    case 'shutdown':
    case 'close':
      giveUpSending(walk, statement, line, peer, line.call)
      break
    case 'shutdown receive':
      half.isDeaf = true
      break
    case 'abort':
      apply(walk, statement, line, peer, abort(half.tcb))
      break
    default:
      break
  }
}

/** RECEIVE. What has arrived can still be taken after the connection is gone. */
function takeText(walk: Walk, statement: Statement, line: CallLine, peer: string): void {
  const half = walk.network.half(line.end.text, peer)
  const wasUnread = half.unread
  half.unread = false
  if (wasUnread || half.tcb.ended !== undefined || half.tcb.peerFinSeq !== undefined) return
  apply(walk, statement, line, peer, receive(half.tcb))
}

function apply(walk: Walk, statement: Statement, line: CallLine, peer: string, outcome: CallOutcome): void {
  const half = walk.network.half(line.end.text, peer)
  if (outcome.refused !== undefined) {
    refused(walk, statement, line, outcome.refused)
    return
  }
  if (outcome.tcb.state !== half.tcb.state) half.entered = { statement, span: line.callSpan }
  half.tcb = outcome.tcb
  if (outcome.owed === undefined) return
  half.owed = [outcome.owed]
  half.obligedToReset = { statement, span: line.callSpan }
}

/**
 * `shutdown` is RFC 9293's CLOSE; `close` also gives up receiving. After a `shutdown`, or a connection that has
 * ended by itself, `close` only lets go of the socket.
 */
function giveUpSending(
  walk: Walk,
  statement: Statement,
  line: CallLine,
  peer: string,
  how: 'shutdown' | 'close',
): void {
  const end = line.end.text
  const half = walk.network.half(end, peer)
  const { tcb } = half
  if (tcb.state === 'LISTEN' || (tcb.state === 'CLOSED' && tcb.ended === undefined)) {
    callAlone(walk, statement, line)
    return
  }
  const letsGo = how === 'close' && half.closedBy !== 'close'
  if (letsGo && (half.closedBy === 'shutdown' || tcb.ended !== undefined)) {
    half.closedBy = 'close'
    return
  }
  const outcome = how === 'shutdown' && walk.profile === 'linux' ? shutdownOnLinux(tcb) : close(tcb)
  if (outcome.refused !== undefined) {
    if (line.fails !== undefined) return
    walk.reporter.report(statement, {
      code: 'close-in-wrong-state',
      span: line.callSpan,
      message: say`${end} is ${walk.network.stateOf(end, peer)} and has closed already`,
      why: say`a CLOSE after a CLOSE is answered "${outcome.refused}" and never sends a second FIN (§3.10.4)`,
      help: say`delete this line`,
      fixes: [deletingFix(line)],
    })
    return
  }
  half.closedBy = how
  half.closed = { statement, span: line.callSpan }
  apply(walk, statement, line, peer, outcome)
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

function refused(walk: Walk, statement: Statement, line: CallLine, reason: Reason): void {
  if (line.fails !== undefined) return
  const end = line.end.text
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

function lengthOf(
  { symbols, reporter }: Walk,
  statement: Statement,
  { octets }: CallLine,
): number | undefined {
  if (octets === undefined) return undefined
  const read = readSum(symbols, octets, statement.source.number, lengthNaming(symbols))
  if (!('unnamed' in read)) return Math.max(0, read.value)
  reporter.report(statement, undefinedSymbol(read.unnamed, octets.span, symbols))
  return undefined
}

export function walkTimer(walk: Walk, statement: Statement, line: TimerLine): Timer {
  const end = line.end.text
  const { network } = walk
  const fits: Readonly<Record<TimerLine['timer'], (state: State) => boolean>> = {
    '2msl': state => state === 'TIME_WAIT',
    retransmit: state => isSynchronized(state) || state === 'SYN_SENT' || state === 'SYN_RCVD',
    'user-timeout': state => state !== 'CLOSED' && state !== 'LISTEN',
    reboot: () => true,
  }
  const peer = network.meant(end, fits[line.timer])
  if (line.timer === 'reboot') reboot(walk, end)
  else if (peer === undefined || !fits[line.timer](network.stateOf(end, peer)))
    notRunning(walk, statement, line, peer)
  else runOut(walk, statement, line, peer)
  const after = line.after && { min: line.after.min, max: line.after.max }
  return { end, peer, timer: line.timer, after }
}

function runOut(walk: Walk, statement: Statement, line: TimerLine, peer: string): void {
  const end = line.end.text
  const half = walk.network.half(end, peer)
  walk.network.touch(end, peer)
  if (line.timer === 'retransmit') half.retransmits = true
  else {
    half.tcb = line.timer === '2msl' ? (timeWaitTimeout(half.tcb) ?? half.tcb) : userTimeout(half.tcb)
    half.owed = []
    half.entered = { statement, span: line.timerSpan }
  }
  walk.network.refresh(end, peer)
}

/** All state is lost, and nobody hears of it. */
function reboot(walk: Walk, end: string): void {
  for (const peer of walk.network.peersOf(end)) {
    const half = walk.network.half(end, peer)
    half.tcb = { ...half.tcb, state: 'CLOSED', ended: undefined, held: [], unsent: { octets: 0, fin: false } }
    half.owed = []
    half.closedBy = undefined
    half.retransmits = false
  }
  walk.network.listen(end, false)
}

function notRunning(walk: Walk, statement: Statement, line: TimerLine, peer: string | undefined): void {
  const end = line.end.text
  const state = peer === undefined ? 'CLOSED' : walk.network.stateOf(end, peer)
  const why: Readonly<Record<TimerLine['timer'], string>> = {
    '2msl': say`the TIME-WAIT timer starts on entering TIME_WAIT and runs nowhere else (§3.10.8)`,
    retransmit: say`the retransmission timer runs only while something sent is not acknowledged (§3.8.1, §3.10.8)`,
    'user-timeout': say`a connection that does not exist cannot time out (§3.10.8)`,
    reboot: '',
  }
  walk.reporter.report(statement, {
    code: 'timer-not-running',
    span: line.timerSpan,
    message: say`${end} is ${state}: its ${line.timer} timer is not running`,
    why: why[line.timer],
    help: say`delete this line, or move it to where the timer runs`,
    fixes: [deletingFix(line)],
  })
}
