/** Whatever comes out of the device: nothing of it may crash or hang the replay, and nothing of it is passed over. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { internetChecksum } from '../../capture/checksum.ts'
import { decodeIcmpError, encodeIcmpError } from '../../capture/icmp.ts'
import { type IpAddress, readIpAddress } from '../../capture/ip-address.ts'
import { decodePacket, encodePacket, type WireSegment } from '../../capture/packet.ts'
import type { Device } from '../../runner/device.ts'
import { PacketExchange } from '../../runner/packet-exchange.ts'
import { strangePacket } from '../../runner/strange-packet.ts'

const RUNS = { numRuns: 3000 }
const PORT = 80
const ENDS = {
  4: [endpoint('192.0.2.1', PORT), endpoint('198.51.100.7', 40_000)],
  6: [endpoint('2001:db8::1', PORT), endpoint('2001:db8::2', 40_000)],
} as const
type Version = keyof typeof ENDS

const SEGMENT: WireSegment = {
  seq: 1,
  ack: 2,
  bits: 0x10,
  win: 65535,
  urg: 0,
  options: { mss: 1460, sackok: true, wscale: 7, ts: { value: 3, echo: 4 } },
  length: 9,
}
const packetOf = (version: Version) => encodePacket(...ENDS[version], SEGMENT)
const icmpOf = (version: Version) =>
  encodeIcmpError(...ENDS[version], { name: 'port-unreachable', seq: 7, mtu: 1400 }) ?? Buffer.alloc(0)

const NO_DEVICE: Device = {
  interfaceName: 'none',
  fd: -1,
  write: () => {},
  read: () => undefined,
  close: () => {},
}

/** What a run hears of these packets. */
function receive(packets: readonly Buffer[]) {
  const waiting = [...packets]
  const device: Device = { ...NO_DEVICE, read: into => waiting.shift()?.copy(into) }
  const exchange = new PacketExchange(device, true)
  const inbox = exchange.open(PORT, undefined)
  exchange.collect()
  return { segments: inbox.arrivals.length, strange: inbox.strange.map(({ what }) => what) }
}

const versions = fc.constantFrom<Version>(4, 6)

test('any octets are a segment, strange, or the business of the interface; nothing is thrown', () => {
  const octets = fc.uint8Array({ maxLength: 120 })
  fc.assert(
    fc.property(fc.constantFrom(0x45, 0x46, 0x4f, 0x60, 0x6f, 0x00, 0xff), octets, (first, rest) => {
      const packet = Buffer.from([first, ...rest])
      decodeIcmpError(packet)
      const { segments, strange } = receive([packet])
      const isInterfaces = strangePacket(packet) === undefined
      expect(segments + strange.length === 1 || isInterfaces).toBe(true)
    }),
    RUNS,
  )
})

test('a good packet with any octets changed is a segment only if its checksums still hold', () => {
  const changes = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(versions, changes, fc.boolean(), (version, list, isIcmp) => {
      const packet = isIcmp ? icmpOf(version) : packetOf(version)
      for (const [at, mask] of list) packet[at % packet.length] = (packet[at % packet.length] ?? 0) ^ mask
      decodeIcmpError(packet)
      const segment = hasGoodHeader(packet) ? decodePacket(packet) : undefined
      const isSegment = segment?.checksumOk === true
      const isTold = !isSegment && strangePacket(packet) !== undefined
      const { segments, strange } = receive([packet])
      expect({ segments, told: strange.length }).toEqual({
        // Changes that cancel out in the checksum may name a port that nobody plays on.
        segments: Number(isSegment && segment.sourcePort === PORT),
        told: Number(isTold),
      })
    }),
    RUNS,
  )
})

test('a stack that sends without end does not keep us reading', () => {
  const packet = packetOf(4)
  let reads = 0
  const exchange = new PacketExchange(
    { ...NO_DEVICE, read: into => (reads++ < 10_000 ? packet.copy(into) : undefined) },
    true,
  )
  const inbox = exchange.open(PORT, undefined)
  exchange.collect()
  expect(inbox.arrivals).toHaveLength(4096)
})

test('a packet cut short anywhere is told, unless it is an ICMP error with a shorter quotation', () => {
  fc.assert(
    fc.property(versions, fc.nat(200), fc.boolean(), (version, length, isIcmp) => {
      const whole = isIcmp ? icmpOf(version) : packetOf(version)
      const packet = whole.subarray(0, length % whole.length)
      const { segments, strange } = receive([packet])
      expect({ segments, told: strange.length }).toEqual({ segments: 0, told: 1 })
      expect(decodeIcmpError(packet)?.about).toBeUndefined()
    }),
    RUNS,
  )
})

test('an ICMP error whose quotation was cut, with lengths that say so, is told by its numbers', () => {
  for (const version of [4, 6] as const) {
    const header = version === 4 ? 20 : 40
    const whole = icmpOf(version)
    for (let length = header; length < whole.length; length++) {
      const packet = withLengths(Buffer.from(whole.subarray(0, length)), version)
      expect(receive([packet]).strange).toEqual([
        length < header + 2
          ? 'an ICMP message cut short'
          : `ICMP type ${version === 4 ? '3 code 3' : '1 code 4'}`,
      ])
    }
    expect(receive([whole]).strange).toEqual(['ICMP port-unreachable about seq=7'])
  }
})

