/**
 * The seam between a run and the TCP it is played against. Behind it stand the kernel of this machine on its rig, the
 * built-in model, which needs nothing of the machine, and whatever stack a command of the user's starts.
 */
import type { DecodedSegment, Endpoint } from '@synfin/capture'
import type { State } from '@synfin/tcp'
import type { SocketSettings, Sockets } from './sockets.ts'

/** Who plays the end that is not ours: this machine's kernel, the built-in model, or a stack that a command starts. */
export type Peer = 'kernel' | 'model' | 'stack'

/** A segment of the stack's, and when it was read. */
export interface Arrival {
  /** Milliseconds, as the link's clock counts. */
  readonly at: number
  readonly segment: DecodedSegment
}

/** A packet of the stack's that is no segment to hold against a line. */
export interface StrangePacket {
  /** What it is, as the end of a sentence: `a segment with a wrong checksum`. */
  readonly what: string
  /** Whether it was meant as a segment or is nothing at all; a packet of another protocol is only told. */
  readonly isBroken: boolean
}

/** Is shown every packet on the wire, whoever sent it. */
export type Recorder = (at: number, packet: Buffer, sender: 'ours' | 'kernel') => void

/** A TCP with a network to itself, on which runs are played. */
export interface Stack {
  readonly peer: Peer
  /** What of its network could not be as it should, as sentences. */
  readonly warnings: readonly string[]
  /** Whether it can be asked for the states of its connections. */
  readonly tellsStates: boolean
  /** A port nobody on this stack has used for the last forty thousand times. */
  nextPort(): number
  /** Opens the stack's end of one run, at an address and port of its own. */
  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): Link
}

/** A stack that is kept for other runs. */
export interface KeptStack extends Stack {
  /** Whether it has a network namespace to itself. */
  readonly isNested: boolean
  close(): void
}

/** One run's part of a stack: the packets between it and us, its sockets, its states. */
export interface Link {
  readonly sockets: Sockets
  /** What the stack has sent and no line has taken, oldest first. */
  readonly inbox: Arrival[]
  /** What the stack has sent that is no segment, in the order it came. */
  readonly strange: readonly StrangePacket[]
  /** States change by themselves as time passes: after so many milliseconds another look may show more. */
  readonly look: number
  /** What the model's clock can be told and a kernel's cannot; absent where the timers are the stack's own. */
  readonly timers: TimersOnDemand | undefined
  /** Milliseconds, on a clock that never goes back. */
  now(): number
  /** Hands the stack a packet and collects its answers. */
  send(packet: Buffer): void
  /** Moves everything the stack has sent so far to the inbox. */
  collect(): void
  /** Lets time pass until something arrives, at most so many milliseconds; may return before. */
  await(milliseconds: number): void
  /**
   * The state of the connection with one of our ends: LISTEN where there is none, but a listener. Nothing where the
   * stack does not tell.
   */
  state(ours: Endpoint): State | undefined
  /** Ends a connection by force, also in TIME_WAIT. Says whether the stack has such force. */
  destroy(ours: Endpoint): boolean
  /** Nothing of the run's is collected any more. */
  close(): void
}

/** Timers that run out when they are told to. */
export interface TimersOnDemand {
  /** The retransmission timer, so many milliseconds from now. */
  retransmit(ours: Endpoint, after: number | undefined): void
  userTimeout(ours: Endpoint): void
  /** All connections are forgotten, without a word to anybody. */
  reboot(): void
}
