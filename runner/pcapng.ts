/** Captures in the pcapng format (draft-ietf-opsawg-pcapng), as Wireshark and tshark open them. */
import type { CapturedPacket, ReplayRun } from './replay-run.ts'

const SECTION_HEADER = 0x0a0d0d0a
const BYTE_ORDER_MAGIC = 0x1a2b3c4d
const INTERFACE_DESCRIPTION = 1
const ENHANCED_PACKET = 6
/** LINKTYPE_RAW: an IPv4 or IPv6 packet without anything before it. */
const RAW_IP = 101
const LARGEST_PACKET = 0xffff

const OPT_COMMENT = 1
const SHB_USERAPPL = 4
const IF_NAME = 2
const IF_DESCRIPTION = 3
const IF_TSRESOL = 9
const EPB_FLAGS = 2
/** Seconds are divided into 10^9. */
const NANOSECONDS = 9
/** The direction bits of epb_flags, as the kernel's interface sees it. */
const INBOUND = 1
const OUTBOUND = 2

/**
 * Everything that was on the wire in some runs, in order of time: an interface per trace and kernel's end, and on
 * each packet a comment that names trace and line. Times are in nanoseconds.
 */
export function writePcapng(runs: readonly ReplayRun[]): Buffer {
  const interfaces = new Map<string, number>()
  const blocks = [sectionHeader()]
  const packets: { readonly at: number; readonly block: Buffer }[] = []
  for (const run of runs) {
    const { file, trace, kernel, peer } = run
    const name = `${file}: ${trace} (${peer} ${kernel})`
    let id = interfaces.get(name)
    if (id === undefined) {
      id = interfaces.size
      interfaces.set(name, id)
      blocks.push(interfaceDescription(`${peer} ${kernel}`, name))
    }
    for (const packet of run.packets ?? [])
      packets.push({ at: packet.at, block: enhancedPacket(id, packet, run) })
  }
  packets.sort((a, b) => a.at - b.at)
  return Buffer.concat([...blocks, ...packets.map(({ block }) => block)])
}

function sectionHeader(): Buffer {
  const body = Buffer.alloc(16)
  body.writeUInt32LE(BYTE_ORDER_MAGIC, 0)
  body.writeUInt16LE(1, 4)
  // The section's length is not said: -1.
  body.fill(0xff, 8)
  return block(SECTION_HEADER, body, [[SHB_USERAPPL, text('synfin')]])
}

function interfaceDescription(name: string, description: string): Buffer {
  const body = Buffer.alloc(8)
  body.writeUInt16LE(RAW_IP, 0)
  body.writeUInt32LE(LARGEST_PACKET, 4)
  return block(INTERFACE_DESCRIPTION, body, [
    [IF_NAME, text(name)],
    [IF_DESCRIPTION, text(description)],
    [IF_TSRESOL, Buffer.from([NANOSECONDS])],
  ])
}

function enhancedPacket(id: number, packet: CapturedPacket, run: ReplayRun): Buffer {
  const octets = Buffer.from(packet.octets, 'base64')
  const at = nanoseconds(packet.at)
  const body = Buffer.alloc(20)
  body.writeUInt32LE(id, 0)
  body.writeUInt32LE(Number(at >> 32n), 4)
  body.writeUInt32LE(Number(at & 0xffff_ffffn), 8)
  body.writeUInt32LE(octets.length, 12)
  body.writeUInt32LE(octets.length, 16)
  const flags = Buffer.alloc(4)
  flags.writeUInt32LE(packet.sender === 'kernel' ? OUTBOUND : INBOUND)
  return block(ENHANCED_PACKET, Buffer.concat([body, padded(octets)]), [
    [OPT_COMMENT, text(comment(packet, run))],
    [EPB_FLAGS, flags],
  ])
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

/** Milliseconds with a fraction, too large for a number of nanoseconds. */
function nanoseconds(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds)
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6))
}

type BlockOption = readonly [code: number, value: Buffer]

function block(type: number, body: Buffer, options: readonly BlockOption[]): Buffer {
  const written = options.flatMap(([code, value]) => {
    const header = Buffer.alloc(4)
    header.writeUInt16LE(code, 0)
    header.writeUInt16LE(value.length, 2)
    return [header, padded(value)]
  })
  const endOfOptions = Buffer.alloc(4)
  const content = Buffer.concat([body, ...written, endOfOptions])
  const frame = Buffer.alloc(8)
  const length = content.length + 12
  frame.writeUInt32LE(type, 0)
  frame.writeUInt32LE(length, 4)
  const trailer = Buffer.alloc(4)
  trailer.writeUInt32LE(length)
  return Buffer.concat([frame, content, trailer])
}

/** An option's value has room for 64 KiB; no comment needs so much. */
function text(value: string): Buffer {
  return Buffer.from(value.slice(0, 8192))
}

/** To a multiple of four octets. */
function padded(octets: Buffer): Buffer {
  return Buffer.concat([octets, Buffer.alloc((4 - (octets.length % 4)) % 4)])
}
