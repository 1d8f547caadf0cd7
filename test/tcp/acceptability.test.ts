import { isAcceptable } from '@synfin/tcp'
import { expect, test } from 'vitest'
import { end, segment } from './notation.ts'

// RFC 9293 §3.10.7.4 Table 6 with RCV.NXT=100.
test.each`
  wnd   | text                      | acceptable
  ${0}  | ${'ACK seq=100'}          | ${true}
  ${0}  | ${'ACK seq=101'}          | ${false}
  ${0}  | ${'ACK seq=99'}           | ${false}
  ${0}  | ${'ACK seq=100 len=1'}    | ${false}
  ${0}  | ${'FIN ACK seq=100'}      | ${false}
  ${10} | ${'ACK seq=100'}          | ${true}
  ${10} | ${'ACK seq=109'}          | ${true}
  ${10} | ${'ACK seq=110'}          | ${false}
  ${10} | ${'ACK seq=99'}           | ${false}
  ${10} | ${'ACK seq=95 len=5'}     | ${false}
  ${10} | ${'ACK seq=95 len=6'}     | ${true}
  ${10} | ${'FIN ACK seq=95 len=5'} | ${true}
  ${10} | ${'ACK seq=109 len=50'}   | ${true}
  ${10} | ${'ACK seq=110 len=50'}   | ${false}
  ${10} | ${'ACK seq=4294967295'}   | ${false}
`('RCV.WND=$wnd, $text: $acceptable', ({ wnd, text, acceptable }) => {
  const { rcv } = end('ESTABLISHED', { window: wnd })
  expect(isAcceptable(segment(text), rcv)).toBe(acceptable)
})
