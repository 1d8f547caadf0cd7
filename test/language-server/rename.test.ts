import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import type { Position } from 'vscode-languageserver-protocol'
import { sharedEditor } from './shared-editor.ts'

const { open } = sharedEditor()

async function renamed(text: string, at: string, newName: string): Promise<string> {
  const document = await open(text)
  const edit = await document.rename(document.at(at), newName)
  await document.edit(edit.changes?.[document.uri] ?? [])
  return document.text
}

const TRACE = `trace "one"
host A 192.0.2.1
given A ESTABLISHED seq=u ack=v, B ESTABLISHED
kernel tcp_rfc1337=1
note A, B "A waits"  // A is A
A -> B  FIN ACK  seq=u    ack=v    [A=FIN_WAIT_1]
use end(A, B, u, v)
A -x B  ACK  seq=0  //! error A

fragment end(B, A, x, y)
A -> B  ACK  seq=y  ack=x+1  [A/B=CLOSE_WAIT]

trace "two"
A -> B  SYN  seq=u
`

describe('renaming', () => {
  test('an endpoint reaches its whole trace, notes, claims and arguments with it', async () => {
    const before = TRACE.split('\n')
    const after = (await renamed(TRACE, 'A 192', 'Client')).split('\n')
    expect(after).toHaveLength(before.length)
    expect(after.filter((line, index) => line !== before[index]).join('\n')).toMatchInlineSnapshot(`
      host Client 192.0.2.1
      given Client ESTABLISHED seq=u ack=v, B ESTABLISHED
      note Client, B "A waits"  // A is A
      Client -> B  FIN ACK  seq=u    ack=v    [Client=FIN_WAIT_1]
      use end(Client, B, u, v)
      Client -x B  ACK  seq=0  //! error A
    `)
  })

  test('a symbol, a parameter, a fragment and a trace', async () => {
    expect(await renamed(TRACE, 'u ack', 'iss')).toContain('use end(A, B, iss, v)')
    expect(await renamed(TRACE, 'x+1', 'number')).toMatch(/end\(B, A, number, y\)\n.*ack=number\+1/)
    expect(await renamed(TRACE, 'A, x', 'S')).toContain('S -> B  ACK  seq=y  ack=x+1  [S/B=CLOSE_WAIT]')
    expect(await renamed(TRACE, 'end(A', 'teardown')).toMatch(/use teardown\([\s\S]*fragment teardown\(/)
    expect(await renamed(TRACE, 'one"', 'a "quoted" name')).toContain('trace "a \\"quoted\\" name"')
  })

  test('one of a group of hosts renames the group', async () => {
    expect(await renamed('host X[3] 192.0.2.1\nX[2] -> B  SYN  seq=j\n', 'X[2]', 'Y')).toBe(
      'host Y[3] 192.0.2.1\nY[2] -> B  SYN  seq=j\n',
    )
  })

  test('shows the name alone, without quotes or index', async () => {
    const document = await open('trace "one"\nX[2] -> B  SYN\n')
    expect(document.textAt(await document.prepareRename(document.at('ne"')))).toBe('one')
    expect(document.textAt(await document.prepareRename(document.at('X[2]')))).toBe('X')
    await expect(document.prepareRename(document.at('SYN'))).rejects.toThrow('have names')
  })
})

describe('a new name is refused', () => {
  test.each([
    ['of another endpoint', 'A 192', 'B', '`B` is taken: line 3'],
    ['of a symbol', 'A 192', 'v', '`v` is taken: line 3'],
    ['that a parameter would catch', 'x+1', 'A', '`A` is taken: line 10'],
    ['of another trace', 'one', 'two', '`two` is taken: line 13'],
    ['that is a flag', 'A 192', 'SYNACK', 'word of the language'],
    ['that is a field', 'u ack', 'seq', 'word of the language'],
    ['that is a keyword', 'end(A', 'listen', 'word of the language'],
    ['that is a state', 'A 192', 'TIME_WAIT', '`TIME_WAIT` is a state'],
    ['that is none', 'A 192', '1st', 'is no name'],
    ['that is empty', 'one', ' ', 'a trace needs a name'],
  ])('%s', async (_which, at, newName, reason) => {
    const document = await open(TRACE)
    await expect(document.rename(document.at(at), newName)).rejects.toThrow(reason)
  })

  test('that a fragment the trace uses has already given', async () => {
    const document = await open('use f(B)\nA -> B  ACK  seq=j+1\n\nfragment f(S)\nA -> S  SYN  seq=k\n')
    await expect(document.rename(document.at('j+1'), 'k')).rejects.toThrow('`k` is taken: line 5')
    await expect(document.rename(document.at('A -> S'), 'S')).rejects.toThrow('`S` is taken: line 4')
  })
})

const folders = ['examples', 'test/fixtures', 'test/fixtures/on-purpose']
const traces = folders.flatMap(folder => {
  const url = new URL(`../../${folder}/`, import.meta.url)
  return readdirSync(url)
    .filter(name => name.endsWith('.synfin'))
    .map(name => [name, readFileSync(new URL(name, url), 'utf8')] as const)
})

test.each(traces)('%s checks the same, whatever of it is called otherwise', async (_name, text) => {
  const newName = 'renamed_9'
  for (const [name, position] of namesIn(text)) {
    const document = await open(text)
    const { changes } = await document.rename(position, newName)
    await document.edit(changes?.[document.uri] ?? [])
    expect(outcome(document.text, name, newName), name).toEqual(outcome(text, name, newName))
  }
})

/** The endpoints and symbols of the first segments, each where it is first written. */
function namesIn(text: string): ReadonlyMap<string, Position> {
  const names = new Map<string, Position>()
  for (const line of readLines(text)) {
    if (line.kind !== 'segment') continue
    for (const { 0: name, index } of line.text.matchAll(/^[A-Z]\w*(?= ->)|(?<=seq=)[a-z]\w*/g)) {
      const character = line.span.start - 1 + index
      if (names.size < 6 && !names.has(name)) names.set(name, { line: line.number - 1, character })
    }
  }
  return names
}

/** What the checker says of a text, one name called otherwise in all of it. */
function outcome(text: string, name: string, newName: string): unknown {
  const { traces, findings } = checkFile(readLines(text), { name: 'file' })
  const told = {
    findings: findings.map(({ line, code, severity }) => ({ line, code, severity })),
    steps: traces.map(({ steps }) => steps.map(({ line, states }) => [line, states])),
  }
  return JSON.parse(JSON.stringify(told).replaceAll(new RegExp(`\\b${name}\\b`, 'g'), newName))
}
