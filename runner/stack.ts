/**
 * The seam between a run and the TCP it is played against. Two stacks stand behind it: the kernel of this machine on
 * its rig, and the built-in model, which needs nothing of the machine.
 */
import type { State } from '@synfin/tcp'
import type { Endpoint } from './endpoint.ts'
import type { DecodedSegment } from './packet.ts'
import type { SocketSettings, Sockets } from './sockets.ts'

/** Who plays the end that is not ours. */
export type Peer = 'kernel' | 'model'

/** A segment of the stack's, and when it was read. */
export interface Arrival {
  /** Milliseconds, as the link's clock counts. */
  readonly at: number
  readonly segment: DecodedSegment
}

/** Is shown every packet on the wire, whoever sent it. */
export type Recorder = (at: number, packet: Buffer) => void

/** A TCP with a network to itself, on which runs are played. */
export interface Stack {
  readonly peer: Peer
  /** What of its network could not be as it should, as sentences. */
  readonly warnings: readonly string[]
  /** A port nobody on this stack has used for the last forty thousand times. */
  nextPort(): number
  /** Opens the stack's end of one run, at an address and port of its own. */
  open(local: Endpoint, settings: SocketSettings, record: Recorder | undefined): Link
}

/** One run's part of a stack: the packets between it and us, its sockets, its states. */
export interface Link {
  readonly sockets: Sockets
  /** What the stack has sent and no line has taken, oldest first. */
  readonly inbox: Arrival[]
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
  /** The state of the connection with one of our ends: LISTEN where there is none, but a listener. */
  state(ours: Endpoint): State
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
