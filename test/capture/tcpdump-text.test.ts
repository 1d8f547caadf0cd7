import { describe, expect, test } from 'vitest'
import { imported, lines } from './captures.ts'

const [A, B] = ['192.0.2.1.40000', '198.51.100.2.80']
const OPTIONS = 'mss 1460,sackOK,TS val 5000 ecr 0,nop,wscale 7'

/** The same connection, as tcpdump prints it in its ways. */
const RELATIVE = `tcpdump: listening on eth0
22:13:20.000000 IP ${A} > ${B}: Flags [S], seq 3000000000, win 64240, options [${OPTIONS}], length 0
22:13:20.000100 IP ${B} > ${A}: Flags [S.], seq 4000000000, ack 3000000001, win 65160, options [mss 1460,sackOK,TS val 90 ecr 5000,nop,wscale 8], length 0
22:13:20.000200 IP ${A} > ${B}: Flags [.], ack 1, win 502, options [nop,nop,TS val 5001 ecr 90], length 0
22:13:20.000300 IP ${A} > ${B}: Flags [P.], seq 1:11, ack 1, win 502, options [nop,nop,TS val 5002 ecr 90], length 10: HTTP
22:13:20.000400 IP ${B} > ${A}: Flags [.], ack 11, win 255, options [nop,nop,TS val 91 ecr 5002], length 0
22:13:20.000500 IP ${A} > ${B}: Flags [F.], seq 11, ack 1, win 502, options [nop,nop,TS val 5003 ecr 91], length 0
22:13:20.000600 IP ${B} > ${A}: Flags [.], ack 12, win 255, options [nop,nop,sack 1 {11:12},TS val 92 ecr 5003], length 0
`
const ABSOLUTE = RELATIVE.replace(
  'ack 1, win 502, options [nop,nop,TS val 5001',
  'ack 4000000001, win 502, options [nop,nop,TS val 5001',
)
  .replace('seq 1:11, ack 1,', 'seq 3000000001:3000000011, ack 4000000001,')
  .replace('ack 11,', 'ack 3000000011,')
  .replace('seq 11, ack 1,', 'seq 3000000011, ack 4000000001,')
  .replace('ack 12,', 'ack 3000000012,')
  .replace('{11:12}', '{3000000011:3000000012}')

describe('what tcpdump prints is read', () => {
  test('with relative numbers', async () => {
    const { text, problems, isWhole } = await imported(RELATIVE)
    expect(text).toMatchInlineSnapshot(`
      // 22:13:20.000000, A = 192.0.2.1:40000, B = 198.51.100.2:80
      trace "192.0.2.1:40000 to 198.51.100.2:80"
      A -> B  SYN      seq=j               win=64240 mss=1460 wscale=7 sackok ts=s/0
      B -> A  SYN ACK  seq=k     ack=j+1   win=65160 mss=1460 wscale=8 sackok ts=t/s
      A -> B  ACK      seq=j+1   ack=k+1   win=502 ts=s+1/t
      A -> B  PSH ACK  seq=j+1   ack=k+1   len=10 win=502 ts=s+2/t
      B -> A  ACK      seq=k+1   ack=j+11  win=255 ts=t+1/s+2
      A -> B  FIN ACK  seq=j+11  ack=k+1   win=502 ts=s+3/t+1
      B -> A  ACK      seq=k+1   ack=j+12  win=255 ts=t+2/s+3 sack=j+11:j+12
    `)
    expect({ problems, isWhole }).toEqual({ problems: [], isWhole: true })
  })

  test('with absolute numbers (-S)', async () => {
    expect(await lines(ABSOLUTE)).toBe(await lines(RELATIVE))
  })

  test('with headers on a line of their own (-v), dates (-tttt), link layer (-e) and octets (-x)', async () => {
    const verbose = RELATIVE.replace(
      / (\S+ > )/g,
      ' (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)\n    $1',
    )
      .replace(/, (?=seq|ack)/, ', cksum 0xfe28 (incorrect -> 0x6f4b), ')
      .replace(/^22/gm, '2023-11-14 22')
      .replace(/ IP /g, ' eth0 Out 02:00:00:00:00:01, ethertype IPv4, length 74: IP ')
      .replace(/(length \d+)$/gm, '$1\n\t0x0000:  4500 003c 0001 4000')
    const { text } = await imported(verbose)
    expect(text).toContain('// 2023-11-14T22:13:20.000000Z,')
    expect(text.replace(/^(\/\/|trace ).*\n/gm, '')).toBe(await lines(RELATIVE))
  })

  test('of IPv6, with names of services', async () => {
    const { text } = await imported(
      'IP6 2001:db8::1.40000 > 2001:db8::2.http: Flags [SEW], seq 1, win 2, length 0\n',
    )
    expect(text).toContain('A = [2001:db8::1]:40000, B = [2001:db8::2]:http')
    expect(text).toContain('SYN ECE CWR  seq=j  win=2')
  })

  test('from the middle of a connection', async () => {
    const middle = RELATIVE.split('\n').slice(4, 6).join('\n')
    expect(await lines(middle)).toMatchInlineSnapshot(`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      A -> B  PSH ACK  seq=u  ack=v     len=10 win=502 ts=s/t
      B -> A  ACK      seq=v  ack=u+10  win=255 ts=t+1/s
    `)
  })
})
