import type { EndStates, Line, Step } from '@synfin/trace'
import { say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { DocumentSymbolProvider } from 'langium/lsp'
import { type DocumentSymbol, type Range, type SymbolInformation, SymbolKind } from 'vscode-languageserver'
import type { CheckedDocument, CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { endpointsOf } from './endpoints.ts'
import { spanRange } from './positions.ts'
import { type Section, sectionsOf } from './sections.ts'

/** Editors ask for the outline after every edit; nobody scrolls through more steps than this. */
const MOST_STEPS = 5000

/** The outline: traces and fragments, in each its endpoints and its steps with the states that follow. */
export class TraceSymbols implements DocumentSymbolProvider {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    const checked = this.checked.of(document)
    const states = statesByLine(checked)
    const shown = new Set(checked.lines.filter(isStep).slice(0, MOST_STEPS))
    const symbols = sectionsOf(checked.lines).flatMap(section => sectionSymbols(section, states, shown))
    return this.client.textDocument.documentSymbol?.hierarchicalDocumentSymbolSupport
      ? symbols
      : listed(symbols, checked.uri)
  }
}

/** The answer for an editor that shows a list. Langium's types do not know it, LSP does. */
function listed(symbols: readonly DocumentSymbol[], uri: string): DocumentSymbol[] {
  return listOf(symbols, uri) as unknown as DocumentSymbol[]
}

function listOf(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...listOf(children, uri, name),
  ])
}

function sectionSymbols(
  section: Section,
  states: ReadonlyMap<number, EndStates>,
  shown: ReadonlySet<Line>,
): DocumentSymbol[] {
  const { header, body } = section
  const steps = body.filter(line => shown.has(line)).map(line => stepSymbol(line, states.get(line.number)))
  // A fragment's parameters stand for endpoints or symbols: which, only its lines tell.
  const children = header?.kind === 'fragment' ? steps : [...endpointSymbols(body), ...steps]
  if (header === undefined) return children
  return [
    {
      name: header.name.text || header.text,
      detail: header.kind === 'trace' ? say`trace` : say`fragment`,
      kind: header.kind === 'trace' ? SymbolKind.Module : SymbolKind.Function,
      range: { start: spanRange(header.number, header.span).start, end: endOf(body.at(-1) ?? header) },
      selectionRange: spanRange(header.number, header.name.span),
      children,
    },
  ]
}

/** Each endpoint where it is first named. */
function endpointSymbols(body: readonly Line[]): DocumentSymbol[] {
  const symbols = new Map<string, DocumentSymbol>()
  for (const line of body) {
    for (const { word } of endpointsOf(line)) {
      if (symbols.has(word.text)) continue
      const range = spanRange(line.number, word.span)
      symbols.set(word.text, {
        name: word.text,
        detail: say`endpoint`,
        kind: SymbolKind.Object,
        range,
        selectionRange: range,
      })
    }
  }
  return [...symbols.values()]
}

function stepSymbol(line: Line, states: EndStates | undefined): DocumentSymbol {
  const range = spanRange(line.number, line.span)
  return {
    name: withoutClaim(line),
    detail:
      states &&
      Object.entries(states)
        .map(([end, state]) => `${end}=${state}`)
        .join(' '),
    kind: line.kind === 'segment' ? SymbolKind.Event : SymbolKind.Method,
    range,
    selectionRange: range,
  }
}

function withoutClaim(line: Line): string {
  const claim = 'claim' in line ? line.claim : undefined
  const end = claim === undefined ? line.text.length : claim.span.start - line.span.start
  return line.text.slice(0, end).trim().replace(/\s+/g, ' ')
}

function isStep({ kind, text }: Line): boolean {
  return (
    text !== '' &&
    (kind === 'segment' || kind === 'call' || kind === 'timer' || kind === 'wait' || kind === 'use')
  )
}

function endOf(line: Line): Range['end'] {
  return spanRange(line.number, line.span).end
}

/** The states after each line; a fragment's lines have as many as the fragment has uses, and so none here. */
function statesByLine({ file }: CheckedDocument): ReadonlyMap<number, EndStates> {
  const own = (step: Step) => step.usedAt === undefined
  return new Map(
    file.traces.flatMap(trace => trace.steps.filter(own).map(step => [step.line, step.states] as const)),
  )
}
