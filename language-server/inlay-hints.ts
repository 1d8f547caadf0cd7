import { type Edit, printLinear, say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { InlayHintProvider } from 'langium/lsp'
import type { InlayHint, InlayHintParams, Position, TextEdit } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import type { HintSettings, ShownHints } from './hint-settings.ts'
import { type LineOutcome, outcomesBetween, statesByEnd, untoldStates } from './line-outcomes.ts'
import { lineText } from './lines.ts'
import type { LiveValues } from './live-values.ts'
import { markup } from './markup.ts'
import { rangeOf } from './positions.ts'
import { relativeNumber } from './relative-numbers.ts'
import { numbersLeftOut, writeNumbers, writeStates } from './written-out.ts'

/** Shows beside the text what the checker knows: numbers left out, states, and numbers in other terms. */
export class TraceHints implements InlayHintProvider {
  private readonly checked: CheckedDocuments
  private readonly settings: HintSettings
  private readonly live: LiveValues
  private readonly client: Client

  constructor(checked: CheckedDocuments, settings: HintSettings, live: LiveValues, client: Client) {
    this.checked = checked
    this.settings = settings
    this.live = live
    this.client = client
  }

  getInlayHints(document: LangiumDocument, { range }: InlayHintParams): InlayHint[] {
    const { inferredFields, states, values } = this.settings.shown
    const outcomes = outcomesBetween(this.checked.of(document), range.start.line + 1, range.end.line + 1)
    const otherTerms = this.otherTerms(document.textDocument.uri, values)
    const hints = outcomes.flatMap(outcome => [
      ...(otherTerms === undefined ? [] : otherTermsHints(outcome, otherTerms)),
      ...(inferredFields ? numberHints(outcome, otherTerms) : []),
      ...(states ? stateHints(outcome, document) : []),
    ])
    return hints.map(hint => ({ ...hint, tooltip: markup(hint.tooltip, this.client.formats) }))
  }

  private otherTerms(uri: string, values: ShownHints['values']): OtherTerms | undefined {
    if (values === 'relative') return { say: relativeOf, why: countedFrom }
    if (values === 'off') return undefined
    return {
      say: (outcome, name) => this.liveOf(uri, outcome, name),
      why: () => say`on the wire in the last replay`,
    }
  }

  private liveOf(uri: string, { trace, step }: LineOutcome, name: NumberName): string | undefined {
    const number = step?.kind === 'segment' ? step.segment[name] : undefined
    if (number === undefined || number === 'any') return undefined
    return this.live.of(uri, trace.name, number)?.toString()
  }
}

/** A hint with its tooltip in markdown. */
interface Hint extends InlayHint {
  tooltip: string
}

type NumberName = 'seq' | 'ack'

/** How a number is said otherwise than in the author's symbols. */
interface OtherTerms {
  readonly say: (outcome: LineOutcome, name: NumberName) => string | undefined
  readonly why: (name: NumberName) => string
}

const SOURCES = {
  seq: () => say`the sender’s SND.NXT, or of a segment sent again its old number`,
  ack: () => say`the sender’s RCV.NXT`,
  len: () => say`what there is to send`,
} as const

function numberHints(outcome: LineOutcome, otherTerms: OtherTerms | undefined): Hint[] {
  const edits = writeNumbers(outcome)
  return numbersLeftOut(outcome).map(({ column, fields }, index) => ({
    position: positionOf(outcome, column),
    label: fields
      .map(({ name, number }) => {
        const other = name === 'len' ? undefined : otherTerms?.say(outcome, name)
        return `${name}=${printLinear(number)}${other === undefined ? '' : ` (${other})`}`
      })
      .join(' '),
    tooltip: [
      say`Left out, so it is the number RFC 9293 obliges the sender to use:`,
      ...fields.map(({ name, number }) => `- ${say`\`${name}=${printLinear(number)}\`: ${SOURCES[name]()}`}`),
    ].join('\n'),
    paddingLeft: true,
    textEdits: edits.slice(index, index + 1).map(toTextEdit),
  }))
}

function otherTermsHints(outcome: LineOutcome, otherTerms: OtherTerms): Hint[] {
  const { line } = outcome
  if (line.kind !== 'segment') return []
  return line.fields.flatMap(({ name, span }) => {
    if (name !== 'seq' && name !== 'ack') return []
    const other = otherTerms.say(outcome, name)
    if (other === undefined) return []
    const position = positionOf(outcome, span.end)
    return [{ position, label: `(${other})`, tooltip: otherTerms.why(name), paddingLeft: true }]
  })
}

function countedFrom(name: NumberName): string {
  return name === 'seq'
    ? say`counted from the sender’s initial sequence number`
    : say`counted from the receiver’s initial sequence number`
}

function relativeOf({ trace, index, step }: LineOutcome, name: NumberName): string | undefined {
  return step?.kind === 'segment' ? relativeNumber(trace, index, step, name) : undefined
}

function stateHints(outcome: LineOutcome, { textDocument }: LangiumDocument): Hint[] {
  const { before, after, line } = outcome
  const states = untoldStates(outcome)
  if (states.length === 0) return []
  const textEdits = writeStates(outcome).map(toTextEdit)
  return [
    {
      position: endOfLine(line.number - 1, textDocument),
      label: statesByEnd(states, after)
        .map(([end, state]) => `${end} ${state}`)
        .join(' · '),
      tooltip: states.map(([end, state]) => `- ${end}: ${before[end] ?? 'CLOSED'} → ${state}`).join('\n'),
      paddingLeft: true,
      ...(textEdits.length > 0 && { textEdits }),
    },
  ]
}

/** Behind a line, counted from 0, and behind the spaces that it ends with while it is being typed. */
function endOfLine(line: number, textDocument: LangiumDocument['textDocument']): Position {
  return { line, character: lineText(textDocument, line + 1).length }
}

function positionOf({ line: { number } }: LineOutcome, column: number): Position {
  return { line: number - 1, character: column - 1 }
}

function toTextEdit(edit: Edit): TextEdit {
  return { range: rangeOf(edit), newText: edit.text }
}
