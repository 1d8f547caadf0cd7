import { type SymbolAt, say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import { type Choice, plainChoice } from './completion-choice.ts'
import { type CompletionContext, fieldOf } from './completion-context.ts'
import type { Place } from './completion-place.ts'
import { symbolMeaning } from './hover-words.ts'

/** What a field may count from: the number it is obliged to bear, then the symbols of the trace. */
export function values(
  context: CompletionContext,
  { name, field, isBegun }: Extract<Place, { readonly at: 'value' }>,
): readonly Choice[] {
  const start = field + name.length + 1
  const typed = context.source.slice(start - 1, context.cursor.word.end - 1)
  const expected = expectedValues(context, name, field).map(value =>
    plainChoice(value, CompletionItemKind.Value, {
      from: start,
      filter: isBegun ? typed + value : value,
      detail: EXPECTED[name]?.() ?? say`what may come next`,
      isExpected: true,
    }),
  )
  const any =
    /^(seq|ack|win)$/.test(name) && !isBegun
      ? [plainChoice('*', CompletionItemKind.Operator, { detail: say`any value` })]
      : []
  return [
    ...expected,
    ...symbols(context).filter(({ label }) => expected.every(each => each.label !== label)),
    ...any,
  ]
}

const EXPECTED: Readonly<Record<string, () => string>> = {
  seq: () => say`the number its sender is obliged to use`,
  ack: () => say`RCV.NXT, the number its sender is obliged to acknowledge`,
}

function expectedValues(context: CompletionContext, name: string, field: number): readonly string[] {
  const before = context.cursor.before.filter(({ span }) => span.start < field).map(({ text }) => text)
  const inferred = name === 'seq' || name === 'ack' ? context.expectedBefore(field)?.[name] : undefined
  const next = context.nextWith(...before).flatMap(line => fieldOf(line, name) ?? [])
  return [...new Set([...(inferred === undefined ? [] : [inferred]), ...next])]
}

/** Each symbol with what it stands for, or only those that stand for one kind of thing. */
export function symbols(context: CompletionContext, kind?: SymbolAt['kind']): readonly Choice[] {
  const symbols = context.symbols().filter(symbol => kind === undefined || symbol.kind === kind)
  return symbols.map(symbol =>
    plainChoice(symbol.name, CompletionItemKind.Variable, {
      detail: say`${symbol.meaning} (line ${symbol.line})`,
      documentation: symbolMeaning(symbol),
    }),
  )
}
