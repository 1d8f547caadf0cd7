import { readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const SNIPPETS: Readonly<
  Record<string, { readonly prefix: string | readonly string[]; readonly body: string | readonly string[] }>
> = JSON.parse(readFileSync(new URL('../../extension/snippets/synfin.json', import.meta.url), 'utf8'))

/** A handshake to go on from, with numbers j and k. */
const OPEN = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k\nA -> B  ACK\n'
/** What stands above a snippet that begins in the middle, and below one that ends there. */
const ABOVE: Readonly<Record<string, string>> = {
  'Teardown in four segments': OPEN,
  'Teardown in three segments': OPEN,
  'Simultaneous close': OPEN,
  Reset: OPEN,
  'Data and its acknowledgment': OPEN,
  'Lost segment, sent again': OPEN,
  'Expected finding': 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+9  ',
}
const BELOW: Readonly<Record<string, string>> = {
  'Expected finding': 'A -> B  RST\n',
  Trace: OPEN,
  'Start mid-connection': 'A -> B  PSH ACK  seq=u  ack=v  len=n\nB -> A  ACK\n',
  Host: OPEN,
  'Kernel setting': OPEN,
}
/** What a person writes in place of a placeholder. */
const WRITTEN: Readonly<Record<string, string>> = { 'Expected finding': 'synack-wrong-ack' }

/** The snippet as VS Code inserts it when nothing is changed; of a choice the one asked for. */
function inserted(body: string | readonly string[], choice: number, code: string | undefined): string {
  return [body]
    .flat()
    .join('\n')
    .replace(/\$\{\d+\|([^|]*)\|\}/g, (_, choices) => choices.split(',')[choice] ?? choices.split(',')[0])
    .replace(/\$\{\d+:([^}]*)\}/g, (_, word) => (word === 'code' && code !== undefined ? code : word))
    .replace(/\$\d+/g, '')
}

describe.each(Object.entries(SNIPPETS))('the snippet %s', (name, { body }) => {
  const choices = Math.max(
    1,
    ...[
      ...[body]
        .flat()
        .join()
        .matchAll(/\|([^|]*)\|/g),
    ].map(([, list = '']) => list.split(',').length),
  )

  test.each(Array.from({ length: name === 'Expected finding' ? 1 : choices }, (_, index) => index))(
    'has nothing the checker objects to (choice %i)',
    choice => {
      const text = `${ABOVE[name] ?? ''}${inserted(body, choice, WRITTEN[name])}\n${BELOW[name] ?? ''}`
      const { findings } = checkFile(readLines(text), { name })
      const told = findings
        .filter(({ severity, code }) => severity !== 'info' && !UNFINISHED.includes(code))
        .map(({ line, message }) => `${line}: ${message}`)
      expect(told).toEqual([])
    },
  )
})

/** What a trace earns that is not written to its end. */
const UNFINISHED = ['ends-half-open', 'ends-unclosed', 'ends-in-time-wait', 'unused-symbol']

test('no two snippets have the same prefix', () => {
  const prefixes = Object.values(SNIPPETS).flatMap(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
})
