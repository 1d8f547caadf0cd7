/** Walks the lines on which a timer runs out, or an end loses all it knows. */
import { isSynchronized, type State, timeWaitTimeout, userTimeout } from '@synfin/tcp'
import type { Timer } from './checked-trace.ts'
import { deletingFix } from './fixes.ts'
import type { TimerLine, TimerName } from './line.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/** A timer's line being walked. */
interface Timing {
  readonly walk: Walk
  readonly statement: Statement
  readonly line: TimerLine
  readonly end: string
}

/** The states in which each timer may run. */
const RUNS_IN: Readonly<Record<TimerName, (state: State) => boolean>> = {
  '2msl': state => state === 'TIME_WAIT',
  retransmit: state => isSynchronized(state) || state === 'SYN_SENT' || state === 'SYN_RCVD',
  'user-timeout': state => state !== 'CLOSED' && state !== 'LISTEN',
  reboot: () => true,
}

export function walkTimer(walk: Walk, statement: Statement, line: TimerLine): Timer {
  const end = line.end.text
  const on = { walk, statement, line, end }
  const runs = RUNS_IN[line.timer]
  const peer = walk.network.meant(end, runs)
  if (line.timer === 'reboot') reboot(on)
  else if (peer === undefined || !runs(walk.network.stateOf(end, peer))) reportNotRunning(on, peer)
  else runOut(on, peer)
  const after = line.after && { min: line.after.min, max: line.after.max }
  return { end, peer, timer: line.timer, after }
}

function runOut({ walk: { network }, statement, line, end }: Timing, peer: string): void {
  const half = network.half(end, peer)
  network.touch(end, peer)
  if (line.timer === 'retransmit') half.retransmits = true
  else {
    half.tcb = line.timer === '2msl' ? (timeWaitTimeout(half.tcb) ?? half.tcb) : userTimeout(half.tcb)
    half.owed = []
    half.entered = { statement, span: line.timerSpan }
  }
  network.refresh(end, peer)
}

/** All state is lost, and nobody hears of it. */
function reboot({ walk: { network }, end }: Timing): void {
  for (const peer of network.peersOf(end)) {
    const half = network.half(end, peer)
    half.tcb = { ...half.tcb, state: 'CLOSED', ended: undefined, held: [], unsent: { octets: 0, fin: false } }
    half.owed = []
    half.closedBy = undefined
    half.retransmits = false
  }
  network.listen(end, false)
}

const WHERE_IT_RUNS: Readonly<Record<TimerName, () => string>> = {
  '2msl': () => say`the TIME-WAIT timer starts on entering TIME_WAIT and runs nowhere else (§3.10.8)`,
  retransmit: () =>
    say`the retransmission timer runs only while something sent is not acknowledged (§3.8.1, §3.10.8)`,
  'user-timeout': () => say`a connection that does not exist cannot time out (§3.10.8)`,
  reboot: () => '',
}

function reportNotRunning({ walk, statement, line, end }: Timing, peer: string | undefined): void {
  const state = peer === undefined ? 'CLOSED' : walk.network.stateOf(end, peer)
  walk.reporter.report(statement, {
    code: 'timer-not-running',
    span: line.timerSpan,
    message: say`${end} is ${state}: its ${line.timer} timer is not running`,
    why: WHERE_IT_RUNS[line.timer](),
    help: say`delete this line, or move it to where the timer runs`,
    fixes: [deletingFix(line)],
  })
}
