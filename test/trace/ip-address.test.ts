import { isIPv4, isIPv6 } from 'node:net'
import { addressOctets, octetsAfter } from '@synfin/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const almost = fc.stringMatching(/^[0-9a-fA-F:.]{0,40}$/)

test('an address is what Node takes for one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), almost), text => {
      const octets = addressOctets(text)
      expect(octets?.length).toBe(isIPv4(text) ? 4 : isIPv6(text) ? 16 : undefined)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['::', '0:0:0:0:0:0:0:0'],
])('%s is %s', (one, other) => {
  expect(addressOctets(one)).toEqual(addressOctets(other))
})

test.each([
  ['192.0.2.255', 1, '192.0.3.0'],
  ['255.255.255.255', 1, '0.0.0.0'],
  ['10.0.0.1', 65_535, '10.1.0.0'],
  ['2001:db8::ffff', 2, '2001:db8::1:1'],
])('after %s by %d comes %s', (address, count, after) => {
  expect(octetsAfter(addressOctets(address) ?? [], count)).toEqual(addressOctets(after))
})
