import { layOutAmong, type Neighbour, readLine, wordsOf } from '@synfin/grammar'
import {
  type EndStates,
  type Expected,
  expectedAfter,
  type FragmentLine,
  type Line,
  linesAfter,
  type NextLine,
  type SymbolAt,
  symbolsAfter,
} from '@synfin/trace'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { CheckedDocument } from './checked-documents.ts'
import type { Cursor } from './completion-place.ts'
import { endpointsOf } from './endpoints.ts'
import { lineAt, lineText } from './lines.ts'
import { sectionAt, sectionsOf } from './sections.ts'

/** How far around the cursor lines are looked at for names, and for the columns they have. */
const LINES_AROUND = 300
const NEIGHBOURS = 60

/** A line that may come next, in words. */
export interface NextWords extends NextLine {
  readonly words: readonly string[]
}

/** The value of a field in a line that may come next. */
export function fieldOf({ text }: NextWords, name: string): string | undefined {
  return text
    .split(' ')
    .find(word => word.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

/** What the places of a line have to choose from; each is worked out once, when it is asked for. */
export class CompletionContext {
  readonly checked: CheckedDocument
  readonly cursor: Cursor
  /** Counted from 1. */
  readonly line: number
  /** The whole line of the cursor. */
  readonly source: string
  private readonly document: TextDocument
  private next: readonly NextWords[] | undefined
  private named: readonly string[] | undefined
  private before: EndStates | undefined

  constructor(checked: CheckedDocument, document: TextDocument, cursor: Cursor, line: number) {
    this.checked = checked
    this.document = document
    this.cursor = cursor
    this.line = line
    this.source = lineText(document, line)
  }

  /** What may stand on this line, best first. */
  nextLines(): readonly NextWords[] {
    this.next ??= linesAfter(this.checked.file, this.line - 1).map(next => ({
      ...next,
      words: wordsOf(next.text)?.words.map(({ text }) => text) ?? [],
    }))
    return this.next
  }

  /** What may stand on this line and begins with these words. */
  nextWith(...start: readonly string[]): readonly NextWords[] {
    return this.nextLines().filter(({ words }) => start.every((word, i) => words[i] === word))
  }

  /** What the checker fills in on the line as far as it is written before a column. */
  expectedBefore(column: number): Expected | undefined {
    const written = readLine(this.source.slice(0, column - 1), this.line)
    return written === undefined || written.kind === 'broken'
      ? undefined
      : expectedAfter(this.checked.file, this.line - 1, written)
  }

  /** The states before this line. */
  statesBefore(): EndStates {
    const pause = readLine('wait 1ms', this.line)
    this.before ??= (pause && expectedAfter(this.checked.file, this.line - 1, pause)?.states) ?? {}
    return this.before
  }

  symbols(): readonly SymbolAt[] {
    return symbolsAfter(this.checked.file, this.line - 1)
  }

  /** The endpoints that lines around name, and a fragment's parameters. */
  ends(): readonly string[] {
    this.named ??= [
      ...new Set([
        ...this.section().flatMap(line => endpointsOf(line).map(({ word }) => word.text)),
        ...this.nextLines().flatMap(({ words }) => words.filter(word => /^[A-Z]\w*$/.test(word)).slice(0, 1)),
      ]),
    ]
    return this.named
  }

  fragments(): readonly FragmentLine[] {
    return this.checked.lines.flatMap(line => (line.kind === 'fragment' ? [line] : []))
  }

  /** The lines of a trace above this one, its header not among them; undefined in a fragment, or if there are more. */
  linesAbove(most: number): readonly Line[] | undefined {
    const section = sectionAt(sectionsOf(this.checked.lines), this.line)
    if (section === undefined || section.header?.kind === 'fragment') return undefined
    const above = section.body.filter(({ number }) => number < this.line)
    return above.length > most || above.some(({ kind }) => kind === 'use') ? undefined : above
  }

  /** Statements as the formatter would lay them out here. */
  laidOut(texts: readonly string[]): readonly string[] {
    return layOutAmong([...this.neighbours(-1).reverse(), ...this.neighbours(1)], texts)
  }

  /** The lines of the block in one direction, the nearest first. */
  private neighbours(step: 1 | -1): Neighbour[] {
    const found: Neighbour[] = []
    for (let number = this.line + step; found.length < NEIGHBOURS; number += step) {
      const source = lineText(this.document, number)
      const line = lineAt(this.checked.lines, number)
      if (source.trim() === '' || line?.kind === 'trace' || line?.kind === 'fragment') break
      if (line !== undefined) found.push({ line, source })
    }
    return found
  }

  /** The lines of the trace or fragment that are near. */
  private section(): readonly Line[] {
    const body = sectionAt(sectionsOf(this.checked.lines), this.line)?.body ?? []
    const at = body.findIndex(({ number }) => number > this.line)
    const end = at < 0 ? body.length : at
    return [...body.slice(Math.max(0, end - LINES_AROUND), end + LINES_AROUND), ...body.slice(0, 20)].filter(
      ({ number }) => number !== this.line,
    )
  }
}
