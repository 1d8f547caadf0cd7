import { expressionsOf, type Line, type Span, type Word } from '@synfin/trace'
import { endpointsOf } from './endpoints.ts'

/** A name at one place of a file. */
export interface Mention {
  /** Endpoints, symbols and parameters are plain names: what an argument of a `use` is, only the fragment tells. */
  readonly what: 'name' | 'fragment' | 'trace'
  /** As written: `X[3]`. A trace's name is without its quotes, which its span includes. */
  readonly text: string
  readonly span: Span
  readonly line: Line
  /** Whether this may be the place that first gives the name: claims and notes only speak of ends. */
  readonly gives: boolean
}

/** Every name on a line. */
export function mentionsOn(line: Line): readonly Mention[] {
  const name = (word: Word, gives = true): Mention => ({ what: 'name', ...word, line, gives })
  switch (line.kind) {
    case 'trace':
      return [{ what: 'trace', ...line.name, line, gives: true }]
    case 'fragment':
      return [
        { what: 'fragment', ...line.name, line, gives: true },
        ...line.parameters.map(word => name(word)),
      ]
    case 'use':
      return [
        { what: 'fragment', ...line.fragment, line, gives: false },
        ...line.arguments.flatMap(({ text, span, expression }) =>
          expression === undefined ? [name({ text, span })] : [],
        ),
        ...symbolsOf(line).map(word => name(word)),
      ]
    default:
      return [
        ...endpointsOf(line).map(({ word, role }) => name(word, role !== 'spoken of')),
        ...symbolsOf(line).map(word => name(word)),
      ]
  }
}

/** An endpoint's name without its index: every `X[3]` belongs to X. */
export function familyOf(text: string): string {
  const bracket = text.indexOf('[')
  return bracket < 0 ? text : text.slice(0, bracket)
}

function symbolsOf(line: Line): readonly Word[] {
  return expressionsOf(line).flatMap(({ terms }) => terms.map(({ symbol, span }) => ({ text: symbol, span })))
}