describe('what is wrong is told', () => {
  test.each`
    packet                                         | what
    ${Buffer.alloc(0)}                             | ${'0 octets that are no IP packet'}
    ${Buffer.from([0x45, 0])}                      | ${'an IPv4 header cut short'}
    ${changed(4, { 0: 0x41 })}                     | ${'an IPv4 header whose length, 4 octets, cannot be'}
    ${changed(4, { 3: 0xff })}                     | ${'an IPv4 packet of 69 octets that says it has 255'}
    ${changed(4, { 10: 0 })}                       | ${'an IPv4 header with a wrong checksum'}
    ${withLengths(changed(4, { 6: 0x20 }), 4)}     | ${'a fragment of an IPv4 packet'}
    ${changed(4, { 60: 0 })}                       | ${'a segment with a wrong checksum'}
    ${changed(4, { 32: 0xf0 })}                    | ${'a TCP header whose data offset, 60 octets, lies outside the segment'}
    ${withLengths(changed(4, { 9: 17 }), 4)}       | ${'a packet of UDP'}
    ${withLengths(changed(4, { 9: 132 }), 4)}      | ${'a packet of IP protocol 132'}
    ${Buffer.from([0x60, 0])}                      | ${'an IPv6 header cut short'}
    ${changed(6, { 5: 0xff })}                     | ${'an IPv6 packet of 89 octets that says it has 295'}
    ${changed(6, { 6: 0 })}                        | ${'an IPv6 packet whose extension headers are cut short'}
    ${withLengths(packetOf(6).subarray(0, 50), 6)} | ${'a TCP header cut short'}
  `('$what', ({ packet, what }) => {
    expect(receive([packet])).toEqual({ segments: 0, strange: [what] })
  })

  test('however many come, and no more than twenty are kept', () => {
    expect(receive(Array(3000).fill(Buffer.alloc(0))).strange).toHaveLength(20)
  })
})

describe('IPv6 with extension headers', () => {
  const extended = (headers: readonly (readonly [number, Buffer])[]) => {
    const plain = packetOf(6)
    const kinds = [...headers.map(([kind]) => kind), 6]
    const octets = headers.map(([, body], at) => Buffer.concat([Buffer.from([kinds[at + 1] ?? 6]), body]))
    const packet = Buffer.concat([plain.subarray(0, 40), ...octets, plain.subarray(40)])
    packet[6] = kinds[0] ?? 6
    return withLengths(packet, 6)
  }
  const options = (count: number) => Buffer.concat([Buffer.from([count]), Buffer.alloc(6 + 8 * count)])

  test.each`
    what                  | headers
    ${'hop-by-hop'}       | ${[[0, options(0)]]}
    ${'routing'}          | ${[[43, options(2)]]}
    ${'all of them'}      | ${[[0, options(0)], [43, options(1)], [60, options(3)]]}
    ${'the same forever'} | ${Array.from({ length: 100 }, () => [60, options(0)])}
  `('$what: the segment behind them is read', ({ headers }) => {
    expect(decodePacket(extended(headers))).toMatchObject({ seq: 1, ack: 2, length: 9, checksumOk: true })
  })

  test('a header that says it is longer than the packet is told', () => {
    const packet = extended([[60, options(0)]])
    packet[41] = 255
    expect(receive([packet]).strange).toEqual(['an IPv6 packet whose extension headers are cut short'])
  })

  test('neighbour discovery and multicast listeners are the interface’s own business', () => {
    const report = withLengths(Buffer.concat([packetOf(6).subarray(0, 40), Buffer.from([143, 0, 0, 0])]), 6)
    report[6] = 58
    expect(receive([report])).toEqual({ segments: 0, strange: [] })
  })
})

function endpoint(address: string, port: number) {
  return { address: readIpAddress(address) as IpAddress, port }
}

function changed(version: Version, octets: Readonly<Record<number, number>>): Buffer {
  const packet = packetOf(version)
  for (const [at, octet] of Object.entries(octets)) packet[Number(at)] = octet
  return packet
}

/** IPv6 headers bear no checksum. */
function hasGoodHeader(packet: Buffer): boolean {
  const first = packet[0] ?? 0
  return first >> 4 === 6 || internetChecksum(packet.subarray(0, (first & 15) * 4)) === 0
}

/** With the length, and for IPv4 the header checksum, that it should have. */
function withLengths(written: Buffer, version: Version): Buffer {
  const packet = Buffer.from(written)
  if (version === 6) packet.writeUInt16BE(packet.length - 40, 4)
  else {
    packet.writeUInt16BE(packet.length, 2)
    packet.writeUInt16BE(0, 10)
    packet.writeUInt16BE(internetChecksum(packet.subarray(0, 20)), 10)
  }
  return packet
}
