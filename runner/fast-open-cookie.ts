/** Fast Open cookies as Linux makes them (RFC 7413 §4.1.2): SipHash-2-4 of both addresses, under a secret key. */
import type { IpAddress } from '@synfin/capture'

/** The two halves of a SipHash key. */
export type CookieKey = readonly [bigint, bigint]

const MASK = 2n ** 64n - 1n
const WORD_OCTETS = 8

/** A key as `net.ipv4.tcp_fastopen_key` has it: four numbers in hexadecimal. Undefined where it is none. */
export function readCookieKey(written: string): CookieKey | undefined {
  const digits = /^([\da-f]{1,8})-([\da-f]{1,8})-([\da-f]{1,8})-([\da-f]{1,8})$/i.exec(written)?.slice(1)
  if (digits === undefined) return undefined
  const [a = 0n, b = 0n, c = 0n, d = 0n] = digits.map(digit => BigInt(`0x${digit}`))
  return [a | (b << 32n), c | (d << 32n)]
}

/** The cookie that a server grants a client. */
export function fastOpenCookie(client: IpAddress, server: IpAddress, key: CookieKey): Buffer {
  const cookie = Buffer.alloc(WORD_OCTETS)
  cookie.writeBigUInt64LE(sipHash(Buffer.from([...client.octets, ...server.octets]), key))
  return cookie
}

/** SipHash-2-4 (Aumasson and Bernstein, 2012). */
function sipHash(message: Buffer, [key0, key1]: CookieKey): bigint {
  let state: State = [
    key0 ^ 0x736f6d6570736575n,
    key1 ^ 0x646f72616e646f6dn,
    key0 ^ 0x6c7967656e657261n,
    key1 ^ 0x7465646279746573n,
  ]
  const padded = Buffer.alloc(WORD_OCTETS * (Math.floor(message.length / WORD_OCTETS) + 1))
  message.copy(padded)
  padded[padded.length - 1] = message.length & 0xff
  for (let at = 0; at < padded.length; at += WORD_OCTETS) {
    const word = padded.readBigUInt64LE(at)
    const [v0, v1, v2, v3] = rounds([state[0], state[1], state[2], state[3] ^ word], 2)
    state = [v0 ^ word, v1, v2, v3]
  }
  const [v0, v1, v2, v3] = rounds([state[0], state[1], state[2] ^ 0xffn, state[3]], 4)
  return v0 ^ v1 ^ v2 ^ v3
}

type State = readonly [bigint, bigint, bigint, bigint]

function rounds([v0, v1, v2, v3]: State, count: number): State {
  for (let round = 0; round < count; round++) {
    v0 = (v0 + v1) & MASK
    v1 = rotated(v1, 13n) ^ v0
    v0 = rotated(v0, 32n)
    v2 = (v2 + v3) & MASK
    v3 = rotated(v3, 16n) ^ v2
    v0 = (v0 + v3) & MASK
    v3 = rotated(v3, 21n) ^ v0
    v2 = (v2 + v1) & MASK
    v1 = rotated(v1, 17n) ^ v2
    v2 = rotated(v2, 32n)
  }
  return [v0, v1, v2, v3]
}

function rotated(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & MASK
}
