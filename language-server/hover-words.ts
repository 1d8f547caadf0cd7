import { wordsOf } from '@synfin/grammar'
import {
  explain,
  explainWord,
  type Line,
  type Span,
  type SymbolAt,
  say,
  symbolsAfter,
  type WordKind,
} from '@synfin/trace'
import type { CheckedDocument } from './checked-documents.ts'
import { type Token, tokensOf } from './line-tokens.ts'
import { code, explained, paragraphs, prose, traceBlock, wordExplained } from './markdown.ts'
import { linesOf, sectionsOf } from './sections.ts'

/** What there is to say of one word of a line. */
export interface HoverText {
  readonly span: Span
  readonly markdown: string
}

/** The explanation of the word at a column; undefined where it is an end, a number, or nothing that is explained. */
export function wordAt(
  checked: CheckedDocument,
  line: Line,
  source: string,
  column: number,
): HoverText | undefined {
  const note = line.expects.find(({ span }) => isIn(span, column))
  if (note !== undefined) return topic(note.span, note.code)
  const tokens = line.kind === 'broken' ? [] : tokensOf(line)
  const token = tokens.find(({ span }) => isIn(span, column))
  if (token !== undefined) return tokenText(checked, line, source, token)
  return line.kind === 'broken' ? brokenText(source, column) : markText(line, source, column)
}

function tokenText(
  checked: CheckedDocument,
  line: Line,
  source: string,
  { span, type }: Token,
): HoverText | undefined {
  const text = source.slice(span.start - 1, span.end - 1)
  switch (type) {
    case 'enumMember':
      return topic(span, text) ?? word(span, 'icmp', text)
    case 'type':
      return topic(span, text)
    case 'property':
      return line.kind === 'host' ? word(span, 'setting', text) : word(span, 'field', text)
    case 'event':
      return word(span, 'timer', text)
    case 'function':
      return line.kind === 'call'
        ? word(span, 'call', text.replace(/\s.*/, ''))
        : fragmentText(checked, span, text)
    case 'keyword':
      return keywordText(span, text)
    case 'variable':
      return symbolText(checked, line, span, text)
    default:
      return undefined
  }
}

function keywordText(span: Span, text: string): HoverText | undefined {
  return word(span, 'statement', text) ?? word(span, 'reason', text) ?? word(span, 'mark', text)
}

/** What has no token of its own: the network, and the sign of an optional segment. */
function markText(line: Line, source: string, column: number): HoverText | undefined {
  if (line.kind !== 'segment') return undefined
  const found = wordsOf(source)?.words.find(({ span }) => isIn(span, column))
  return found && word(found.span, 'mark', found.text)
}

/** On a line that cannot be read words stand for themselves. */
function brokenText(source: string, column: number): HoverText | undefined {
  const found = wordsOf(source)?.words.find(({ span }) => isIn(span, column))
  if (found === undefined) return undefined
  const { span, text } = found
  return topic(span, text) ?? keywordText(span, text) ?? word(span, 'field', text)
}

/** A symbol's meaning: after its own line, which may be the one that names it. */
function symbolText(checked: CheckedDocument, line: Line, span: Span, name: string): HoverText | undefined {
  const symbol = symbolsAfter(checked.file, line.number).find(each => each.name === name)
  return symbol && { span, markdown: symbolMeaning(symbol) }
}

/** What a symbol stands for, and where it got its value, as markdown. */
export function symbolMeaning({ name, meaning, line }: SymbolAt): string {
  return paragraphs(say`${code(name)}: ${prose(meaning)}`, say`It has its value from line ${line}.`)
}

/** The lines of a fragment that a hover has room for. */
const MOST_LINES = 12

function fragmentText({ lines }: CheckedDocument, span: Span, name: string): HoverText | undefined {
  const section = sectionsOf(lines).find(
    ({ header }) => header?.kind === 'fragment' && header.name.text === name,
  )
  if (section?.header === undefined) return undefined
  const texts = linesOf(section).map(({ text }) => text)
  const shown = texts.length > MOST_LINES ? [...texts.slice(0, MOST_LINES), '// …'] : texts
  return {
    span,
    markdown: paragraphs(
      traceBlock(shown.join('\n')),
      say`A fragment; its lines begin on line ${section.header.number}.`,
    ),
  }
}

function topic(span: Span, text: string): HoverText | undefined {
  const explanation = explain(text)
  return explanation && { span, markdown: explained(explanation) }
}

function word(span: Span, kind: WordKind, text: string): HoverText | undefined {
  const explanation = explainWord(kind, text)
  return explanation && { span, markdown: wordExplained(explanation) }
}

/** A cursor just behind a word is not on it: a pointer is. */
function isIn({ start, end }: Span, column: number): boolean {
  return start <= column && column < end
}
