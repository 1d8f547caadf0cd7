import { readLines } from '@synfin/grammar'
import {
  applyEdits,
  checkFile,
  type Edit,
  EXPLANATIONS,
  editsIn,
  type Finding,
  type Fix,
  fixText,
} from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { fixturesIn, withoutNotes } from './fixture-texts.ts'

const fixtures = (['', 'on-purpose/', 'found/'] as const).flatMap(folder =>
  fixturesIn(folder).map(({ name, text }) => ({ name: `${folder}${name}`, text: withoutNotes(text) })),
)
const explained = EXPLANATIONS.filter(explanation => explanation.kind === 'code').map(
  ({ topic, failing }) => ({ name: `what explains ${topic}`, text: withoutNotes(failing) }),
)

/** Told of a line whether the answer it draws is written or not. */
const STAYS: ReadonlySet<string> = new Set(['challenge-ack'])

/** Fixes after which there is more to mend on a line further down, and why. */
const MORE_BELOW: Readonly<Record<string, string>> = {
  'found/data-after-close-before-its-fin-is-acknowledged.synfin: write ack=u+1':
    'the reset that answers takes its number from this ack',
}

describe.each([...fixtures, ...explained])('$name', ({ name, text }) => {
  const before = findings(text)
  const offered = before.flatMap(finding => finding.fixes.map(fix => ({ finding, fix })))

  test('the first fix of each finding takes it away, and there are fewer errors', () => {
    for (const finding of before) {
      const fix = finding.fixes.find(({ onRequest }) => !onRequest)
      if (fix === undefined || MORE_BELOW[`${name}: ${fix.title}`] !== undefined) continue
      const fixed = applyEdits(text, fix.edits)
      const after = findings(fixed)
      expect(after.filter(other => isSame(other, finding))).toEqual([])
      const errors = errorsIn(before).length - (finding.severity === 'error' ? 1 : 0)
      expect(errorsIn(after).length, `after "${fix.title}":\n${fixed}`).toBeLessThanOrEqual(errors)
    }
  })

  test('each fix that is offered takes its finding away', () => {
    for (const { finding, fix } of offered.filter(({ finding }) => !STAYS.has(finding.code))) {
      const fixed = applyEdits(text, fix.edits)
      const times = (all: readonly Finding[]) => all.filter(other => isAlike(other, finding)).length
      expect(times(findings(fixed)), `${finding.code} after "${fix.title}":\n${fixed}`).toBeLessThan(
        times(before),
      )
    }
  })

  test('no fix that is offered makes an error of a line that had none', () => {
    for (const { finding, fix } of offered) {
      const fixed = applyEdits(text, fix.edits)
      const stood = linesBefore(text, fix)
      const wrong = new Set(
        errorsIn(before)
          .filter(other => other !== finding)
          .map(({ line }) => line),
      )
      const made = errorsIn(findings(fixed)).filter(({ line }) => !wrong.has(stood[line - 1] ?? 0))
      const isBelow = ({ line }: Finding) => (stood[line - 1] ?? 0) > finding.line
      const excused = MORE_BELOW[`${name}: ${fix.title}`] === undefined ? [] : made.filter(isBelow)
      expect(
        made.filter(other => !excused.includes(other)),
        `after "${fix.title}":\n${fixed}`,
      ).toEqual([])
    }
  })

  test('all fixes together leave no error that had one, but what would lose the author’s words', () => {
    const { checked } = fixText(text, check)
    const fixable = errorsIn(checked.findings).filter(({ fixes }) =>
      fixes.some(({ onRequest }) => !onRequest),
    )
    expect(fixable).toEqual([])
  })
})

