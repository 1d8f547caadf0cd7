/**
 * A trace file as plain lines: what the author wrote, statement by statement, and nothing of how it was parsed.
 *
 * `grammar/` makes these from text; a capture or a test can make them too. Every position is a column within
 * the line, so a line that moves down keeps all of them but its number.
 */

/** Columns of one line, counted from 1 in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A name as written. */
export interface Word {
  readonly text: string
  readonly span: Span
}

/** One symbol of a sum, with the sign it was written with. */
export interface Term {
  readonly symbol: string
  readonly sign: 1 | -1
  readonly span: Span
}

/** A sum of integers and symbols: `j`, `j+1`, `k+1+n`, `0x10`. */
export interface Expression {
  /** As written. */
  readonly text: string
  readonly span: Span
  /** The integers' sum; exact up to 2^53, beyond that saturated. */
  readonly constant: number
  readonly terms: readonly Term[]
}

/** `*`: any value. */
export interface AnyValue {
  readonly any: true
  readonly span: Span
}

/** A span of time in milliseconds: one moment (`min` = `max`) or a range. */
export interface Duration {
  readonly min: number
  readonly max: number
  readonly span: Span
}

export type ControlBit = 'SYN' | 'ACK' | 'FIN' | 'RST' | 'PSH' | 'URG' | 'ECE' | 'CWR'

export interface Flag {
  readonly bit: ControlBit
  readonly span: Span
}

/** Fields whose value is one number. */
export type NumberFieldName = 'seq' | 'ack' | 'len' | 'win' | 'urg' | 'mss' | 'wscale' | 'mtu'

/** `span` covers the whole field, `ack=j+1`. */
export type Field =
  | { readonly name: NumberFieldName; readonly span: Span; readonly value: Expression | AnyValue }
  | { readonly name: 'ts'; readonly span: Span; readonly value: Expression; readonly echo: Expression }
  | { readonly name: 'sack'; readonly span: Span; readonly blocks: readonly SackBlock[] }
  | { readonly name: 'sackok'; readonly span: Span }
  | { readonly name: 'tfo'; readonly span: Span; readonly cookie: string | undefined }

export interface SackBlock {
  readonly left: Expression
  readonly right: Expression
}

/** `A=SYN_SENT`, `B/C=SYN_RCVD`, `A=CLOSED refused`. The state is as written: `trace/` knows the names. */
export interface StateClaim {
  readonly end: Word
  readonly peer: Word | undefined
  readonly state: Word
  readonly reason: Word | undefined
  readonly span: Span
}

/** `[A=SYN_SENT B=SYN_RCVD]`. */
export interface Claim {
  readonly span: Span
  readonly states: readonly StateClaim[]
}

/** `//! error synack-wrong-ack`: a finding the author says belongs on this line. */
export interface ExpectedFinding {
  readonly severity: Severity
  readonly code: string
  readonly span: Span
  /** All notes of the line, from the `//!` on. */
  readonly notesSpan: Span
}

export type Severity = 'error' | 'warning' | 'info'

/** What the parser could not read on a line. Always an error of code `syntax`. */
export interface SyntaxProblem {
  readonly span: Span
  readonly message: string
  readonly why: string | undefined
  readonly help: string | undefined
  /** Replacements we are sure of, for the problem's own span. */
  readonly replacements: readonly string[]
}

interface LineBase {
  /** Counted from 1. */
  readonly number: number
  /** The statement without comment and surrounding space. */
  readonly span: Span
  /** The statement's text. */
  readonly text: string
  /** From its `//` on, notes included. */
  readonly comment?: Word
  readonly expects: readonly ExpectedFinding[]
  readonly problems: readonly SyntaxProblem[]
}

export interface TraceLine extends LineBase {
  readonly kind: 'trace'
  readonly name: Word
  readonly profile: Word | undefined
}

export interface FragmentLine extends LineBase {
  readonly kind: 'fragment'
  readonly name: Word
  readonly parameters: readonly Word[]
}

export interface HostLine extends LineBase {
  readonly kind: 'host'
  readonly end: Word
  /** `host X[200]` declares X[1] … X[200]. */
  readonly count: number | undefined
  readonly address: Word | undefined
  readonly port: number | undefined
  readonly settings: readonly HostSetting[]
}

