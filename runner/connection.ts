import {
  type DecodedSegment,
  type Endpoint,
  type EndSettings,
  type NumberSpace,
  numberSpace,
} from '@synfin/capture'
import type { State } from '@synfin/tcp'
import type { CallName, Linear, TraceSegment } from '@synfin/trace'

/** The kernel's connection with one of our ends, as one run sees it. */
export interface Connection {
  readonly peer: string
  /** The key of the kernel's end in a trace's states. */
  readonly key: string
  readonly kernel: Endpoint
  readonly ours: Endpoint
  /** What the `host` line says of our end. */
  readonly settings: EndSettings
  readonly kernelNumbers: NumberSpace
  readonly ourNumbers: NumberSpace
  readonly kernelClock: NumberSpace
  readonly ourClock: NumberSpace
  /** Whether the next SYN of the kernel's begins a connection anew, with an initial sequence number of its own. */
  startsAnew: boolean
  /** Whether our end begins with a connection that the kernel has forgotten, and still acknowledges that one. */
  isHalfOpen: boolean
  /** The segment of ours that the kernel got last, and the kernel's state before it. */
  lastSent: TraceSegment | undefined
  stateBefore: State | undefined
  /** Whether octets of ours have reached the kernel since our last SYN. */
  hasSentText: boolean
  /** The kernel's last segment and when it was read, in milliseconds. */
  lastArrival: { readonly at: number; readonly segment: DecodedSegment } | undefined
  /** Our SND.NXT, and the kernel's: live numbers. */
  ourNext: number | undefined
  kernelNext: number | undefined
  /** The last call of an application that holds it. */
  lastCall: CallName | undefined
  /** How much its application has sent last, as the trace has it. */
  sendOctets: Linear | undefined
  /** The kernel's last SYN. */
  kernelSyn: DecodedSegment | undefined
}

export function newConnection(
  names: { peer: string; key: string },
  kernel: Endpoint,
  ours: Endpoint,
  settings: EndSettings,
): Connection {
  return {
    ...names,
    kernel,
    ours,
    settings,
    kernelNumbers: numberSpace('kernel'),
    ourNumbers: numberSpace('ours'),
    kernelClock: numberSpace('kernel'),
    ourClock: numberSpace('ours'),
    startsAnew: true,
    isHalfOpen: false,
    lastSent: undefined,
    stateBefore: undefined,
    hasSentText: false,
    lastArrival: undefined,
    ourNext: undefined,
    kernelNext: undefined,
    lastCall: undefined,
    sendOctets: undefined,
    kernelSyn: undefined,
  }
}
