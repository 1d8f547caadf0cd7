import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { internetChecksum } from '../../capture/checksum.ts'
import { encodeIcmpError } from '../../capture/icmp.ts'
import { type IpAddress, readIpAddress } from '../../capture/ip-address.ts'
import { decodePacket, encodePacket, type WireSegment } from '../../capture/packet.ts'
import { decodeOptions, encodeOptions, type TcpOptions } from '../../capture/tcp-options.ts'

const ends = {
  IPv4: [endpoint('192.0.2.1', 80), endpoint('198.51.100.7', 40_000)],
  IPv6: [endpoint('2001:db8::1', 80), endpoint('2001:db8::2', 40_000)],
} as const

const number32 = fc.integer({ min: 0, max: 0xffff_ffff })
const number16 = fc.integer({ min: 0, max: 0xffff })

const options: fc.Arbitrary<TcpOptions> = fc.record(
  {
    mss: number16,
    wscale: fc.integer({ min: 0, max: 255 }),
    sackok: fc.constant(true),
    ts: fc.record({ value: number32, echo: number32 }),
    sack: fc.array(fc.record({ left: number32, right: number32 }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
)

const segments: fc.Arbitrary<WireSegment> = fc.record({
  seq: number32,
  ack: number32,
  bits: fc.integer({ min: 0, max: 255 }),
  win: number16,
  urg: number16,
  options,
  length: fc.integer({ min: 0, max: 3000 }),
})

describe.each(['IPv4', 'IPv6'] as const)('a segment over %s', family => {
  const [from, to] = ends[family]

  test('comes back from its packet as it went in, with good checksums', () => {
    fc.assert(
      fc.property(segments, segment => {
        const packet = encodePacket(from, to, segment)
        expect(decodePacket(packet)).toEqual({
          ...segment,
          source: from.address.octets,
          sourcePort: from.port,
          destination: to.address.octets,
          destinationPort: to.port,
          checksumOk: true,
        })
        if (family === 'IPv4') expect(internetChecksum(packet.subarray(0, 20))).toBe(0)
      }),
    )
  })

  test('with one octet of it changed has a bad checksum, or is no segment any more', () => {
    const packet = encodePacket(from, to, plain({ length: 10 }))
    const header = family === 'IPv4' ? 20 : 40
    for (let at = header; at < packet.length; at++) {
      const changed = Buffer.from(packet)
      changed[at] = (changed[at] ?? 0) ^ 0x55
      expect(decodePacket(changed)?.checksumOk ?? false).toBe(false)
    }
  })

  test('cut short anywhere is no segment, and nothing is thrown', () => {
    const packet = encodePacket(from, to, plain({ length: 10, options: { mss: 1460 } }))
    for (let length = 0; length < packet.length; length++)
      expect(decodePacket(packet.subarray(0, length))).toBeUndefined()
  })

  test('can be what an ICMP error is about', () => {
    const packet = encodeIcmpError(to, from, { name: 'port-unreachable', seq: 7, mtu: 1400 })
    const quoted = packet?.subarray((family === 'IPv4' ? 20 : 40) + 8) ?? Buffer.alloc(0)
    expect(decodePacket(quoted)).toMatchObject({ seq: 7, sourcePort: 80, destinationPort: 40_000 })
  })
})

describe('whatever the octets, nothing is thrown', () => {
  const version = fc.constantFrom(0x45, 0x60, 0x4f, 0x00)
  const anyOctets = fc
    .tuple(version, fc.uint8Array({ maxLength: 120 }))
    .map(([first, rest]) => Buffer.from([first, ...rest]))
  const good = encodePacket(...ends.IPv4, plain({ options: { mss: 1460, sackok: true, wscale: 7 } }))
  const changed = fc
    .tuple(fc.nat(good.length - 1), fc.nat(255))
    .map(([at, octet]) => Buffer.from(good.map((old, index) => (index === at ? octet : old))))

  test('and a segment that is read lies within them', () => {
    fc.assert(
      fc.property(fc.oneof(anyOctets, changed), packet => {
        const { length, options } = decodePacket(packet) ?? { length: 0, options: {} }
        expect(length + encodeOptions(options).length).toBeLessThanOrEqual(packet.length)
      }),
      { numRuns: 4000 },
    )
  })

  test('and the options that are read are written so that they read the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), octets => {
        const read = decodeOptions(Buffer.from(octets))
        expect(decodeOptions(encodeOptions(read))).toEqual(read)
      }),
      { numRuns: 2000 },
    )
  })
})

test('options are padded to four octets each, as a header counts them', () => {
  fc.assert(fc.property(options, some => encodeOptions(some).length % 4 === 0))
})

test.each`
  text                    | octets
  ${'192.0.2.1'}          | ${'c0000201'}
  ${'[2001:db8::2]'}      | ${'20010db8000000000000000000000002'}
  ${'::'}                 | ${'00000000000000000000000000000000'}
  ${'::1'}                | ${'00000000000000000000000000000001'}
  ${'fe80::'}             | ${'fe800000000000000000000000000000'}
  ${'1:2:3:4:5:6:7:8'}    | ${'00010002000300040005000600070008'}
  ${'::ffff:192.0.2.128'} | ${'00000000000000000000ffffc0000280'}
  ${'192.0.2'}            | ${undefined}
  ${'fe80::1%eth0'}       | ${undefined}
  ${'nonsense'}           | ${undefined}
`('the address $text is $octets', ({ text, octets }) => {
  expect(readIpAddress(text)?.octets.toString('hex')).toBe(octets)
})

function endpoint(address: string, port: number) {
  return { address: readIpAddress(address) as IpAddress, port }
}

function plain(fields: Partial<WireSegment>): WireSegment {
  return { seq: 1, ack: 2, bits: 0x10, win: 65535, urg: 0, options: {}, length: 0, ...fields }
}