describe('a fix that moves lines', () => {
  const closed = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED'

  test('puts text above the FIN, and moves up what counts from it', () => {
    const fixed = choose(
      `${closed}
A: close
A -> B FIN ACK seq=u ack=v
B -> A ACK seq=v ack=u+1
A -> B PSH ACK seq=u+1 ack=v len=n [A=FIN_WAIT_2]
A -> B ACK seq=u+1+n ack=v`,
      'data-after-fin',
      'move this line above the close',
    )
    expect(fixed).toBe(`${closed}
A -> B PSH ACK seq=u ack=v len=n
A: close
A -> B FIN ACK seq=u+n ack=v
B -> A ACK seq=v ack=u+1+n
[A=FIN_WAIT_2]
A -> B ACK seq=u+1+n ack=v`)
    expect(telling(fixed)).toEqual([])
  })

  test('takes the line whole, with its comment', () => {
    const fixed = choose(
      `${closed}\nA -> B FIN ACK  // the end\nA -> B PSH ACK len=n  // more\nB -> A ACK  // of it`,
      'data-after-fin',
      "move this line above A's FIN",
    )
    expect(fixed).toBe(
      `${closed}\nA -> B PSH ACK len=n  // more\nA -> B FIN ACK  // the end\nB -> A ACK  // of it`,
    )
  })

  test('puts a line below another and its comment', () => {
    const fixed = choose(
      'A -> B SYN seq=j\nA -> B PSH ACK len=5\nB -> A SYN ACK seq=k\nA -> B ACK // open\nB -> A ACK',
      'data-before-established',
      'move this line below the handshake',
    )
    expect(fixed).toBe(
      'A -> B SYN seq=j\nB -> A SYN ACK seq=k\nA -> B ACK // open\nA -> B PSH ACK len=5\nB -> A ACK',
    )
  })

  test('lets two segments cross', () => {
    const fixed = choose(
      `${closed}
A -> B FIN ACK seq=u ack=v
B -> A ACK seq=v ack=u
B -> A ACK seq=v ack=u+1`,
      'fin-ack-off-by-one',
      'let the two cross',
    )
    expect(fixed).toBe(`${closed}
B -> ... ACK seq=v ack=u
A -> B FIN ACK seq=u ack=v
... -> A ACK seq=v ack=u
B -> A ACK seq=v ack=u+1`)
    expect(telling(fixed)).toEqual([])
  })

  test('splits a segment by the MSS; PSH, FIN and the claim stay on the last', () => {
    const open = 'A -> B SYN seq=j mss=1460\nB -> A SYN ACK seq=k ack=j+1 mss=536\nA -> B ACK seq=j+1 ack=k+1'
    const fixed = choose(
      `${open}\nA -> B FIN PSH ACK seq=j+1 ack=k+1 len=1100 [B=CLOSE_WAIT]\nB -> A ACK seq=k+1 ack=j+1102`,
      'mss-exceeded',
      'split into 3 segments',
    )
    expect(fixed).toBe(`${open}
A -> B ACK seq=j+1 ack=k+1 len=536
A -> B ACK seq=j+537 ack=k+1 len=536
A -> B FIN PSH ACK seq=j+1073 ack=k+1 len=28 [B=CLOSE_WAIT]
B -> A ACK seq=k+1 ack=j+1102`)
    expect(telling(fixed)).toEqual([])
  })

  test.each([
    [64_000, true],
    [64_001, false],
  ])('splits %d octets by an MSS of 500: %s, for more than 128 lines help nobody', (octets, splits) => {
    const text = `A -> B SYN seq=j mss=1460\nB -> A SYN ACK seq=k ack=j+1 mss=500\nA -> B ACK seq=j+1 ack=k+1
A -> B PSH ACK seq=j+1 ack=k+1 len=${octets}`
    expect(titlesFor(text, 'mss-exceeded').some(title => title.startsWith('split'))).toBe(splits)
  })

  test.each([
    [60, true],
    [70, false],
  ])('moves a line over %d others: %s', (between, moves) => {
    const waits = 'wait 1ms\n'.repeat(between)
    const text = `${closed}\nA -> B FIN ACK seq=u ack=v\n${waits}A -> B PSH ACK seq=u+1 ack=v len=1`
    expect(titlesFor(text, 'data-after-fin').some(title => title.startsWith('move'))).toBe(moves)
  })

  test('opens the connection a segment needs, by numbers that make its own right', () => {
    const fixed = choose(
      'A: listen\nB: abort fails\nB -> A PSH ACK seq=j+1 ack=k+1 len=5\nA -> B ACK seq=k+1 ack=j+6',
      'segment-from-closed',
      'put the handshake above',
    )
    expect(fixed).toBe(`A: listen
B: abort fails
B -> A SYN seq=j
A -> B SYN ACK seq=k ack=j+1
B -> A ACK seq=j+1 ack=k+1
B -> A PSH ACK seq=j+1 ack=k+1 len=5
A -> B ACK seq=k+1 ack=j+6`)
    expect(telling(fixed)).toEqual([])
  })
})

