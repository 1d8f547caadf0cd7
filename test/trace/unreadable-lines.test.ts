/** What becomes of the lines around one that cannot be read. */
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const check = (text: string) => checkFile(readLines(text), { name: 'a test' })
const told = (text: string) =>
  check(text)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ line, code }) => `${line} ${code}`)

const HANDSHAKE = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\nA -> B  ACK  seq=j+1  ack=k+1'

test.each`
  written              | message                                                  | fixes
  ${'A -> B: SYN'}     | ${'no colon stands between the endpoints and the flags'} | ${['drop :']}
  ${'A -> B NONE SYN'} | ${'`NONE` stands beside no other flag'}                  | ${[]}
  ${'A -> B SYN NONE'} | ${'`NONE` stands beside no other flag'}                  | ${[]}
  ${'A -> B SYN+NONE'} | ${'`NONE` stands beside no other flag'}                  | ${[]}
`('$written: $message', ({ written, message, fixes }) => {
  const [finding] = check(written).findings
  expect(finding?.message).toBe(message)
  expect(finding?.fixes.map(({ title }) => title)).toEqual(fixes)
})

describe('a slip of the pen is told once, and the lines after it are walked as if it were mended', () => {
  test.each`
    slip                                                                                                       | line
    ${HANDSHAKE.replace('SYN  seq', 'SIN  seq')}                                                               | ${1}
    ${HANDSHAKE.replace('SYN  seq', 'syn  seq')}                                                               | ${1}
    ${HANDSHAKE.replace('SYN  seq', 'SY  seq')}                                                                | ${1}
    ${HANDSHAKE.replace('seq=k', 'sqe=k')}                                                                     | ${2}
    ${HANDSHAKE.replace('seq=j', 'seq==j')}                                                                    | ${1}
    ${HANDSHAKE.replace('seq=j', 'seq=')}                                                                      | ${1}
    ${HANDSHAKE.replace('seq=k', 'seq=+k')}                                                                    | ${2}
    ${HANDSHAKE.replace('B -> A', 'B => A')}                                                                   | ${2}
    ${HANDSHAKE.replace('ack=j+1', 'ack=j+')}                                                                  | ${2}
    ${HANDSHAKE.replace('ack=j+1', 'ack=j+1  mss=')}                                                           | ${2}
    ${HANDSHAKE.replace('ack=j+1', 'ack=j+1  [A=ESTABLISHED')}                                                 | ${2}
    ${`B: lisen\n${HANDSHAKE}`}                                                                                | ${1}
    ${`${HANDSHAKE}\nA: clos\nA -> B  FIN ACK\nB -> A  ACK`}                                                   | ${4}
    ${`trace "a"\n${HANDSHAKE}\ntrace "b\n${HANDSHAKE}`}                                                       | ${5}
    ${`trace "a"\n${HANDSHAKE}\ntrcae "b"\n${HANDSHAKE}`}                                                      | ${5}
    ${`fragmnt open(A, B, j, k)\n${HANDSHAKE}\ntrace "a"\nuse open(C, S, x, y)`}                               | ${1}
    ${`fragment open(A, B, j, k)\n${HANDSHAKE}\ntrace "a"\nuse open(C, S, x y)\nC -> S  FIN ACK\nS -> C  ACK`} | ${6}
  `('$slip', ({ slip, line }) => {
    expect(told(slip)).toEqual([`${line} syntax`])
  })

  test('of a SYN whose number cannot be read one symbol is the name, and stands for that number', () => {
    const text = HANDSHAKE.replace('seq=j', 'seq==j').replace('ack=k+1', 'ack=m+1')
    expect(told(text)).toEqual(['1 syntax', '3 undefined-symbol'])
    const twice = HANDSHAKE.replace('seq=j', 'seq==j').replace('seq=k', 'seq==k')
    expect(told(twice)).toEqual(['1 syntax', '2 syntax'])
    const wrong = HANDSHAKE.replace('seq=j', 'seq==j').replace('A -> B  ACK  seq=j+1', 'A -> B  ACK  seq=j')
    expect(told(wrong)).toEqual(['1 syntax', '3 syn-not-consumed'])
  })

  test('a state of another name is the one its fix writes', () => {
    const text =
      'given A ESTABLISED seq=u ack=v, B ESTABLISHED\nA -> B ACK seq=u ack=v len=5\nB -> A ACK seq=v ack=u+5'
    expect(told(text)).toEqual(['1 unknown-state'])
  })
})

test('what cannot be read is not held against its ends, and no step is made of it', () => {
  const text = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+7 mss'
  expect(told(text)).toEqual(['2 syntax'])
  expect(check(text).traces[0]?.steps.map(({ line }) => line)).toEqual([1])
})

test('the next fault is still told, and shows the line as it stands', () => {
  const text = 'A -> B  SY  seq=j  mss=1460\nB -> A  SYN ACK  ack=j\nA -> B  ACK'
  const finding = check(text).findings.find(({ code }) => code === 'synack-wrong-ack')
  const [{ line, column, endColumn } = { line: 0, column: 0, endColumn: 0 }] = finding?.related ?? []
  expect([line, text.slice(column - 1, endColumn - 1)]).toEqual([1, 'seq=j'])
})

test('where a note expects that a line cannot be read, it says nothing', () => {
  const text = `${HANDSHAKE.replace('SYN  seq=j', 'SIN  seq=j  //! error syntax')}`
  expect(told(text)[0]).toBe('2 synack-wrong-direction')
  const header = `${HANDSHAKE}\ntrcae "b"  //! error syntax\nA -> B  FIN ACK`
  expect(check(header).traces.map(({ steps }) => steps.length)).toEqual([4])
})

test('notes without end are one finding', () => {
  expect(told(`${HANDSHAKE}  //! ${'error a, '.repeat(100_000)}`)).toEqual(['3 syntax'])
})
