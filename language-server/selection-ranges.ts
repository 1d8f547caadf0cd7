import { physicalLines } from '@synfin/grammar'
import { expressionsOf, type Line, type Span } from '@synfin/trace'
import { DocumentState, type LangiumDocument } from 'langium'
import { createRequestHandler } from 'langium/lsp'
import type { Connection, Position, Range, SelectionRange, SelectionRangeParams } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { tokensOf } from './line-tokens.ts'
import { columnOf, isBefore, spanRange } from './positions.ts'
import { linesOf, sectionAt, sectionsOf } from './sections.ts'
import type { TraceServices } from './services.ts'

/** Lets a selection grow over a word, its field or claim, the statement, the line, the trace, the file. */
export function addSelectionRanges(connection: Connection, { shared, checked }: TraceServices): void {
  connection.onSelectionRanges(
    createRequestHandler(
      (_services, document, params: SelectionRangeParams) => selectionRanges(document, params, checked),
      shared,
      DocumentState.Validated,
    ),
  )
}

/** For each position its ranges, the innermost first and each with the one around it. */
function selectionRanges(
  document: LangiumDocument,
  { positions }: SelectionRangeParams,
  checked: CheckedDocuments,
): SelectionRange[] {
  const { lines } = checked.of(document)
  const texts = physicalLines(document.textDocument.getText())
  const sections = sectionsOf(lines)
  return positions.map(position => {
    const [number] = columnOf(position)
    const line = lines.find(each => each.number === number)
    const section = sectionAt(sections, number)
    const own = section === undefined ? [] : linesOf(section).map(each => each.number)
    return chain(position, [
      ...partsAt(position, line, texts[number - 1] ?? ''),
      linesRange(texts, number, number),
      linesRange(texts, own[0] ?? number, Math.max(own.at(-1) ?? 0, number)),
      linesRange(texts, 1, texts.length),
    ])
  })
}

/** The parts of a line around a position, the smallest first. */
function partsAt(position: Position, line: Line | undefined, text: string): readonly Range[] {
  const [number, column] = columnOf(position)
  const isComment = line === undefined || column > line.span.end
  const parts = isComment
    ? wordsOf(text)
    : [...(line.kind === 'broken' ? wordsOf(text) : partsOf(line)), line.span]
  return [...parts, { start: text.length - text.trimStart().length + 1, end: text.trimEnd().length + 1 }]
    .filter(({ start, end }) => start <= column && column <= end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start)
    .map(span => spanRange(number, span))
}

function partsOf(line: Line): readonly Span[] {
  const claim = 'claim' in line ? line.claim : undefined
  return [
    ...tokensOf(line).map(({ span }) => span),
    ...expressionsOf(line).map(({ span }) => span),
    ...(claim?.states ?? []).map(({ span }) => span),
    ...(claim === undefined ? [] : [inside(claim.span), claim.span]),
    ...(line.kind === 'segment' ? [...line.fields.map(({ span }) => span), line.flagsSpan] : []),
    ...(line.kind === 'given' ? line.ends.map(({ span }) => span) : []),
    ...(line.kind === 'note' ? [inside(line.note.span), line.note.span] : []),
    ...(line.kind === 'trace' ? [inside(line.name.span), line.name.span] : []),
    ...(line.kind === 'use' ? line.arguments.map(({ span }) => span) : []),
    ...(claim === undefined ? [] : [beforeClaim(line, claim.span)]),
  ]
}

/** Without the quotes or brackets. */
function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 }
}

function beforeClaim({ span, text }: Line, claim: Span): Span {
  return { start: span.start, end: span.start + text.slice(0, claim.start - span.start).trimEnd().length }
}

function wordsOf(text: string): readonly Span[] {
  return [...text.matchAll(/[\p{L}\p{N}_]+/gu)].map(({ index, 0: word }) => ({
    start: index + 1,
    end: index + 1 + word.length,
  }))
}

/** Whole lines, counted from 1, the last one without its end. */
function linesRange(texts: readonly string[], first: number, last: number): Range {
  const { end } = spanRange(last, { start: 1, end: (texts[last - 1] ?? '').length + 1 })
  return { start: { line: first - 1, character: 0 }, end }
}

/** Links each range to the next one that is larger; a range that does not lie around the one before is left out. */
function chain(position: Position, ranges: readonly Range[]): SelectionRange {
  const nested: Range[] = []
  for (const range of ranges) {
    const inner = nested.at(-1) ?? { start: position, end: position }
    if (isAround(range, inner) && !(nested.length > 0 && isAround(inner, range))) nested.push(range)
  }
  const outermost: SelectionRange = { range: nested.pop() ?? { start: position, end: position } }
  return nested.reduceRight<SelectionRange>((parent, range) => ({ range, parent }), outermost)
}

function isAround(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end)
}
