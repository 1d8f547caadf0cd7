import type { CapturedPacket, ReplayRun } from '@synfin/runner'

/** What was on the wire for one line of a trace. */
export interface CapturedLine {
  readonly line: number
  readonly seq: number
  readonly ack: number
  /** Milliseconds since the first packet of the run. */
  readonly at: number
}

/** The first packet of each line of a run; none where the run was not captured. */
export function capturedLines({ packets = [] }: Pick<ReplayRun, 'packets'>): readonly CapturedLine[] {
  const begin = packets[0]?.at ?? 0
  const lines = new Map<number, CapturedLine>()
  for (const packet of packets) {
    const header = tcpHeader(packet)
    if (packet.line === undefined || header === undefined || lines.has(packet.line)) continue
    const [seq, ack] = [header.getUint32(4), header.getUint32(8)]
    lines.set(packet.line, { line: packet.line, seq, ack, at: packet.at - begin })
  }
  return [...lines.values()]
}

const TCP = 6
const TCP_HEADER = 20

/** The TCP header behind an IPv4 or IPv6 header without extensions, which is how a replay sends. */
function tcpHeader({ octets }: CapturedPacket): DataView | undefined {
  const packet = Uint8Array.from(atob(octets), octet => octet.charCodeAt(0))
  const [first = 0] = packet
  const isVersion6 = first >> 4 === 6
  const start = isVersion6 ? 40 : (first & 0xf) * 4
  if (packet[isVersion6 ? 6 : 9] !== TCP || packet.length < start + TCP_HEADER) return undefined
  return new DataView(packet.buffer, start, TCP_HEADER)
}