export interface HostSetting {
  readonly name: 'win' | 'mss' | 'wscale' | 'sackok' | 'ts' | 'backlog' | 'defer-accept' | 'keepalive'
  readonly span: Span
  /** A number of octets, a shift, a length, or milliseconds; absent for a bare word. */
  readonly value: number | undefined
}

export interface GivenLine extends LineBase {
  readonly kind: 'given'
  readonly ends: readonly GivenEnd[]
}

export interface GivenEnd {
  readonly end: Word
  readonly state: Word
  readonly span: Span
  /** SND.NXT. */
  readonly seq: Expression | undefined
  /** RCV.NXT. */
  readonly ack: Expression | undefined
  /** RCV.WND, in octets. */
  readonly win: Expression | undefined
}

export interface KernelLine extends LineBase {
  readonly kind: 'kernel'
  /** Names are relative to `net.ipv4.`. */
  readonly settings: readonly { readonly name: Word; readonly value: Word }[]
}

export interface SegmentLine extends LineBase {
  readonly kind: 'segment'
  /** Absent for `... -> B`. */
  readonly from: Word | undefined
  /** Absent for `A -> ...`. */
  readonly to: Word | undefined
  readonly arrow: { readonly lost: boolean; readonly span: Span }
  readonly stray: Span | undefined
  /** Empty for `NONE`, and for an ICMP error. */
  readonly flags: readonly Flag[]
  readonly flagsSpan: Span
  readonly icmp: Word | undefined
  /** The `?` that says the segment may be absent. */
  readonly optional: Span | undefined
  readonly fields: readonly Field[]
  readonly claim: Claim | undefined
}

export type CallName =
  | 'listen'
  | 'unlisten'
  | 'connect'
  | 'send'
  | 'receive'
  | 'shutdown'
  | 'shutdown receive'
  | 'close'
  | 'abort'

export interface CallLine extends LineBase {
  readonly kind: 'call'
  readonly end: Word
  readonly call: CallName
  readonly callSpan: Span
  readonly peer: Word | undefined
  /** How much to send or receive. */
  readonly octets: Expression | undefined
  readonly fails: { readonly span: Span; readonly errno: Word | undefined } | undefined
  readonly claim: Claim | undefined
}

export type TimerName = '2msl' | 'retransmit' | 'user-timeout' | 'reboot'

export interface TimerLine extends LineBase {
  readonly kind: 'timer'
  readonly end: Word
  readonly timer: TimerName
  readonly timerSpan: Span
  /** How long after the end's last segment the next one leaves; a single time is written `min` = `max`. */
  readonly after: Duration | undefined
  readonly claim: Claim | undefined
}

export interface WaitLine extends LineBase {
  readonly kind: 'wait'
  readonly duration: Duration
  readonly claim: Claim | undefined
}

export interface ClaimLine extends LineBase {
  readonly kind: 'claim'
  readonly claim: Claim
}

export interface NoteLine extends LineBase {
  readonly kind: 'note'
  readonly ends: readonly Word[]
  readonly note: Word
}

export interface UseLine extends LineBase {
  readonly kind: 'use'
  readonly fragment: Word
  readonly arguments: readonly FragmentArgument[]
}

/** An endpoint's name or a sum: which of the two, only the fragment's lines tell. */
export interface FragmentArgument {
  readonly text: string
  readonly span: Span
  /** Absent where the text can only be an endpoint, such as `X[3]`. */
  readonly expression: Expression | undefined
}

/** A line that could not be read (its `problems` say why), or one that holds nothing but `//!` notes. */
export interface BrokenLine extends LineBase {
  readonly kind: 'broken'
  /** What it says once mended as proposed, or without what cannot be read. Spans are those of the line as it stands. */
  readonly meant?: StatementLine
  /** More may be meant than that: a part of it is missing, or cannot be read. */
  readonly isOpen?: true
}

/** A line that could be read. */
export type ReadableLine =
  | TraceLine
  | FragmentLine
  | HostLine
  | GivenLine
  | KernelLine
  | SegmentLine
  | CallLine
  | TimerLine
  | WaitLine
  | ClaimLine
  | NoteLine
  | UseLine

/** One statement of a trace file. Blank lines and comments have none. */
export type Line = ReadableLine | BrokenLine

/** What a statement says, apart from where it stands. */
export type StatementLine = SaidBy<ReadableLine>

type SaidBy<L> = L extends LineBase ? Omit<L, keyof LineBase> : never
