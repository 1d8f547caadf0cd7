/** Traces as a capture, as if somebody had listened where segments leave. */
import type { CheckedTrace, SegmentStep } from '@synfin/trace'
import type { Endpoint } from './endpoint.ts'
import { encodeIcmpError } from './icmp.ts'
import { LiveTrace, timeTaken } from './live-trace.ts'
import { encodePacket } from './packet.ts'
import { encodePcapng, type PcapngPacket } from './pcapng-writer.ts'
import { plannedEnds } from './planned-ends.ts'

/** The addresses that are for examples (RFC 5737, RFC 3849). */
const FIRST_ADDRESS = { 4: '192.0.2.1', 6: '2001:db8::1' } as const
const SERVICE = 80
/** Of the end that opens; each trace has one of its own, so that it is a connection of its own. */
const FIRST_PORT = 40_000
const MOST_PORTS = 20_000
/** Nothing of an export depends on when it is made. */
const BEGIN = Date.UTC(2000, 0, 1)
const BETWEEN_TRACES = 1000

/**
 * The segments of some traces as a pcapng file, each with a comment that names its line. A lost segment is in it, one
 * on its way where it leaves. Throws NotLive.
 */
export function exportPcapng(traces: readonly CheckedTrace[], file: string): Buffer {
  let at = BEGIN
  const packets: PcapngPacket[] = []
  for (const [index, trace] of traces.entries()) {
    const live = new LiveTrace(trace)
    const endpoints = endpointsOf(trace, FIRST_PORT + (index % MOST_PORTS))
    for (const step of trace.steps) {
      at += timeTaken(step)
      const octets = step.kind === 'segment' ? packetOf(step, live, endpoints) : undefined
      const comment = `${file}:${step.line}: trace "${trace.name}": ${step.text}`
      if (octets) packets.push({ interface: index, at: at++, octets, direction: undefined, comment })
    }
    at += BETWEEN_TRACES
  }
  const interfaces = traces.map(({ name }) => ({ name, description: `${file}: ${name}` }))
  return encodePcapng(interfaces, packets)
}

function packetOf(
  step: SegmentStep,
  live: LiveTrace,
  endpoints: ReadonlyMap<string, Endpoint>,
): Buffer | undefined {
  const { segment } = step
  // What arrives has been seen where it left.
  if (segment.journey === 'arrives') return undefined
  const [from, to] = [endpoints.get(segment.from), endpoints.get(segment.to)]
  if (!from || !to) return undefined
  if (segment.icmp === undefined) return encodePacket(from, to, live.segment(step))
  const mtu = segment.mtu?.constant ?? 0
  return encodeIcmpError(from, to, { name: segment.icmp, seq: live.errorNumber(step), mtu })
}

/** The address and port of each end: its own where a `host` line says them. */
function endpointsOf(trace: CheckedTrace, port: number): Map<string, Endpoint> {
  const opening = trace.steps.find(step => step.kind === 'segment' && step.segment.flags.includes('SYN'))
  const opener = opening?.kind === 'segment' ? opening.segment.from : trace.ends[0]
  // Who is named nowhere sends and receives all the same.
  const speaking = trace.steps.flatMap(step =>
    step.kind === 'segment' ? [step.segment.from, step.segment.to] : [],
  )
  const planned = plannedEnds(trace, new Set([...trace.ends, ...speaking]), FIRST_ADDRESS)
  return new Map(
    [...planned].map(([name, { address, port: written }]) => [
      name,
      { address, port: written ?? (name === opener ? port : SERVICE) },
    ]),
  )
}
