import { gzipSync } from 'node:zlib'
import { encodeIpHeader } from '@synfin/capture'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodePcapng } from '../../capture/pcapng-writer.ts'
import { CLIENT, endpoint, HANDSHAKE, imported, lines, packet, pcap, SERVER, wordsIn } from './captures.ts'

const IMPORTED = `// 2023-11-14T22:13:20.000000Z, A = 192.0.2.1:40000, B = 198.51.100.2:80
trace "192.0.2.1:40000 to 198.51.100.2:80"
A -> B  SYN      seq=j             win=65535 mss=1460
B -> A  SYN ACK  seq=k    ack=j+1  win=65535 mss=1400
A -> B  ACK      seq=j+1  ack=k+1  win=65535
`
const MADE = { text: IMPORTED, problems: [], isWhole: true }

describe('a pcap file is read', () => {
  test.each`
    what                             | shape
    ${'in the byte order of most'}   | ${{}}
    ${'in the other byte order'}     | ${{ isBigEndian: true }}
    ${'with nanoseconds'}            | ${{ isNano: true }}
    ${'with nanoseconds, reversed'}  | ${{ isNano: true, isBigEndian: true }}
    ${'that holds only the headers'} | ${{ snapLength: 44 }}
  `('$what', async ({ shape }) => {
    expect(await imported(pcap(HANDSHAKE, shape))).toEqual(MADE)
  })

  const ETHERNET = '020000000001020000000002'
  test.each`
    link                        | linkType | before
    ${'Ethernet'}               | ${1}     | ${`${ETHERNET}0800`}
    ${'Ethernet with a tag'}    | ${1}     | ${`${ETHERNET}810000640800`}
    ${'Ethernet with two tags'} | ${1}     | ${`${ETHERNET}88a80064810000c80800`}
    ${'Ethernet with PPPoE'}    | ${1}     | ${`${ETHERNET}88641100000100300021`}
    ${'Linux "any"'}            | ${113}   | ${'00000001000602000000000100000800'}
    ${'Linux "any", version 2'} | ${276}   | ${'0800000000000002000104060200000000010000'}
    ${'BSD loopback'}           | ${0}     | ${'02000000'}
    ${'OpenBSD loopback'}       | ${108}   | ${'00000002'}
    ${'raw IP'}                 | ${101}   | ${''}
    ${'raw IP of BSD'}          | ${12}    | ${''}
    ${'raw IP of OpenBSD'}      | ${14}    | ${''}
    ${'raw IPv4'}               | ${228}   | ${''}
  `('of $link', async ({ linkType, before }) => {
    expect(await imported(pcap(HANDSHAKE, { linkType, before: Buffer.from(before, 'hex') }))).toEqual(MADE)
  })

  test('of another link, and what that is is told', async () => {
    const { text, problems } = await imported(pcap(HANDSHAKE, { linkType: 195 }))
    expect({ text, problems }).toEqual({
      text: '',
      problems: [
        '3 × link type 195 is not read; those of Ethernet, Linux "any", raw IP and BSD loopback are',
      ],
    })
  })

  test('compressed, and in any chunks', async () => {
    expect(await imported(gzipSync(pcap(HANDSHAKE)))).toEqual(MADE)
    expect(await imported(pcap(HANDSHAKE), undefined, 1)).toEqual(MADE)
  })
})

describe('a pcapng file is read', () => {
  const written = encodePcapng(
    [
      { name: 'one', description: '' },
      { name: 'two', description: '' },
    ],
    HANDSHAKE.map((octets, index) => ({
      interface: index % 2,
      at: 1_700_000_000_000 + index,
      octets,
      direction: undefined,
      comment: '',
    })),
  )

  test('as it is written here', async () => {
    expect(await imported(written)).toEqual(MADE)
  })

  test.each([false, true])(
    'in sections, with simple packets and unknown blocks (big endian: %s)',
    async isBigEndian => {
      const words = wordsIn(isBigEndian)
      const block = (type: number, body: Buffer) => {
        const rest = Buffer.alloc((4 - (body.length % 4)) % 4)
        const length = 12 + body.length + rest.length
        return Buffer.concat([words(type, length), body, rest, words(length)])
      }
      const section = block(0x0a0d0d0a, words(0x1a2b3c4d, [1, 0], 0xffff_ffff, 0xffff_ffff))
      const network = block(1, words([101, 0], 0, [9, 1], isBigEndian ? 0x0600_0000 : 0x06, [0, 0]))
      const unknown = block(0x0000_0bad, Buffer.from('nobody knows'))
      const [syn = section, synAck = section, ack = section] = HANDSHAKE
      // 1700000000 s in microseconds.
      const at = [0x60a24, 0x181e4000] as const
      const enhanced = block(6, Buffer.concat([words(0, ...at, syn.length, syn.length), syn]))
      const simple = (octets: Buffer) => block(3, Buffer.concat([words(octets.length), octets]))
      const file = [section, network, unknown, enhanced, simple(synAck), section, network, simple(ack)]
      expect(await imported(Buffer.concat(file))).toEqual(MADE)
    },
  )

  test('up to a packet of an interface that nothing describes', async () => {
    const file = Buffer.from(written)
    const last = file.length - file.readUInt32LE(file.length - 4)
    file.writeUInt32LE(7, last + 8)
    const { problems, isWhole } = await imported(file)
    expect(problems).toEqual([`at octet ${last}: packet 3: no interface 7 is described before it`])
    expect(isWhole).toBe(false)
  })
})