describe('a line that is deleted takes its line break with it', () => {
  const closed = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED'
  const fins = `${closed}\nA -> B FIN ACK seq=u ack=v`
  const second = 'A -> B FIN ACK seq=u+1 ack=v'

  test.each`
    where                                   | text                                          | left
    ${'in the middle'}                      | ${`${fins}\n  ${second}\nB -> A ACK\n`}       | ${`${fins}\nB -> A ACK\n`}
    ${'at the end'}                         | ${`${fins}\n${second}\n`}                     | ${`${fins}\n`}
    ${'at the end, without a line break'}   | ${`${fins}\n${second}`}                       | ${fins}
    ${'with line breaks of another kind'}   | ${`${fins}\n${second}  \nB -> A ACK`}         | ${`${fins}\nB -> A ACK`}
    ${'with a comment, which stays'}        | ${`${fins}\n${second}  // again\nB -> A ACK`} | ${`${fins}\n// again\nB -> A ACK`}
    ${'with a note, which is of that line'} | ${`${fins}\n${second}  //! error a\n`}        | ${`${fins}\n`}
    ${'between comments'}                   | ${`${fins}\n// a\n${second}\n\n// b\n`}       | ${`${fins}\n// a\n\n// b\n`}
  `('$where', ({ text, left }) => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const written = text.replaceAll('\n', lineEnd)
      expect(choose(written, 'second-fin', 'delete this line')).toBe(left.replaceAll('\n', lineEnd))
    }
  })

  test('at the beginning, where it may be all there is', () => {
    expect(choose('A: 2msl\nB: listen', 'timer-not-running', 'delete this line')).toBe('B: listen')
    expect(choose('A: 2msl', 'timer-not-running', 'delete this line')).toBe('')
    expect(choose('\ufeffA: 2msl\n', 'timer-not-running', 'delete this line')).toBe('\ufeff')
  })

  test('several at once', () => {
    const { text } = fixText(`${fins}\n${second}\n${second}\n${second}`, check)
    expect(text).toBe(`${fins}\nB -> A ACK seq=v ack=u+1`)
  })

  test('for an editor too, which knows no line behind the last', () => {
    const fixes = findings(`${fins}\n${second}`).flatMap(finding => finding.fixes)
    const deletion = fixes.find(({ title }) => title === 'delete this line')
    expect(editsIn(`${fins}\n${second}`)(deletion?.edits ?? [])).toEqual([
      { line: 2, column: 27, endLine: 3, endColumn: second.length + 1, text: '' },
    ])
  })

  test('a note that nothing meets', () => {
    const note = (text: string) => choose(text, 'expectation-unmet', 'delete the note')
    expect(note(`${closed}\n//! error a\nB -> A ACK`)).toBe(`${closed}\nB -> A ACK`)
    expect(note(`${closed}\nB -> A ACK  //! error a`)).toBe(`${closed}\nB -> A ACK`)
    expect(note(`${closed}\nB -> A ACK  //! error a // b`)).toBe(`${closed}\nB -> A ACK  // b`)
  })
})

describe('a text is fixed', () => {
  test('round after round: what one fix makes due, the next one writes', () => {
    const { text, fixed } = fixText('A -> B  SYN  seq=j', check)
    expect(fixed.map(({ code }) => code)).toEqual(['reply-expected', 'reply-expected'])
    expect(text).toBe('A -> B  SYN  seq=j\nB -> A SYN ACK ack=j+1\nA -> B ACK seq=j+1')
  })

  test('in a fragment, where the line is written and not where it is used', () => {
    const fragment = 'fragment open(C, S)\nC -> S  SYN      seq=j\nS -> C  SYN ACK  seq=k  ack=j\nC -> S  ACK'
    const { text } = fixText(`trace "open"\nuse open(A, B)\n${fragment}`, check)
    expect(text).toContain('S -> C  SYN ACK  seq=k  ack=j+1')
  })

  test('not where the fix would bring more errors than it takes away', () => {
    const harmful = finding({ line: 1, column: 8, endLine: 1, endColumn: 11, text: 'FIN' })
    const checker = (text: string) => ({
      traces: [],
      findings: text.includes('FIN') ? [harmful, harmful] : [harmful],
    })
    expect(fixText('A -> B SYN', checker)).toMatchObject({ text: 'A -> B SYN', fixed: [] })
  })

  test('not at all where each fix only undoes another', () => {
    const swap = (to: string) => finding({ line: 1, column: 8, endLine: 1, endColumn: 11, text: to })
    const checker = (text: string) => ({
      traces: [],
      findings: [swap(text.includes('SYN') ? 'FIN' : 'SYN')],
    })
    expect(fixText('A -> B SYN', checker).text).toBe('A -> B SYN')
  })

  test('not by an answer that begets an answer, for ever', () => {
    const forged = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\n... -> B stray PSH ACK seq=u ack=v len=10'
    expect(fixText(forged, check).text).toBe(forged)
  })
})

