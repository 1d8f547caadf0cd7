import type { State } from '@synfin/tcp'
import type { Amendment } from './amendment.ts'
import type { Difference } from './kernel-segment.ts'
import type { Peer } from './stack.ts'

/** How one line fared. */
export type StepVerdict = 'ok' | 'mismatch' | 'missing' | 'unexpected'

export type StepDirection = 'sent' | 'expected' | 'call' | 'timer' | 'wait' | 'claim'

/** One line of a trace as it was played. */
export interface ReplayStep {
  readonly line: number
  /** The `use` line that brought it here; absent outside fragments. */
  readonly usedAt?: number
  /** The line of the step before, with which something else is wrong too. */
  readonly continues?: true
  readonly direction: StepDirection
  readonly verdict: StepVerdict
  /** What the trace says, in its own notation. */
  readonly expected: string
  /** What happened, in the same notation and the trace's symbols; empty where nothing came. */
  readonly observed: string
  /** Of the kernel's end after this line. */
  readonly kernelState: State
  /** What is wrong, as one sentence; absent where the verdict is `ok`. */
  readonly message?: string
  /** Numbers on the wire: `seq=2891336453 ack=301`. Absent where the verdict is `ok`. */
  readonly live?: string
  /** The numbers the trace's own line stands for, as far as they are known. */
  readonly expectedLive?: string
  /** Of an expected segment: the fields in which the one that came differs. */
  readonly differs?: readonly Difference[]
  /** How to write the trace otherwise, so that this goes as written. */
  readonly amendment?: Amendment
}

/** What keeps a trace from being played. */
export type SkipReason =
  /** The peer has no way to do what a line asks: a kernel's `reboot`, a setting the model does not know. */
  | 'kernel-cannot'
  /** The trace itself: a line that cannot be read, bound or put on the wire, an address nobody can have. */
  | 'trace-cannot'
  /** The command of a stack under test: it does not start. */
  | 'stack-cannot'
  /** This machine, where no trace can be played against a kernel. */
  | 'machine-cannot'

/** One play of one trace, with one of its ends as the kernel. */
export interface ReplayRun {
  readonly file: string
  readonly trace: string
  /** The end that was not ours: the kernel's, or that of the model or a stack under test in its place. */
  readonly kernel: string
  /** Who played it. */
  readonly peer: Peer
  readonly verdict: 'passed' | 'failed' | 'skipped'
  /** Why it failed or was skipped: one sentence. Absent where it passed. */
  readonly reason?: string
  /** Of a skipped run: what its reason lies in. */
  readonly skipped?: SkipReason
  readonly milliseconds: number
  /** The live number of every symbol. */
  readonly bindings: Readonly<Record<string, number>>
  readonly steps: readonly ReplayStep[]
  /** What of the replay's network could not be as it should, as sentences. */
  readonly warnings: readonly string[]
  /** What was on the wire; only where asked for. */
  readonly packets?: readonly CapturedPacket[]
}

/** An IP packet as it was on the wire. */
export interface CapturedPacket {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly sender: 'ours' | 'kernel'
  /** The line it is held against or was sent for; absent before the first line. */
  readonly line?: number
  /** The packet from its IP header on, in base64. */
  readonly octets: string
}