describe('a packet is read', () => {
  const FRAGMENTED = packet('>', 'PA', { seq: 1001, ack: 0, len: 1000 })

  test('of IPv6, behind its extension headers', async () => {
    const [client, server] = [endpoint('2001:db8::1', 40_000), endpoint('2001:db8::2', 80)]
    const plain = packet('>', 'S', { seq: 1000 }, client, server)
    const options = Buffer.from([6, 0, 1, 4, 0, 0, 0, 0])
    const extended = Buffer.concat([plain.subarray(0, 40), options, plain.subarray(40)])
    extended[6] = 0
    extended.writeUInt16BE(plain.length - 40 + options.length, 4)
    const { text } = await imported(pcap([extended], { linkType: 229 }))
    expect(text).toMatchInlineSnapshot(`
      // 2023-11-14T22:13:20.000000Z, A = [2001:db8::1]:40000, B = [2001:db8::2]:80
      trace "[2001:db8::1]:40000 to [2001:db8::2]:80"
      A -> B  SYN  seq=j  win=65535

    `)
  })

  test('of fragments, whatever their order', async () => {
    const [first, second] = [fragment(FRAGMENTED, 0, 520), fragment(FRAGMENTED, 520, 1020)]
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(await lines(pcap([...HANDSHAKE, ...order]))).toContain('PSH ACK  seq=j+1  ack=k+1  len=1000')
  })

  test('unless a fragment is missing, which is told', async () => {
    const { problems } = await imported(pcap([...HANDSHAKE, fragment(FRAGMENTED, 0, 520)]))
    expect(problems).toEqual(['1 × a fragmented packet of which a part is missing'])
  })

  test('with the length that its header tells, behind which a frame may have more', async () => {
    const padded = HANDSHAKE.map(octets => Buffer.concat([octets, Buffer.alloc(6)]))
    expect(await imported(pcap(padded))).toEqual(MADE)
  })
})

describe('of what ends early or is broken, what stands before is imported', () => {
  test.each`
    what                           | file                                          | problem
    ${'in the data of a packet'}   | ${pcap(HANDSHAKE).subarray(0, -1)}            | ${'at octet 144: the capture is cut short in packet 3'}
    ${'in the header of a packet'} | ${pcap(HANDSHAKE).subarray(0, 150)}           | ${'at octet 144: the capture is cut short in packet 3'}
    ${'compressed'}                | ${gzipSync(pcap(HANDSHAKE)).subarray(0, -12)} | ${'at octet 144: the capture is cut short in packet 3'}
    ${'in the header of the file'} | ${pcap(HANDSHAKE).subarray(0, 20)}            | ${'at octet 20: the header of the file is cut short'}
    ${'at once'}                   | ${''}                                         | ${'neither pcap nor pcapng nor the output of tcpdump'}
    ${'as it is something else'}   | ${'<html>'}                                   | ${'neither pcap nor pcapng nor the output of tcpdump'}
  `('$what', async ({ file, problem }) => {
    const { problems, isWhole } = await imported(file)
    expect({ problems, isWhole }).toEqual({ problems: [problem], isWhole: false })
  })

  test('a length beyond reason is no length', async () => {
    const file = pcap(HANDSHAKE)
    file.writeUInt32LE(0x7fff_ffff, 24 + 8)
    const { problems } = await imported(file)
    expect(problems).toEqual(['at octet 24: packet 1 says that it has 2147483647 octets'])
  })

  test('a capture longer than can be kept is imported as far as that', async () => {
    const { text, problems } = await imported(pcap(HANDSHAKE), 2)
    expect(text.match(/->/g)).toHaveLength(2)
    expect(problems).toEqual([
      'these are the first 2 segments; 1 more are left out: filter the capture first',
    ])
  })
})

describe('nothing in a file makes the reader throw or hang', () => {
  const pcapng = encodePcapng(
    [{ name: 'x', description: 'y' }],
    HANDSHAKE.map(octets => ({ interface: 0, at: 0, octets, direction: 'inbound', comment: 'z' })),
  )
  const tagged = pcap(HANDSHAKE, {
    linkType: 1,
    before: Buffer.from('0200000000010200000000028100000181000002', 'hex'),
  })
  const text =
    '12:00:00.000000 IP 192.0.2.1.4 > 192.0.2.2.80: Flags [S], seq 1, win 2, options [mss 9], length 0\n'

  test.each([
    ['pcap', pcap(HANDSHAKE)],
    ['pcap with tags', tagged],
    ['pcapng', pcapng],
    ['gzip', gzipSync(pcap(HANDSHAKE))],
    ['text', Buffer.from(text.repeat(3))],
  ])('%s, with octets changed', async (_, file) => {
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 1, max: 300 }), async (changed, chunk) => {
        const mutated = Buffer.from(file)
        for (const [at, octet] of changed) mutated[at] = octet
        await imported(mutated, undefined, chunk)
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['pcap', pcap(HANDSHAKE)],
    ['pcapng', pcapng],
  ])('%s, cut anywhere', async (_, file) => {
    for (let length = 0; length < file.length; length++) {
      const { isWhole, problems } = await imported(file.subarray(0, length))
      expect(isWhole || problems.length > 0).toBe(true)
    }
  })
})

/** A part of an IPv4 packet's payload as a packet of its own. */
function fragment(whole: Buffer, start: number, end: number): Buffer {
  const payload = whole.subarray(20)
  const part = payload.subarray(start, end)
  const header = encodeIpHeader(CLIENT, SERVER, 6, part.length)
  header.writeUInt16BE(4711, 4)
  header.writeUInt16BE((start / 8) | (end < payload.length ? 0x2000 : 0), 6)
  return Buffer.concat([header, part])
}