describe('a line that is put below another', () => {
  const answer = 'B -> A SYN ACK ack=j+1'

  test.each([
    ['// the client opens'],
    ['//! info mss-missing'],
    ['//! info mss-missing // the client opens'],
  ])('leaves its comment where it is: %s', comment => {
    const opening = `A -> B SYN seq=j  ${comment}`
    expect(choose(opening, 'reply-expected', `write ${answer}`)).toBe(`${opening}\n${answer}`)
  })

  test('is the 2msl that a claim of CLOSED needs', () => {
    const closing = 'given A TIME_WAIT seq=u ack=v, B LAST_ACK\nA -> B ACK seq=u ack=v'
    const fixed = choose(`${closing} [A=CLOSED] // the end`, 'time-wait-skipped', 'put A: 2msl before CLOSED')
    expect(fixed).toBe(`${closing} [A=TIME_WAIT] // the end\nA: 2msl  [A=CLOSED]`)
  })
})

describe('edits are applied', () => {
  test('all at once: each speaks of the text as it was', () => {
    expect(applyEdits('one two', [edit(1, 1, 4, 'three'), edit(1, 5, 8, 'four')])).toBe('three four')
    expect(applyEdits('one two', [edit(1, 5, 8, 'four'), edit(1, 1, 4, 'three')])).toBe('three four')
  })

  test('an empty place inserts, an empty text deletes', () => {
    expect(applyEdits('ac', [edit(1, 2, 2, 'b')])).toBe('abc')
    expect(applyEdits('abc', [edit(1, 2, 3, '')])).toBe('ac')
  })

  test('of two that overlap the first counts', () => {
    expect(applyEdits('abcd', [edit(1, 1, 3, 'x'), edit(1, 2, 4, 'y')])).toBe('xcd')
    expect(applyEdits('abcd', [edit(1, 2, 2, 'x'), edit(1, 2, 2, 'y')])).toBe('axbcd')
  })

  test('on any line, whatever ends it; an inserted line ends like the others', () => {
    expect(applyEdits('a\r\nb', [edit(2, 2, 2, '\nc')])).toBe('a\r\nb\r\nc')
    expect(applyEdits('a\nb\n', [edit(2, 1, 2, 'c')])).toBe('a\nc\n')
    expect(applyEdits('a\rb', [edit(2, 1, 2, 'c')])).toBe('a\rc')
    expect(applyEdits('\ufeffa', [edit(1, 1, 2, 'b')])).toBe('\ufeffb')
  })

  test('not where the text has no such place', () => {
    for (const place of [edit(2, 1, 1, 'x'), edit(1, 5, 5, 'x'), edit(0, 1, 1, 'x'), edit(1, 0, 1, 'x')])
      expect(applyEdits('abc', [place])).toBe('abc')
    expect(applyEdits('abc', [edit(1, 3, 1, 'x')])).toBe('abc')
  })
})

function check(text: string) {
  return checkFile(readLines(text), { name: 'fixed' })
}

/** The text after the fix of this title of the first finding of this code. */
function choose(text: string, code: string, title: string): string {
  const finding = findings(text).find(other => other.code === code)
  const fix = finding?.fixes.find(other => other.title === title)
  expect(finding?.fixes.map(other => other.title)).toContain(title)
  return applyEdits(text, fix?.edits ?? [])
}

/** The titles of all fixes of the findings of this code. */
function titlesFor(text: string, code: string): string[] {
  const ofCode = findings(text).filter(finding => finding.code === code)
  return ofCode.flatMap(({ fixes }) => fixes.map(({ title }) => title))
}

function telling(text: string): string[] {
  return findings(text).flatMap(({ severity, code, line }) =>
    severity === 'info' ? [] : [`${line}: ${code}`],
  )
}

function findings(text: string): readonly Finding[] {
  return check(text).findings
}

/** Of each line of the text after a fix, where it stood before; 0 for one that is new. */
function linesBefore(text: string, { edits }: Fix): readonly number[] {
  const lines = text.split('\n').map((_, index) => index + 1)
  for (const { line, column, endLine, text: by } of edits.toSorted((a, b) => b.line - a.line)) {
    const added = by
      .split('\n')
      .slice(1)
      .map(() => 0)
    lines.splice(column === 1 ? line - 1 : line, endLine - line, ...added)
  }
  return lines
}

function errorsIn(all: readonly Finding[]): readonly Finding[] {
  return all.filter(({ severity }) => severity === 'error')
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.line === b.line && a.message === b.message
}

/** The same, whatever line it has moved to. */
function isAlike(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.message === b.message
}

function edit(line: number, column: number, endColumn: number, text: string): Edit {
  return { line, column, endLine: line, endColumn, text }
}

function finding(fix: Edit): Finding {
  return {
    ...fix,
    code: 'syntax',
    severity: 'error',
    message: 'a finding',
    label: undefined,
    why: undefined,
    help: undefined,
    section: 'Synfin',
    related: [],
    fixes: [{ title: 'a fix', edits: [fix] }],
  }
}
