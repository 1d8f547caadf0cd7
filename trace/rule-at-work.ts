/** In one sentence, which rule decides what a step does. */
import type { State } from '@synfin/tcp'
import type { Call, Step, Timer, TraceSegment } from './checked-trace.ts'
import { printFlags } from './print.ts'
import { say } from './say.ts'

export interface RuleAtWork {
  /** Without a full stop: "B takes the SYN in LISTEN and goes to SYN_RCVD". */
  readonly sentence: string
  /** Such as `RFC 9293 §3.10.7.2`. */
  readonly section: string
}

/** An end's states in its connection with a peer, before and after the step. */
export type Passage = (end: string, peer: string) => readonly [before: State, after: State]

/** What an end is called in the sentence. */
export type Called = (end: string) => string

/** The rule that decides what a step does; undefined where only the trace speaks. */
export function ruleAtWork(step: Step, passage: Passage, called: Called): RuleAtWork | undefined {
  switch (step.kind) {
    case 'segment':
      return segmentRule(step.segment, passage, called)
    case 'call':
      return callRule(step.call, passage, called)
    case 'timer':
      return timerRule(step.timer, called)
    default:
      return undefined
  }
}

/** What arrives is decided by the receiver's state, what does not by its sender. */
function segmentRule(segment: TraceSegment, passage: Passage, called: Called): RuleAtWork {
  const { journey, flags, icmp } = segment
  const [from, to] = [called(segment.from), called(segment.to)]
  if (icmp !== undefined)
    return { sentence: say`${to} hears of an ICMP error, ${icmp}`, section: 'RFC 9293 §3.9.2.2' }
  const what = flags.length === 0 ? say`a segment without control bits` : say`the ${printFlags(flags)}`
  if (journey === 'lost')
    return { sentence: say`${from} sends ${what}, and it is lost`, section: 'RFC 9293 §3.8.1' }
  if (journey === 'departs')
    return { sentence: say`${from} sends ${what}, and it is on its way`, section: 'RFC 9293 §3.5' }
  const [before, after] = passage(segment.to, segment.from)
  const sentence =
    before === after
      ? say`${to} takes ${what} in ${before} and stays in ${after}`
      : say`${to} takes ${what} in ${before} and goes to ${after}`
  return { sentence, section: arrivalSection(before) }
}

function arrivalSection(state: State): string {
  const part = { CLOSED: 1, LISTEN: 2, SYN_SENT: 3 }[state as string] ?? 4
  return `RFC 9293 §3.10.7.${part}`
}

const CALLED: Readonly<Record<Call['call'], readonly [what: () => string, section: string]>> = {
  listen: [() => say`a passive OPEN`, '§3.10.1'],
  unlisten: [() => say`CLOSE of a listener`, '§3.10.4'],
  connect: [() => say`an active OPEN`, '§3.10.1'],
  send: [() => 'SEND', '§3.10.2'],
  receive: [() => 'RECEIVE', '§3.10.3'],
  shutdown: [() => 'CLOSE', '§3.10.4'],
  'shutdown receive': [() => say`no more RECEIVE`, '§3.10.3'],
  close: [() => 'CLOSE', '§3.10.4'],
  abort: [() => 'ABORT', '§3.10.5'],
}

function callRule({ end, call, peer }: Call, passage: Passage, called: Called): RuleAtWork {
  const [what, section] = CALLED[call]
  const [before, after] = passage(end, peer ?? end)
  const name = called(end)
  const sentence =
    before === after
      ? say`${name}'s application calls ${what()}`
      : say`${name}'s application calls ${what()}, ${name} goes from ${before} to ${after}`
  return { sentence, section: `RFC 9293 ${section}` }
}

const RUN_OUT: Readonly<
  Record<Timer['timer'], readonly [sentence: (end: string) => string, section: string]>
> = {
  '2msl': [end => say`${end}'s TIME-WAIT timer runs out and the connection is forgotten`, '§3.10.8'],
  retransmit: [
    end => say`${end}'s retransmission timer runs out: the oldest segment leaves again`,
    '§3.8.1, §3.10.8',
  ],
  'user-timeout': [end => say`${end}'s user timeout runs out and the connection is given up`, '§3.10.8'],
  reboot: [end => say`${end} restarts and has forgotten everything`, '§3.5.1'],
}

function timerRule({ end, timer }: Timer, called: Called): RuleAtWork {
  const [sentence, section] = RUN_OUT[timer]
  return { sentence: sentence(called(end)), section: `RFC 9293 ${section}` }
}
