import type { State } from '@synfin/tcp'
import type { Finding } from './finding.ts'
import type { CallName, ControlBit, HostLine, KernelLine, TimerName, WaitLine } from './line.ts'

export type Profile = 'rfc9293' | 'linux'

/**
 * A number as a linear term of the trace's symbols: `j+1` is `{ constant: 1, terms: { j: 1 } }`.
 *
 * Numbers of different symbols are different unknowns (docs/adr/0002). A constant alone is a literal.
 */
export interface Linear {
  readonly constant: number
  /** Each symbol with its coefficient, never 0. */
  readonly terms: Readonly<Record<string, number>>
}

/** How a segment travels. */
export type Journey =
  /** `A -> B`: leaves and arrives at once. */
  | 'delivered'
  /** `A -x B`: leaves and is lost. */
  | 'lost'
  /** `A -> ...`: leaves and is still in the network. */
  | 'departs'
  /** `... -> B`: a segment in flight arrives. */
  | 'arrives'
  /** `... -> B stray`: a segment arrives that its seeming sender never sent. */
  | 'stray'

/** A segment with every number filled in: written where the author wrote it, inferred where not. */
export interface TraceSegment {
  /** The end that sent it, also for `... -> B`. */
  readonly from: string
  /** The end it is for, also for `A -> ...`. */
  readonly to: string
  readonly journey: Journey
  /** `?`: may be absent. */
  readonly optional: boolean
  readonly flags: readonly ControlBit[]
  /** An ICMP error's name, such as `port-unreachable`, in place of flags. */
  readonly icmp: string | undefined
  /** `'any'` for `seq=*`. */
  readonly seq: Linear | 'any'
  /** Absent without ACK (unless written all the same). */
  readonly ack: Linear | 'any' | undefined
  /** Data octets, SYN and FIN not counted. */
  readonly len: Linear
  /** Fields the author left out, filled in by the checker. */
  readonly inferred: readonly ('seq' | 'ack' | 'len')[]
  /** The window field, only where written. */
  readonly win: Linear | 'any' | undefined
  readonly urg: Linear | undefined
  readonly mss: Linear | undefined
  readonly wscale: Linear | undefined
  readonly sackok: boolean
  readonly ts: { readonly value: Linear; readonly echo: Linear } | undefined
  readonly sack: readonly { readonly left: Linear; readonly right: Linear }[]
  /** The cookie in hexadecimal, two lowercase digits an octet; `''` asks for one. */
  readonly tfo: string | undefined
  readonly mtu: Linear | undefined
}

/** Something the application does, written or inferred. */
export interface Call {
  readonly end: string
  readonly call: CallName
  /** The other end of the connection meant; absent for `listen` and `unlisten`. */
  readonly peer: string | undefined
  /** How much to send or receive; absent for "all there is". */
  readonly octets: Linear | undefined
  readonly fails: { readonly errno: string | undefined } | undefined
}

export interface Timer {
  readonly end: string
  readonly peer: string | undefined
  readonly timer: TimerName
  /** Milliseconds. */
  readonly after: { readonly min: number; readonly max: number } | undefined
}

/** What the author claims of one end after a line. */
export interface ClaimedState {
  readonly end: string
  readonly peer: string | undefined
  /** The key in {@link EndStates}. */
  readonly key: string
  readonly state: State
  readonly reason: 'refused' | 'reset' | 'timeout' | undefined
}

/**
 * The state of every end, keyed by endpoint: `A`, or `B/C` for B's connection with C where B has several peers
 * in this trace. An end that listens and has no connection is LISTEN.
 */
export type EndStates = Readonly<Record<string, State>>

interface StepBase {
  /** The line that says it; inside a fragment, the fragment's line. */
  readonly line: number
  /** The `use` line that brought it here, outermost; absent outside fragments. */
  readonly usedAt: number | undefined
  /** As written, without comment and claim, with single spaces. Fragment parameters replaced. */
  readonly text: string
  /** Calls that the trace leaves out and that must have been made just before this line. */
  readonly inferredCalls: readonly Call[]
  /** After this line. */
  readonly states: EndStates
  readonly claims: readonly ClaimedState[]
  /** Codes of findings expected here by `//!`. */
  readonly expected: readonly string[]
}

/** One line of a trace at which something happens. */
export type Step =
  | (StepBase & { readonly kind: 'segment'; readonly segment: TraceSegment })
  | (StepBase & { readonly kind: 'call'; readonly call: Call })
  | (StepBase & { readonly kind: 'timer'; readonly timer: Timer })
  | (StepBase & { readonly kind: 'wait'; readonly wait: WaitLine['duration'] })
  | (StepBase & { readonly kind: 'claim' })
  | (StepBase & { readonly kind: 'note'; readonly ends: readonly string[]; readonly note: string })

/** A line on which a segment leaves or arrives. */
export type SegmentStep = Step & { readonly kind: 'segment' }

/** How an end starts when a `given` says so, or when the trace is assumed to start ESTABLISHED. */
export interface GivenState {
  readonly end: string
  readonly peer: string | undefined
  readonly state: State
  /** SND.NXT. Absent for CLOSED and LISTEN. */
  readonly seq: Linear | undefined
  /** RCV.NXT. */
  readonly ack: Linear | undefined
  /** RCV.WND, where written. */
  readonly win: Linear | undefined
}

export interface CheckedTrace {
  readonly name: string
  /** The `trace` line; 1 for a file without one. */
  readonly line: number
  /** The last line that belongs to this trace. */
  readonly endLine: number
  readonly profile: Profile
  /** Endpoints in order of appearance. */
  readonly ends: readonly string[]
  /** Unordered pairs of endpoints that exchange segments, in order of appearance. */
  readonly connections: readonly (readonly [string, string])[]
  readonly hosts: readonly HostLine[]
  readonly kernel: readonly KernelLine[]
  readonly given: readonly GivenState[]
  /** Before the first line. */
  readonly initial: EndStates
  readonly steps: readonly Step[]
  readonly final: EndStates
  readonly findings: readonly Finding[]
}

/** Everything the checker says of one file. */
export interface CheckedFile {
  readonly traces: readonly CheckedTrace[]
  /** Of the whole file, in order of line and column; every trace's findings are among them. */
  readonly findings: readonly Finding[]
}
