import { readdirSync, readFileSync } from 'node:fs'
import { formatText, readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import type { CodeAction, Range } from 'vscode-languageserver-protocol'
import { Editor } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const { open } = sharedEditor()

/** The text after the action of this title, asked for from the first line that has `from` to the last that has `to`. */
async function acted(text: string, title: string, from: string, to = from): Promise<string> {
  const document = await open(text)
  const action = (await document.actions(lines(text, from, to))).find(each => each.title === title)
  if (action === undefined) throw new Error(`not offered: ${title}`)
  await document.apply(action)
  return document.text
}

async function titles(text: string, from: string, to = from): Promise<readonly string[]> {
  const document = await open(text)
  return (await document.actions(lines(text, from, to))).map(({ title }) => title)
}

/** From the start of the first line to the end of the last, or a cursor at its start where both are one. */
function lines(text: string, from: string, to: string): Range {
  const all = text.split(/\r?\n/)
  const first = all.findIndex(line => line.includes(from))
  const last = all.findIndex(line => line.includes(to))
  const end = { line: last, character: first === last ? 0 : (all[last] ?? '').length }
  return { start: { line: first, character: 0 }, end }
}

const BARE = `trace "bare"
A -> B  SYN
B -> A  SYN ACK    // answers
A -> B  ACK
`
const FULL = `trace "full"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1
A -> B  FIN ACK  seq=j+1  ack=k+1
`

test('what mends the gravest finding of a line comes first', async () => {
  const text = 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j  // wrong\n'
  expect((await titles(text, 'SYN ', 'wrong')).slice(0, 3)).toEqual([
    'write ack=j+1',
    'write A -> B ACK seq=j+1 ack=k+1',
    'add mss=1460',
  ])
})

test('an arrow that points back is turned round, and costs no other line', async () => {
  const text = 'A -> B  SYN  seq=j\nA <- B  SYN ACK  seq=k  ack=j+1\nA -> B  ACK  seq=j+1  ack=k+1\n'
  const document = await open(text)
  expect((await document.diagnostics()).filter(({ severity }) => severity === 1)).toHaveLength(1)
  expect(await acted(text, 'write B -> A', '<-')).toBe(text.replace('A <- B', 'B -> A'))
})

describe('writing out', () => {
  test('the numbers of a line or of the whole trace', async () => {
    const text = FULL.replaceAll('      seq=j+1  ack=k+1', '').replace('  seq=j+1  ack=k+1', '')
    expect(await acted(text, 'Write out the numbers of this line', 'FIN')).toMatchInlineSnapshot(`
      trace "full"
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK
      A -> B  FIN ACK seq=j+1 ack=k+1
    `)
    expect(await acted(text, 'Write out the numbers of the whole trace', 'SYN')).toMatchInlineSnapshot(`
      trace "full"
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK seq=j+1 ack=k+1
      A -> B  FIN ACK seq=j+1 ack=k+1
    `)
  })

  test('the states after a line or all of them as claims, in columns where the trace was in columns', async () => {
    expect(await acted(BARE, 'Write the states after this line as claims', 'answers')).toMatchInlineSnapshot(`
      trace "bare"
      A -> B  SYN
      B -> A  SYN ACK    [A=ESTABLISHED]  // answers
      A -> B  ACK
    `)
    expect(
      await acted(BARE, 'Write the states of the whole trace as claims', 'answers'),
    ).toMatchInlineSnapshot(`
      trace "bare"
      A -> B  SYN        [A=SYN_SENT  B=SYN_RCVD]
      B -> A  SYN ACK    [A=ESTABLISHED]  // answers
      A -> B  ACK        [B=ESTABLISHED]
    `)
    const untidy = BARE.replace('A -> B  SYN', 'A->B SYN').replaceAll('\n', '\r\n')
    expect(await acted(untidy, 'Write the states of the whole trace as claims', 'answers')).toBe(
      'trace "bare"\r\nA->B SYN  [A=SYN_SENT  B=SYN_RCVD]\r\nB -> A  SYN ACK  [A=ESTABLISHED]    // answers\r\nA -> B  ACK  [B=ESTABLISHED]\r\n',
    )
  })

  test('is not offered where nothing is left out', async () => {
    expect((await titles(FULL, 'seq=j')).filter(title => /Write out/.test(title))).toEqual([])
  })
})

describe('leaving out', () => {
  test('the numbers of a line', async () => {
    expect(await acted(FULL, 'Leave out the numbers of this line', 'FIN')).toMatchInlineSnapshot(`
      trace "full"
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
      A -> B  FIN ACK
    `)
  })

  test('those of the whole trace, and then the names nobody needs', async () => {
    expect(await acted(FULL, 'Leave out the numbers of the whole trace', 'FIN')).toMatchInlineSnapshot(`
      trace "full"
      A -> B  SYN
      B -> A  SYN ACK
      A -> B  ACK
      A -> B  FIN ACK
    `)
  })

  test('but none that would be filled in otherwise', async () => {
    const text = `A -> B  SYN      seq=100
B -> A  SYN ACK  seq=k    ack=101
A -> B  ACK      seq=101  ack=k+1
... -> B stray RST seq=101+n
A -> B  PSH ACK  seq=101  ack=k+1  len=5
B -> A  ACK      seq=k+1  ack=106
A -x B  PSH ACK  seq=101  ack=k+1  len=5
A -x B  PSH ACK  seq=101  ack=k+1  len=5
`
    expect(await acted(text, 'Leave out the numbers of the whole trace', 'PSH')).toMatchInlineSnapshot(`
      A -> B  SYN      seq=100
      B -> A  SYN ACK  seq=k
      A -> B  ACK
      ... -> B stray RST seq=101+n
      A -> B  PSH ACK  len=5
      B -> A  ACK      seq=k+1  ack=106
      A -x B  PSH ACK  seq=101  ack=k+1  len=5
      A -x B  PSH ACK  seq=101  ack=k+1  len=5
    `)
  })
})

describe('completing', () => {
  test('a handshake brings both ends to ESTABLISHED', async () => {
    expect(
      await acted(
        'trace "x"\nA -> B  SYN  seq=j\n\ntrace "y"\nA -> B  SYN\n',
        'Complete the handshake',
        '"x"',
      ),
    ).toMatchInlineSnapshot(`
      trace "x"
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1

      trace "y"
      A -> B  SYN
    `)
    expect(await acted('A -x B  SYN', 'Complete the handshake', 'SYN')).toMatchInlineSnapshot(`
      A -x B  SYN
      A -> B  SYN
      B -> A  SYN ACK
      A -> B  ACK
    `)
    expect(
      await acted('A -> ... SYN seq=j\r\nB -> ... SYN seq=k', 'Complete the handshake', 'k'),
    ).toMatchInlineSnapshot(`
      A -> ... SYN seq=j
      B -> ... SYN seq=k
      ... -> A SYN seq=k
      A -> B SYN ACK seq=j ack=k+1
      B -> A ACK seq=k+1 ack=j+1
    `)
  })

  test('a teardown brings both ends to CLOSED', async () => {
    expect(await acted(FULL, 'Complete the teardown', 'FIN')).toMatchInlineSnapshot(`
      trace "full"
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
      A -> B  FIN ACK  seq=j+1  ack=k+1
      B -> A  ACK      seq=k+1  ack=j+2
      B -> A  FIN ACK  seq=k+1  ack=j+2
      A -> B  ACK      seq=j+2  ack=k+2
      A: 2msl
    `)
    expect(
      await acted(
        'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\nB -x A  FIN ACK\n',
        'Complete the teardown',
        'FIN',
      ),
    ).toMatchInlineSnapshot(`
      given A ESTABLISHED seq=u ack=v, B ESTABLISHED
      B -x A  FIN ACK
      A -> B  FIN ACK  seq=u    ack=v
      B -> A  ACK      seq=v+1  ack=u+1
      B -> A  FIN ACK  seq=v    ack=u+1
      A -> B  ACK      seq=u+1  ack=v+1
      A: 2msl
      B: 2msl
    `)
  })

  test('is offered where it is missing', async () => {
    expect((await titles(BARE, 'answers')).filter(title => /Complete/.test(title))).toEqual([
      'Complete the teardown',
    ])
    expect((await titles('A: listen', 'A')).filter(title => /Complete/.test(title))).toEqual([])
  })
})

const TWO = `trace "two"
host X[3] 192.0.2.1
B: listen
A -> B  SYN      seq=j             [A=SYN_SENT  B=SYN_RCVD]
// of B
B -> A  SYN ACK  seq=k  ack=j+1    [A=ESTABLISHED]

A -> B  ACK
`

describe('a fragment', () => {
  test('is made of the lines selected', async () => {
    expect(await acted(TWO, 'Extract a fragment', 'A -> B  SYN', 'SYN ACK')).toMatchInlineSnapshot(`
      trace "two"
      host X[3] 192.0.2.1
      B: listen
      use extracted(A, B, j, k)

      A -> B  ACK

      fragment extracted(A, B, j, k)
      A -> B  SYN      seq=j             [A=SYN_SENT  B=SYN_RCVD]
      // of B
      B -> A  SYN ACK  seq=k  ack=j+1    [A=ESTABLISHED]
    `)
  })

  test('is not made of nothing, of a heading, or of what cannot be read', async () => {
    expect(await titles(TWO, 'A -> B  SYN')).not.toContain('Extract a fragment')
    expect(await titles(TWO, 'trace', 'listen')).not.toContain('Extract a fragment')
    expect(await titles(TWO.replace('listen', 'lissen'), 'B: ', 'A -> B')).not.toContain('Extract a fragment')
  })

  test('is put back where it is used, its parameters replaced', async () => {
    const text = `use end(A, X[3], j+1, 7)
use end(X[3], A, 7, j)

fragment end(C, S, x, y)
C -> S  FIN ACK  seq=x  ack=y-x  ts=x/y sack=x:x+1    [C=FIN_WAIT_1  S/C=CLOSE_WAIT]  // why C
note C, S "C and S"
C: send x+y
given C ESTABLISHED seq=x
use other(S, x, x+y)
`
    expect(await acted(text, 'Inline `end`', 'end(A')).toMatchInlineSnapshot(`
      A -> X[3]  FIN ACK  seq=j+1  ack=-j+6  ts=j+1/7 sack=j+1:j+2    [A=FIN_WAIT_1  X[3]/A=CLOSE_WAIT]  // why C
      note A, X[3] "C and S"
      A: send j+8
      given A ESTABLISHED seq=j+1
      use other(X[3], j+1, j+8)
      use end(X[3], A, 7, j)

      fragment end(C, S, x, y)
      C -> S  FIN ACK  seq=x  ack=y-x  ts=x/y sack=x:x+1    [C=FIN_WAIT_1  S/C=CLOSE_WAIT]  // why C
      note C, S "C and S"
      C: send x+y
      given C ESTABLISHED seq=x
      use other(S, x, x+y)
    `)
  })

  test('is not put into another whose parameter would catch a name', async () => {
    const text = 'use f(A)\nfragment f(C)\nuse g(C)\nfragment g(S)\nC -> S  SYN\n'
    expect(await titles(text, 'g(C)')).not.toContain('Inline `g`')
    expect(await titles(text, 'f(A)')).toContain('Inline `f`')
  })
})

describe('fix all', () => {
  const WRONG = 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j\nA -> B  ACK      seq=j  ack=k\n'

  test('mends the whole file where it is asked for', async () => {
    const document = await open(WRONG)
    const start = { line: 0, character: 0 }
    const [action, ...others] = await document.actions({ start, end: start }, ['source.fixAll'])
    expect(others).toEqual([])
    await document.apply(action as CodeAction)
    expect(await document.codes()).toEqual([])
    expect(document.text).toMatchInlineSnapshot(`
      A -> B  SYN      seq=j
      B -> A  SYN ACK  seq=k    ack=j+1
      A -> B  ACK      seq=j+1  ack=k+1
    `)
  })

  test('is found from the comment at the top of a file', async () => {
    const document = await open(`// as always\n\n${WRONG.replace('A', 'trace "x"\nA')}`)
    const start = { line: 0, character: 0 }
    expect(await document.actions({ start, end: start }, ['source'])).toHaveLength(1)
    expect(await document.actions({ start, end: start }, ['quickfix'])).toEqual([])
  })

  test('is not in the way where it is not', async () => {
    expect(await titles(WRONG, 'seq=k')).not.toContain('Fix all in this file')
  })
})

describe('deleting a line', () => {
  const CLOSED = 'given A ESTABLISHED seq=u ack=v, B ESTABLISHED\r\nA -> B  FIN ACK  seq=u    ack=v'
  const AGAIN = '\r\nA -> B  FIN ACK  seq=u+1  ack=v'

  test('leaves no empty line behind, not even at the end of a file', async () => {
    expect(await acted(`${CLOSED}${AGAIN}`, 'delete this line', 'FIN', 'u+1')).toBe(CLOSED)
    expect(await acted(`${CLOSED}${AGAIN}\r\n`, 'delete this line', 'FIN', 'u+1')).toBe(`${CLOSED}\r\n`)
    expect(await acted(`${CLOSED}${AGAIN}\r\nwait 1s`, 'delete this line', 'FIN', 'u+1')).toBe(
      `${CLOSED}\r\nwait 1s`,
    )
  })

  test('is the same where all is fixed at once', async () => {
    const answer = '\r\nB -> A ACK'
    const document = await open(`${CLOSED}${AGAIN}${answer}${AGAIN}`)
    const start = { line: 0, character: 0 }
    const [all] = await document.actions({ start, end: start }, ['source.fixAll'])
    if (all === undefined) throw new Error('not offered')
    await document.apply(all)
    expect(document.text).toBe(`${CLOSED}${answer}`)
  })
})

test('an editor that can wait gets its edits when it has picked an action', async () => {
  await using own = await Editor.start({
    capabilities: {
      textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
    },
  })
  const document = await own.open('own.synfin', BARE)
  const actions = await document.actions(
    { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    ['refactor'],
  )
  expect(actions.length).toBeGreaterThan(2)
  expect(actions.filter(({ edit }) => edit !== undefined)).toEqual([])
  const picked = actions.find(({ title }) => title === 'Complete the teardown') as CodeAction
  await document.apply(await own.connection.sendRequest('codeAction/resolve', picked))
  expect(document.text).toContain('A: 2msl')
})

const folders = ['examples', 'test/fixtures', 'test/fixtures/on-purpose', 'test/fixtures/found']
const traces = folders.flatMap(folder => {
  const url = new URL(`../../${folder}/`, import.meta.url)
  return readdirSync(url)
    .filter(name => name.endsWith('.synfin'))
    .map(name => [name, readFileSync(new URL(name, url), 'utf8')] as const)
})

/** What else than the states a line leads to a trace may be told at its end. */
const AT_THE_END = /^(ends-|reply-|expectation-unmet)/

describe.each([
  ['as it is', (text: string) => text],
  ['without its notes', (text: string) => text.replaceAll(/\s*\/\/!.*/g, '')],
])('a trace %s', (_how, make) => {
  test.each(traces)(
    '%s keeps its states and gets no fault, whatever is done to it',
    async (_name, original) => {
      const text = make(original)
      const texts = text.split('\n')
      const before = outcome(text)
      for (let line = 0; line < texts.length; line += Math.ceil(texts.length / 4)) {
        const document = await open(text)
        const last = Math.min(line + 2, texts.length - 1)
        const range = {
          start: { line, character: 0 },
          end: { line: last, character: texts[last]?.length ?? 0 },
        }
        for (const action of await document.actions(range, ['refactor'])) {
          const copy = await open(text)
          await copy.apply({
            ...action,
            edit: { changes: { [copy.uri]: action.edit?.changes?.[document.uri] ?? [] } },
          })
          const what = `${action.title} at ${line + 1}\n${copy.text}`
          const now = outcome(copy.text)
          const completes = action.title.startsWith('Complete')
          const fresh = now.faults.filter(code => !before.faults.includes(code))
          expect(
            fresh.filter(code => !completes || !AT_THE_END.test(code)),
            what,
          ).toEqual([])
          if (!completes) expect(now.states, what).toEqual(before.states)
          if (formatText(text) === text) expect(formatText(copy.text), what).toBe(copy.text)
        }
      }
    },
  )
})

/** The states after each step of each trace, and the codes of its errors and warnings. */
function outcome(text: string) {
  const { traces: checked, findings } = checkFile(readLines(text), { name: 'file' })
  return {
    states: checked.map(({ steps }) => steps.map(({ states }) => states)),
    faults: findings.flatMap(({ code, severity }) => (severity === 'info' ? [] : [code])),
  }
}
