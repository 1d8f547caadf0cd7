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

describe('a line of which a part is missing is read as the lines below speak for', () => {
  const OPEN = `B: listen\n${HANDSHAKE}`
  const CLOSE = `${OPEN}\nA -> B  FIN ACK  seq=j+1  ack=k+1\nB -> A  ACK  seq=k+1  ack=j+2`

  test.each`
    cut                                                                                     | line
    ${OPEN.replace('SYN  seq=j', '')}                                                       | ${2}
    ${OPEN.replace('SYN  seq=j', ' seq=j')}                                                 | ${2}
    ${OPEN.replace('A -> B  SYN  seq=j', 'A ->')}                                           | ${2}
    ${OPEN.replace('SYN ACK  seq=k  ack=j+1', '')}                                          | ${3}
    ${OPEN.replace('SYN ACK  seq=k  ack=j+1', ' seq=k [A=EST')}                             | ${3}
    ${CLOSE.replace('FIN ACK  seq=j+1  ack=k+1', '')}                                       | ${5}
    ${CLOSE.replace('FIN ACK  seq=j+1', 'F')}                                               | ${5}
    ${`${OPEN}\nA -> B  PSH ACK  seq=j+1  ack=k+1  len=\nB -> A  ACK  ack=j+1+n`}           | ${5}
    ${`${OPEN}\nA -> B  PSH ACK  seq=j+1  ack=k+1  len=n?\nB -> A  ACK  ack=j+11`}          | ${5}
    ${`${OPEN}\nA -> B  PS\nB -> A  ACK  ack=j+11\nA -> B  FIN ACK  seq=j+11\nB -> A  ACK`} | ${5}
    ${OPEN.replace('ack=j+1', 'ack=?')}                                                     | ${3}
    ${OPEN.replace('ack=j+1', 'ack=? win=')}                                                | ${3}
    ${OPEN.replace('seq=j', 'seq=j <mss=1460')}                                             | ${2}
    ${OPEN.replace('seq=j', 'seq=j wsc').replace('ack=j+1', 'ack=j+1 wscale=7 sackok')}     | ${2}
    ${`${OPEN.replace('ack=j+1', 'ack=j+1 win=')}\nA -> B  ACK  len=40000\nB -> A  ACK`}    | ${3}
  `('$cut', ({ cut, line }) => {
    expect(told(cut)).toEqual([`${line} syntax`])
  })

  test('whatever is written, where it is the beginning of nothing', () => {
    expect(told(CLOSE.replace('A -> B  FIN ACK  seq=j+1  ack=k+1', 'and now the end'))).toEqual(['5 syntax'])
  })

  test('so that what is wrong there whatever it says is told all the same', () => {
    const wrong = `${CLOSE}\nB -> A  FIN ACK  seq=k+7  ack=j+2\nA -> B  ACK`
    expect(told(wrong.replace('A -> B  ACK  seq=j+1  ack=k+1', 'A -> B'))).toEqual(['4 syntax', '7 seq-gap'])
    expect(told(wrong.replace('FIN ACK  seq=j+1  ack=k+1', 'FIN ACK  seq='))).toEqual([
      '5 syntax',
      '7 seq-gap',
    ])
  })

  test('unless it begins with a sign of another kind, as a comment of another notation', () => {
    const [line] = readLines('~ the handshake')
    expect(line).toMatchObject({ kind: 'broken' })
    expect(line).not.toHaveProperty('isOpen')
  })

  test('and a `trace` without its name begins one all the same', () => {
    for (const begun of ['t', 'tra', 'trace', 'trace "'])
      expect(told(`trace "a"\n${HANDSHAKE}\n${begun}\n${HANDSHAKE}`)).toEqual(['5 syntax'])
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
