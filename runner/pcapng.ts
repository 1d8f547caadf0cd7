/** What was on the wire in some runs, as a capture. */
import { type CaptureInterface, encodePcapng, type PcapngPacket } from '@synfin/capture'
import type { CapturedPacket, ReplayRun } from './replay-run.ts'

/**
 * Everything that was on the wire in some runs, in order of time: an interface per trace and kernel's end, and on
 * each packet a comment that names trace and line.
 */
export function writePcapng(runs: readonly ReplayRun[]): Buffer {
  const interfaces = new Map<string, CaptureInterface & { readonly id: number }>()
  const packets: PcapngPacket[] = []
  for (const run of runs) {
    const { file, trace, kernel, peer } = run
    const description = `${file}: ${trace} (${peer} ${kernel})`
    const { id } = interfaces.get(description) ?? { id: interfaces.size }
    interfaces.set(description, { id, name: `${peer} ${kernel}`, description })
    for (const packet of run.packets ?? [])
      packets.push({
        interface: id,
        at: packet.at,
        octets: Buffer.from(packet.octets, 'base64'),
        direction: packet.sender === 'kernel' ? 'outbound' : 'inbound',
        comment: comment(packet, run),
      })
  }
  return encodePcapng([...interfaces.values()], packets)
}

/** `open.synfin:4: trace "open": B -> A SYN ACK seq=k ack=j+1`. */
function comment({ line }: CapturedPacket, { file, trace, steps }: ReplayRun): string {
  const name = `trace "${trace}"`
  if (line === undefined) return `${file}: ${name}: before its first line`
  const step =
    steps.find(candidate => candidate.line === line && candidate.verdict !== 'ok') ??
    steps.find(candidate => candidate.line === line)
  const place = `${file}:${line}: ${name}`
  if (!step) return place
  return step.message === undefined
    ? `${place}: ${step.expected}`
    : `${place}: ${step.expected}; ${step.message}`
}
