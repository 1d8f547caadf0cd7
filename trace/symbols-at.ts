/** The symbols of a trace at one of its lines, and what they stand for. */

import { walkBefore } from './check-trace.ts'
import type { CheckedFile } from './checked-trace.ts'
import type { Expression, Field, Line } from './line.ts'
import { symbol } from './linear.ts'
import { say } from './say.ts'
import { keyAt, type Standpoint, standpointAfter, sumAt } from './standpoint.ts'
import type { BoundSymbol, SymbolKind } from './symbols.ts'

/** A symbol that has a value at some line. */
export interface SymbolAt {
  readonly name: string
  readonly kind: SymbolKind
  /** Such as "A's initial sequence number". */
  readonly meaning: string
  /** The line that gives it its value. */
  readonly line: number
}

/** The symbols that lines after this one can count from, the last named first; at most 50. */
export function symbolsAfter(file: CheckedFile, line: number): SymbolAt[] {
  const standpoint = standpointAfter(file, line)
  if (standpoint === undefined) return []
  const { symbols } = walkBefore(standpoint.memory, standpoint.index)
  return symbols
    .names()
    .slice(-MOST_SYMBOLS)
    .reverse()
    .flatMap(name => symbols.get(name) ?? [])
    .flatMap(bound => {
      const name = sumAt(standpoint, symbol(bound.name))
      return name === undefined
        ? []
        : [{ name, kind: bound.kind, meaning: meaningOf(standpoint, bound), line: bound.line }]
    })
}

const MOST_SYMBOLS = 50

const MEANINGS = {
  length: () => say`a number of octets`,
  window: () => say`a window`,
  clock: () => say`a timestamp`,
} as const

/** What a symbol stands for; of a number also whose, where the line that names it tells. */
function meaningOf(standpoint: Standpoint, { name, kind, line }: BoundSymbol): string {
  if (kind !== 'number') return MEANINGS[kind]()
  const statement = standpoint.memory.statements.find(({ source }) => source.number === line)
  const end = statement && namedBy(statement.line, name)
  if (end === undefined) return say`a sequence number`
  const isIsn = statement?.line.kind === 'segment' && statement.line.flags.some(({ bit }) => bit === 'SYN')
  const of = keyAt(standpoint, end)
  return isIsn ? say`${of}'s initial sequence number` : say`a sequence number of ${of}'s`
}

/** Whose sequence space a line names with a symbol. */
function namedBy(line: Line, name: string): string | undefined {
  if (line.kind === 'segment') {
    const inField = (field: Field['name']) =>
      line.fields.some(
        each => each.name === field && 'value' in each && !('any' in each.value) && has(each.value, name),
      )
    if (inField('seq')) return line.from?.text
    return inField('ack') ? line.to?.text : undefined
  }
  if (line.kind !== 'given') return undefined
  const own = line.ends.find(({ seq }) => seq !== undefined && has(seq, name))
  if (own !== undefined) return own.end.text
  const received = line.ends.find(({ ack }) => ack !== undefined && has(ack, name))
  return line.ends.find(given => given !== received)?.end.text
}

function has({ terms }: Expression, name: string): boolean {
  return terms.some(term => term.symbol === name)
}
