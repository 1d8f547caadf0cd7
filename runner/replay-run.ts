import type { State } from '@synfin/tcp'
import type { Peer } from './stack.ts'

/** How one line fared. */
export type StepVerdict = 'ok' | 'mismatch' | 'missing' | 'unexpected'

export type StepDirection = 'sent' | 'expected' | 'call' | 'timer' | 'wait' | 'claim'

/** One line of a trace as it was played. */
export interface ReplayStep {
  readonly line: number
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
  /** Numbers on the wire: `ack=2891336454, j=2891336453`. Absent where the verdict is `ok`. */
  readonly live?: string
}

/** What keeps a trace from being played. */
export type SkipReason =
  /** The peer has no way to do what a line asks: a kernel's `reboot`, a setting the model does not know. */
  | 'kernel-cannot'
  /** The trace itself: a line that cannot be read, bound or put on the wire, an address nobody can have. */
  | 'trace-cannot'
  /** This machine, where no trace can be played against a kernel. */
  | 'machine-cannot'

/** One play of one trace, with one of its ends as the kernel. */
export interface ReplayRun {
  readonly file: string
  readonly trace: string
  /** The end that was not ours: the kernel's, or the model's in its place. */
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
  /** The packet from its IP header on, in base64. */
  readonly octets: string
}
