import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type IpAddress, readIpAddress } from '../../capture/ip-address.ts'
import { answer, hardwareAddressIn, OUR_HARDWARE_ADDRESS, question } from '../../runner/neighbours.ts'

const ENDS = {
  4: { ours: address('192.0.2.1'), stack: address('192.0.2.2') },
  6: { ours: address('2001:db8::1'), stack: address('2001:db8::2') },
} as const

describe.each([4, 6] as const)('over IPv%d', version => {
  const { ours, stack } = ENDS[version]

  test('who asks where an end of ours is learns our hardware address', () => {
    const reply = answer(question(stack, ours), stack)
    expect(reply && hardwareAddressIn(reply, ours)).toEqual(OUR_HARDWARE_ADDRESS)
  })

  test('who asks where the stack is gets no answer of ours', () => {
    expect(answer(question(ours, stack), stack)).toBeUndefined()
  })

  test('an answer about somebody else says nothing of the stack', () => {
    const reply = answer(question(stack, ours), stack)
    expect(reply && hardwareAddressIn(reply, stack)).toBeUndefined()
  })

  test('who has no address yet gets no answer: it asks whether it is alone', () => {
    const nobody = address(version === 4 ? '0.0.0.0' : '::')
    expect(answer(question(nobody, ours), stack)).toBeUndefined()
  })

  test('a frame cut short or changed is answered to who sent it, or not at all', () => {
    const frames = [question(stack, ours), answer(question(stack, ours), stack) ?? Buffer.alloc(0)]
    fc.assert(
      fc.property(
        fc.constantFrom(...frames),
        fc.nat(100),
        fc.nat(100),
        fc.nat(255),
        (whole, end, at, octet) => {
          const frame = Buffer.from(whole.subarray(0, end))
          if (at < frame.length) frame[at] = octet
          const sender = frame.subarray(6, 12)
          expect(answer(frame, stack)?.subarray(0, 6) ?? sender).toEqual(sender)
          expect(hardwareAddressIn(frame, stack) ?? sender).toEqual(sender)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

test('the question is what everybody else asks: ARP to all, neighbour discovery to the group', () => {
  expect(question(ENDS[4].ours, ENDS[4].stack).toString('hex')).toBe(
    'ffffffffffff020000000001080600010800060400010200000000' + '01c0000201000000000000c0000202',
  )
  const solicitation = question(ENDS[6].ours, ENDS[6].stack)
  expect(solicitation.subarray(0, 14).toString('hex')).toBe('3333ff00000202000000000186dd')
  expect(solicitation[14 + 7]).toBe(255)
})

function address(text: string): IpAddress {
  return readIpAddress(text) as IpAddress
}
