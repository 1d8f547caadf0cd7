import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile, linesAfter } from '@synfin/trace'
import { expect, test } from 'vitest'

/** What may come after the last line of a text. */
function next(text: string): string {
  const file = checkFile(readLines(text), { name: 'next' })
  return linesAfter(file, text.split('\n').length)
    .map(({ rank, text }) => `${rank.padEnd(7)}  ${text}`)
    .join('\n')
}

test('after a SYN its answer is owed, in the symbols of the trace', () => {
  expect(next('B: listen\nA -> B SYN seq=j')).toMatchInlineSnapshot(`
    owed     B -> A SYN ACK seq=k ack=j+1
    allowed  B -> A RST ACK seq=0 ack=j+1
    allowed  B -x A SYN ACK seq=k ack=j+1
    allowed  A -> B SYN seq=j
    allowed  A: retransmit
    allowed  A: close
    allowed  A: shutdown
    allowed  B: close
    allowed  B: shutdown
    allowed  A: abort
    allowed  A: user-timeout
    allowed  A: reboot
    allowed  B: abort
    allowed  B: user-timeout
    allowed  B: reboot
    allowed  A -x B SYN seq=j
  `)
})

test('after a handshake both ends may send, close and abort', () => {
  expect(
    next('A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B ACK seq=j+1 ack=k+1'),
  ).toMatchInlineSnapshot(`
    allowed  A -> B PSH ACK seq=j+1 ack=k+1 len=100
    allowed  A -> B FIN ACK seq=j+1 ack=k+1
    allowed  A -> B RST seq=j+1
    allowed  B -> A PSH ACK seq=k+1 ack=j+1 len=100
    allowed  B -> A FIN ACK seq=k+1 ack=j+1
    allowed  B -> A RST seq=k+1
    allowed  A: send 100
    allowed  A: close
    allowed  A: shutdown
    allowed  B: send 100
    allowed  B: close
    allowed  B: shutdown
    allowed  A: abort
    allowed  A: user-timeout
    allowed  A: reboot
    allowed  B: abort
    allowed  B: user-timeout
    allowed  B: reboot
    allowed  A -x B PSH ACK seq=j+1 ack=k+1 len=100
    allowed  A -x B FIN ACK seq=j+1 ack=k+1
    allowed  A -x B RST seq=j+1
    allowed  B -x A PSH ACK seq=k+1 ack=j+1 len=100
    allowed  B -x A FIN ACK seq=k+1 ack=j+1
    allowed  B -x A RST seq=k+1
  `)
})

test('what is in flight may arrive', () => {
  expect(next('B: listen\nA -> ... SYN seq=j')).toMatchInlineSnapshot(`
    allowed  ... -> B SYN seq=j
    allowed  B -> A SYN seq=k
    allowed  A -> B SYN seq=j
    allowed  B: unlisten
    allowed  A: retransmit
    allowed  A: close
    allowed  A: shutdown
    allowed  A: abort
    allowed  A: user-timeout
    allowed  A: reboot
    allowed  B -x A SYN seq=k
    allowed  A -x B SYN seq=j
  `)
})

test('a segment without a connection is reset', () => {
  expect(next('given A CLOSED, B CLOSED\nA -> B SYN seq=j')).toMatchInlineSnapshot(`
    owed     B -> A RST ACK seq=0 ack=j+1
    allowed  B -x A RST ACK seq=0 ack=j+1
    allowed  A -> B SYN seq=j
    allowed  A: retransmit
    allowed  A: close
    allowed  A: shutdown
    allowed  B: listen
    allowed  B: connect A
    allowed  A: abort
    allowed  A: user-timeout
    allowed  A: reboot
    allowed  A -x B SYN seq=j
  `)
})

test('in TIME_WAIT there is nothing left but to wait', () => {
  expect(
    next(
      'given A FIN_WAIT_2 seq=101 ack=300, B CLOSE_WAIT\nB -> A FIN ACK seq=300 ack=101\nA -> B ACK seq=101 ack=301',
    ),
  ).toMatchInlineSnapshot(`
    allowed  A: 2msl
    allowed  B -> A SYN seq=400
    allowed  B: listen
    allowed  B: connect A
    allowed  A: abort
    allowed  A: user-timeout
    allowed  A: reboot
    allowed  B -x A SYN seq=400
  `)
})

const examples = new URL('../../examples/', import.meta.url)
const files = readdirSync(examples).filter(name => name.endsWith('.synfin'))

test.each(files)('whatever is proposed at any line of %s is no error there', name => {
  const lines = readFileSync(new URL(name, examples), 'utf8').split('\n')
  // A note on how the trace ends is not met before its end.
  const errors = (text: string) =>
    checkFile(readLines(text), { name }).findings.filter(
      ({ severity, code }) => severity === 'error' && code !== 'expectation-unmet',
    )
  for (let length = 1; length <= lines.length; length++) {
    const start = lines.slice(0, length)
    if (/^(trace|fragment|use|\s*$)/.test(start.at(-1) ?? '')) continue
    const before = errors(start.join('\n')).length
    const file = checkFile(readLines(start.join('\n')), { name })
    for (const { text } of linesAfter(file, length))
      expect(errors([...start, text].join('\n')).length, `${start.join('\n')}\n${text}`).toBe(before)
  }
})
