import { displayWidth, type Finding } from '@synfin/trace'
import { expect, test } from 'vitest'
import { drawFinding } from '../../cli/formats/finding-frame.ts'
import type { Terminal } from '../../cli/terminal.ts'

const PLAIN: Terminal = { out() {}, show() {}, complain() {}, paint: (_style, text) => text, width: 100 }

test('a finding is drawn with its place, the earlier line that explains it, why and help', () => {
  const text = 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k ack=j'
  expect(drawn(text, SYNACK_WRONG_ACK)).toMatchInlineSnapshot(`
    error[synack-wrong-ack]: \`ack=j\` acknowledges nothing A has sent
     --> handshake.synfin:2:24
    1 | A -> B  SYN      seq=j
      |                  ----- A's SYN takes up j, so A's next number is j+1
    2 | B -> A  SYN ACK  seq=k ack=j
      |                        ^^^^^ not past A's SYN
      = why:  A is in SYN_SENT and accepts only ISS < SEG.ACK =< SND.NXT, here j < SEG.ACK =< j+1; it
              would answer \`A -> B RST seq=j\` (RFC 9293 §3.10.7.3, first check)
      = help: write \`ack=j+1\`, the next number B expects from A
  `)
})

test('lines far apart are parted by dots, and their numbers are aligned', () => {
  const text = `A -> B  SYN  seq=j\n${'wait 1s\n'.repeat(9)}B -> A  SYN ACK  seq=k  ack=j`
  const finding = finding_({ line: 11, column: 25, endColumn: 30, related: [related(1, 14, 19, 'the SYN')] })
  expect(drawn(text, finding)).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
      --> handshake.synfin:11:25
     1 | A -> B  SYN  seq=j
       |              ----- the SYN
    ...
    11 | B -> A  SYN ACK  seq=k  ack=j
       |                         ^^^^^
  `)
})

test('tabs and wide characters keep the carets under what they mean', () => {
  const text = 'note A "你好"\tack=j'
  expect(drawn(text, finding_({ line: 1, column: 13, endColumn: 18 }))).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
     --> handshake.synfin:1:13
    1 | note A "你好"   ack=j
      |                 ^^^^^
  `)
})

test.each([
  ['emoji', 'note A "⚡🌡⌚" ack=j'],
  ['joined emoji and those that are told how to look', 'note A "👩‍💻👍🏽⚠️" ack=j'],
  ['accents', 'note A "e\u0301 a\u0308" ack=j'],
  ['characters that are never seen', 'note A "a\u200b\u00ad\ufeff" ack=j'],
  ['those that reorder others', 'note A "\u202eabc\u2066" ack=j'],
])('%s keep the carets under what they mean', (_what, text) => {
  const column = text.indexOf('ack=j') + 1
  const [, , shown = '', carets = ''] = drawn(text, finding_({ line: 1, column, endColumn: column + 5 }))
    .trim()
    .split('\n')
  expect(displayWidth(carets.slice(0, carets.indexOf('^')))).toBe(
    displayWidth(shown.slice(0, shown.indexOf('ack=j'))),
  )
  expect(shown).not.toMatch(/\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/u)
})

test('a very long line of Chinese is cut between characters, and by the columns it takes', () => {
  const text = `note A "${'𠮷'.repeat(300)}" seq=j`
  const frame = drawn(text, finding_({ line: 1, column: 611, endColumn: 616 }))
  expect(frame).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
     --> handshake.synfin:1:611
    1 | …𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷" seq=j
      |                                                              ^^^^^
  `)
  const whole = drawn(`seq=j "${'连'.repeat(120)}`, finding_({ line: 1, column: 1, endColumn: 6 }))
  expect(whole).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
     --> handshake.synfin:1:1
    1 | seq=j "连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连连…
      | ^^^^^
  `)
})

test('a very long line is shown around what is underlined', () => {
  const text = `note A "${'x'.repeat(500)}" seq=j`
  const frame = drawn(text, finding_({ line: 1, column: 511, endColumn: 516 }))
  expect(frame).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
     --> handshake.synfin:1:511
    1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" seq=j
      |                                                              ^^^^^
  `)
})

test('control characters of a trace do not reach the terminal', () => {
  const frame = drawn(
    'A -> B \u001b[31mSYN',
    finding_({ line: 1, column: 8, endColumn: 9, message: 'no \u001b[2J' }),
  )
  expect(frame).not.toContain('\u001b')
  expect(frame).toMatchInlineSnapshot(`
    error[syntax]: no 
     --> handshake.synfin:1:8
    1 | A -> B ␛[31mSYN
      |        ^
  `)
})

test('a place beyond the text, or an empty one, still has a caret', () => {
  expect(drawn('A ->', finding_({ line: 1, column: 5, endColumn: 5 }))).toMatchInlineSnapshot(`
    error[syntax]: something is wrong
     --> handshake.synfin:1:5
    1 | A ->
      |     ^
  `)
})

function drawn(text: string, finding: Finding): string {
  return `\n${drawFinding(finding, 'handshake.synfin', text.split('\n'), PLAIN)}`
}

function finding_(parts: Partial<Finding> & { line: number; column: number; endColumn: number }): Finding {
  return {
    endLine: parts.line,
    code: 'syntax',
    severity: 'error',
    message: 'something is wrong',
    label: undefined,
    why: undefined,
    help: undefined,
    section: 'Synfin',
    related: [],
    fixes: [],
    ...parts,
  }
}

function related(line: number, column: number, endColumn: number, message: string) {
  return { line, column, endLine: line, endColumn, message }
}

const SYNACK_WRONG_ACK = finding_({
  line: 2,
  column: 24,
  endColumn: 29,
  code: 'synack-wrong-ack',
  message: '`ack=j` acknowledges nothing A has sent',
  label: "not past A's SYN",
  why: 'A is in SYN_SENT and accepts only ISS < SEG.ACK =< SND.NXT, here j < SEG.ACK =< j+1; it would answer `A -> B RST seq=j` (RFC 9293 §3.10.7.3, first check)',
  help: 'write `ack=j+1`, the next number B expects from A',
  section: 'RFC 9293 §3.10.7.3',
  related: [related(1, 18, 23, "A's SYN takes up j, so A's next number is j+1")],
})
