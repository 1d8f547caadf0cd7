import type { Line } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { SemanticTokenProvider } from 'langium/lsp'
import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensOptions,
  SemanticTokensRangeParams,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import { encodeTokens, NUMBERS_A_TOKEN } from './encoded-tokens.ts'
import { TOKEN_MODIFIERS, TOKEN_TYPES } from './line-tokens.ts'

/**
 * Lines of a document that is coloured as a whole. Of a longer one an editor gets what it shows, by range: millions of
 * numbers take a second to make and to read, and nobody looks at them.
 */
const MOST_LINES = 10_000

/** The answer that leaves an editor to ask by range. Langium's types do not know it, LSP does. */
const NONE = null as unknown as SemanticTokens

/**
 * Colours by meaning, on top of the TextMate grammar, which colours comments, quotes and what is half typed. After an
 * edit only the tokens of changed lines are sent, found line by line: a line that has moved is still the same.
 */
export class TraceTokens implements SemanticTokenProvider {
  readonly tokenTypes: Record<string, number> = Object.fromEntries(
    TOKEN_TYPES.map((name, index) => [name, index]),
  )
  readonly tokenModifiers: Record<string, number> = Object.fromEntries(
    TOKEN_MODIFIERS.map((name, index) => [name, 1 << index]),
  )
  readonly semanticTokensOptions: SemanticTokensOptions = {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: true },
    range: true,
  }
  private readonly checked: CheckedDocuments
  private readonly sent = new WeakMap<LangiumDocument, SentTokens>()
  private results = 0

  constructor(checked: CheckedDocuments) {
    this.checked = checked
  }

  semanticHighlight(document: LangiumDocument): SemanticTokens {
    const { lines } = this.checked.of(document)
    if (lines.length > MOST_LINES) return NONE
    const { data, ends } = encodeTokens(lines)
    return { resultId: this.keep(document, lines, ends), data }
  }

  semanticHighlightRange(document: LangiumDocument, { range }: SemanticTokensRangeParams): SemanticTokens {
    const { start, end } = range
    const { lines } = this.checked.of(document)
    const { data } = encodeTokens(lines.filter(({ number }) => start.line < number && number <= end.line + 1))
    return { data }
  }

  semanticHighlightDelta(
    document: LangiumDocument,
    { previousResultId }: SemanticTokensDeltaParams,
  ): SemanticTokens | SemanticTokensDelta {
    const before = this.sent.get(document)
    const { lines } = this.checked.of(document)
    if (before?.resultId !== previousResultId || lines.length > MOST_LINES)
      return this.semanticHighlight(document)
    const { head, tail } = unchanged(before.lines, lines)
    const { data, ends } = encodeTokens(lines.slice(head, lines.length - tail), before.lines.slice(0, head))
    const start = before.ends[head - 1] ?? 0
    const end = before.ends[before.lines.length - tail - 1] ?? 0
    const more = start + (ends.at(-1) ?? 0) - end
    const all = new Uint32Array(lines.length)
    all.set(before.ends.subarray(0, head))
    for (const [index, each] of ends.entries()) all[head + index] = start + each
    for (let index = lines.length - tail; index < lines.length; index++)
      all[index] = (before.ends[index + before.lines.length - lines.length] ?? 0) + more
    const edit = { start: start * NUMBERS_A_TOKEN, deleteCount: (end - start) * NUMBERS_A_TOKEN, data }
    return {
      resultId: this.keep(document, lines, all),
      edits: edit.deleteCount + data.length > 0 ? [edit] : [],
    }
  }

  private keep(document: LangiumDocument, lines: readonly Line[], ends: Uint32Array): string {
    const resultId = String(++this.results)
    this.sent.set(document, { resultId, lines, ends })
    return resultId
  }
}

/** What an editor has been sent of a document. */
interface SentTokens {
  readonly resultId: string
  readonly lines: readonly Line[]
  /** How many tokens there are up to each line, its own among them. */
  readonly ends: Uint32Array
}

/**
 * How many lines at the start and at the end have the same tokens at the same places. A token's place is told from the
 * one before it: so the first line at the end that has tokens is not among them.
 */
function unchanged(
  before: readonly Line[],
  after: readonly Line[],
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && isMoved(before[head], after[head], 0)) head++
  const shift = (after.at(-1)?.number ?? 0) - (before.at(-1)?.number ?? 0)
  let tail = 0
  while (tail < most - head && isMoved(before.at(-1 - tail), after.at(-1 - tail), shift)) tail++
  while (tail > 0 && after.at(-tail)?.kind === 'broken') tail--
  return { head, tail: Math.max(0, tail - 1) }
}

/** Whether a line is the same but for its number. */
function isMoved(before: Line | undefined, after: Line | undefined, shift: number): boolean {
  return (
    before?.text === after?.text &&
    before?.span.start === after?.span.start &&
    (before?.number ?? 0) + shift === after?.number
  )
}
