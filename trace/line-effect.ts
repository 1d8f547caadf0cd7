/** What a line does to the ends it is about: their TCBs before and after, in the trace's notation. */
import type { EndReason, State } from '@synfin/tcp'
import { walkBefore } from './check-trace.ts'
import type { CheckedFile, Step } from './checked-trace.ts'
import { dueReplies } from './replies.ts'
import { type Passage, type RuleAtWork, ruleAtWork } from './rule-at-work.ts'
import { keyAt, type Standpoint, standpointAfter, sumAt, textAt } from './standpoint.ts'
import type { Statement } from './statements.ts'
import { isUnnamed } from './survey.ts'
import type { Walk } from './walk.ts'
import { assumeEstablished } from './walk-given.ts'

/** One end of one connection at one moment. Numbers are sums of the trace's symbols; absent where it names none. */
export interface EndAt {
  /** Its name, or `B/C` where it has several peers. */
  readonly key: string
  readonly state: State
  /** SND.UNA. */
  readonly una: string | undefined
  /** SND.NXT. */
  readonly nxt: string | undefined
  /** RCV.NXT. */
  readonly rcvNxt: string | undefined
  /** RCV.WND in octets, or the symbol it was written with. */
  readonly rcvWnd: string | undefined
  /** What it is obliged to send, as lines of the trace. */
  readonly owed: readonly string[]
  /** Why its connection has ended. */
  readonly ended: EndReason | undefined
}

export interface LineEffect {
  /** The line of the `use` that is looked at, where the line is a fragment's. */
  readonly usedAt: number | undefined
  /** Before the line and after it: the same ends in the same order. */
  readonly before: readonly EndAt[]
  readonly after: readonly EndAt[]
  /** Of the only step; absent where a `use` brings several, and where nothing but the trace speaks. */
  readonly rule: RuleAtWork | undefined
}

/** Of a `use` that brings many connections, only the first ones are told. */
const MOST_ENDS = 6

/** What a line of a checked file does to the ends; undefined where nothing happens on it. */
export function effectOf(file: CheckedFile, line: number): LineEffect | undefined {
  const standpoint = standpointAfter(file, line - 1)
  if (standpoint === undefined) return undefined
  const { memory, index, used } = standpoint
  const walk = walkBefore(memory, index)
  const start = asAssumed(walk.copy(), memory.statements[index], index)
  const steps: Step[] = []
  for (let at = index; at < memory.statements.length; at++) {
    const statement = memory.statements[at]
    if (statement === undefined) break
    const number = used === undefined ? (statement.use ?? statement.source).number : statement.source.number
    if (number !== line) break
    walk.index = at
    const step = walk.step(statement)
    if (step !== undefined) steps.push(step)
  }
  if (steps.length === 0) return undefined
  const halves = halvesOf(steps, walk).slice(0, MOST_ENDS)
  const endsOf = (moment: Walk) => halves.map(([end, peer]) => endAt(standpoint, moment, end, peer))
  const [step] = steps.length === 1 ? steps : []
  const rule = step && ruleAtWork(step, passageBetween(start, walk), end => keyAt(standpoint, end))
  return { usedAt: used?.at, before: endsOf(start), after: endsOf(walk), rule }
}

/** The walk with what is taken for granted of its ends when a statement comes: that they listen, or are connected. */
function asAssumed(walk: Walk, statement: Statement | undefined, index: number): Walk {
  walk.index = index
  const listener = walk.survey.listensAt.get(index)
  if (listener !== undefined) walk.network.listen(listener, true)
  const line = statement?.line
  if (statement !== undefined && line?.kind === 'segment' && line.from && line.to)
    assumeEstablished({ walk, statement, line, from: line.from.text, to: line.to.text })
  return walk
}

/** States as a segment or a call meets them. */
function passageBetween(start: Walk, end: Walk): Passage {
  return (of, peer) => [start.network.stateOf(of, peer), end.network.stateOf(of, peer)]
}

/** The ends that the steps are about, each with its peer; both ends of each connection. */
function halvesOf(steps: readonly Step[], walk: Walk): readonly (readonly [string, string])[] {
  const pairs = steps.flatMap(step => pairsOf(step, walk))
  const named = pairs.filter(([, peer]) => !isUnnamed(walk.survey, peer))
  const halves = named.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])
  return [...new Map(halves.map(half => [half.join('/'), half])).values()]
}

function pairsOf(step: Step, { network, survey }: Walk): readonly (readonly [string, string])[] {
  const withAll = (end: string) => network.peersOf(end).map(peer => [end, peer] as const)
  switch (step.kind) {
    case 'segment':
      return [[step.segment.from, step.segment.to]]
    case 'call':
      return step.call.peer === undefined ? withAll(step.call.end) : [[step.call.end, step.call.peer]]
    case 'timer':
      return step.timer.peer === undefined ? withAll(step.timer.end) : [[step.timer.end, step.timer.peer]]
    case 'claim':
      return step.claims.flatMap(({ end, peer }) =>
        peer === undefined ? withAll(end) : [[end, peer] as const],
      )
    default:
      return survey.connections
  }
}

function endAt(standpoint: Standpoint, { network, symbols }: Walk, end: string, peer: string): EndAt {
  const { tcb, numbers } = network.half(end, peer)
  const theirs = network.half(peer, end).numbers
  const state = network.stateOf(end, peer)
  const counts = state !== 'CLOSED' && state !== 'LISTEN'
  const hasReceived = counts && state !== 'SYN_SENT'
  const windows = symbols.names().flatMap(name => symbols.get(name) ?? [])
  const window = windows.find(({ kind, value }) => kind === 'window' && value === tcb.rcv.wnd)
  return {
    key: keyAt(standpoint, network.keyOf(end, peer)),
    state,
    una: counts ? sumAt(standpoint, numbers.say(tcb.snd.una)) : undefined,
    nxt: counts ? sumAt(standpoint, numbers.say(tcb.snd.nxt)) : undefined,
    rcvNxt: hasReceived ? sumAt(standpoint, theirs.say(tcb.rcv.nxt)) : undefined,
    rcvWnd: state === 'CLOSED' ? undefined : (window?.name ?? String(tcb.rcv.wnd)),
    owed: dueReplies(network, end, peer).map(({ line }) => textAt(standpoint, line)),
    ended: state === 'CLOSED' ? tcb.ended : undefined,
  }
}
