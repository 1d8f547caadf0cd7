/** Reads a pcapng file block by block (draft-ietf-opsawg-pcapng), and fails on whatever is not as it should be. */
import { expect } from 'vitest'

export interface ReadInterface {
  readonly link: number
  readonly name: string
  readonly description: string
  /** The negative power of ten that times are counted in. */
  readonly resolution: number
}

export interface ReadPacket {
  readonly interface: number
  readonly nanoseconds: bigint
  readonly direction: string
  readonly comment: string
  readonly octets: Buffer
}

export function readPcapng(file: Buffer): { interfaces: ReadInterface[]; packets: ReadPacket[] } {
  const interfaces: ReadInterface[] = []
  const packets: ReadPacket[] = []
  for (const [index, { type, body }] of blocksOf(file).entries()) {
    if (index === 0) {
      expect([type, body.readUInt32LE(0), body.readUInt16LE(4)]).toEqual([0x0a0d0d0a, 0x1a2b3c4d, 1])
    } else if (type === 1) {
      const options = optionsOf(body.subarray(8))
      const [name, description] = [2, 3].map(code => options.get(code)?.toString() ?? '')
      const link = body.readUInt16LE(0)
      interfaces.push({
        link,
        name: name ?? '',
        description: description ?? '',
        resolution: options.get(9)?.[0] ?? 6,
      })
    } else {
      expect(type).toBe(6)
      packets.push(packetOf(body))
    }
  }
  return { interfaces, packets }
}

function packetOf(body: Buffer): ReadPacket {
  const length = body.readUInt32LE(12)
  expect(body.readUInt32LE(16)).toBe(length)
  const options = optionsOf(body.subarray(20 + length + ((4 - (length % 4)) % 4)))
  return {
    interface: body.readUInt32LE(0),
    nanoseconds: (BigInt(body.readUInt32LE(4)) << 32n) + BigInt(body.readUInt32LE(8)),
    direction: ['', 'in', 'out'][(options.get(2)?.readUInt32LE() ?? 0) & 3] ?? '',
    comment: options.get(1)?.toString() ?? '',
    octets: body.subarray(20, 20 + length),
  }
}

function blocksOf(file: Buffer): { type: number; body: Buffer }[] {
  const blocks: { type: number; body: Buffer }[] = []
  for (let at = 0; at < file.length; ) {
    const length = file.readUInt32LE(at + 4)
    expect(length % 4).toBe(0)
    expect(file.readUInt32LE(at + length - 4)).toBe(length)
    blocks.push({ type: file.readUInt32LE(at), body: file.subarray(at + 8, at + length - 4) })
    at += length
  }
  return blocks
}

function optionsOf(octets: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>()
  for (let at = 0; octets.readUInt16LE(at) !== 0; ) {
    const length = octets.readUInt16LE(at + 2)
    options.set(octets.readUInt16LE(at), octets.subarray(at + 4, at + 4 + length))
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
  return options
}
