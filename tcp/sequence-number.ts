/**
 * Sequence numbers: points on a circle of 2^32 (RFC 9293 §3.4).
 *
 * "Before" means less than half the circle behind. Of two points exactly half the circle apart neither order
 * is meaningful; here each is before the other.
 */
export type SeqNumber = number & { readonly [brand]: true }

declare const brand: unique symbol

const HALF = 2 ** 31

/** Any integer, taken modulo 2^32. Exact for magnitudes up to 2^53. */
export function seqNumber(value: number): SeqNumber {
  return (value >>> 0) as SeqNumber
}

/** `from + octets`, modulo 2^32; octets may be negative. */
export function plus(from: SeqNumber, octets: number): SeqNumber {
  return seqNumber(from + octets)
}

/** How many octets `to` lies ahead of `from`: 0 … 2^32-1. */
export function distance(from: SeqNumber, to: SeqNumber): number {
  return seqNumber(to - from)
}

/** `a < b` in the RFC's notation. */
export function before(a: SeqNumber, b: SeqNumber): boolean {
  return a !== b && distance(a, b) <= HALF
}

/** `a =< b` in the RFC's notation. */
export function atOrBefore(a: SeqNumber, b: SeqNumber): boolean {
  return a === b || before(a, b)
}

/** The later of two numbers. */
export function later(a: SeqNumber, b: SeqNumber): SeqNumber {
  return before(a, b) ? b : a
}
