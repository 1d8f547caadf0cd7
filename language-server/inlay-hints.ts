import { type Edit, printLinear, say } from '@synfin/trace'
import type { LangiumDocument } from 'langium'
import type { InlayHintProvider } from 'langium/lsp'
import type { InlayHint, InlayHintParams, Position, TextEdit } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { HintSettings } from './hint-settings.ts'
import { type LineOutcome, outcomesBetween, untoldStates } from './line-outcomes.ts'
import { rangeOf } from './positions.ts'
import { relativeNumber } from './relative-numbers.ts'
import { numbersLeftOut, writeNumbers, writeStates } from './written-out.ts'

/** Shows beside the text what the checker knows: numbers left out, states, numbers counted from the initial ones. */
export class TraceHints implements InlayHintProvider {
  private readonly checked: CheckedDocuments
  private readonly settings: HintSettings

  constructor(checked: CheckedDocuments, settings: HintSettings) {
    this.checked = checked
    this.settings = settings
  }

  getInlayHints(document: LangiumDocument, { range }: InlayHintParams): InlayHint[] {
    const { inferredFields, states, values } = this.settings.shown
    const outcomes = outcomesBetween(this.checked.of(document), range.start.line + 1, range.end.line + 1)
    return outcomes.flatMap(outcome => [
      ...(inferredFields ? numberHints(outcome, values === 'relative') : []),
      ...(values === 'relative' ? relativeHints(outcome) : []),
      ...(states ? stateHints(outcome, document) : []),
    ])
  }
}

const SOURCES = {
  seq: () => say`the sender’s SND.NXT, or of a segment sent again its old number`,
  ack: () => say`the sender’s RCV.NXT`,
  len: () => say`what there is to send`,
} as const

function numberHints(outcome: LineOutcome, isRelative: boolean): InlayHint[] {
  const edits = writeNumbers(outcome)
  return numbersLeftOut(outcome).map(({ column, fields }, index) => ({
    position: positionOf(outcome, column),
    label: fields
      .map(({ name, number }) => {
        const relative = isRelative && name !== 'len' ? relativeOf(outcome, name) : undefined
        return `${name}=${printLinear(number)}${relative === undefined ? '' : ` (${relative})`}`
      })
      .join(' '),
    tooltip: {
      kind: 'markdown',
      value: [
        say`Left out, so it is the number RFC 9293 obliges the sender to use:`,
        ...fields.map(
          ({ name, number }) => `- ${say`\`${name}=${printLinear(number)}\`: ${SOURCES[name]()}`}`,
        ),
      ].join('\n'),
    },
    paddingLeft: true,
    textEdits: edits.slice(index, index + 1).map(toTextEdit),
  }))
}

function relativeHints(outcome: LineOutcome): InlayHint[] {
  const { line } = outcome
  if (line.kind !== 'segment') return []
  return line.fields.flatMap(({ name, span }) => {
    const relative = name === 'seq' || name === 'ack' ? relativeOf(outcome, name) : undefined
    if (relative === undefined) return []
    const tooltip =
      name === 'seq'
        ? say`counted from the sender’s initial sequence number`
        : say`counted from the receiver’s initial sequence number`
    return [
      {
        position: positionOf(outcome, span.end),
        label: `(${relative})`,
        tooltip,
        paddingLeft: true,
      },
    ]
  })
}

function relativeOf({ trace, index, step }: LineOutcome, name: 'seq' | 'ack'): string | undefined {
  return step?.kind === 'segment' ? relativeNumber(trace, index, step, name) : undefined
}

function stateHints(outcome: LineOutcome, { textDocument }: LangiumDocument): InlayHint[] {
  const { before, line } = outcome
  const states = untoldStates(outcome)
  if (states.length === 0) return []
  const textEdits = writeStates(outcome).map(toTextEdit)
  return [
    {
      position: endOfLine(line.number - 1, textDocument),
      label: states.map(([end, state]) => `${end} ${state}`).join(' · '),
      tooltip: {
        kind: 'markdown',
        value: states.map(([end, state]) => `- ${end}: ${before[end] ?? 'CLOSED'} → ${state}`).join('\n'),
      },
      paddingLeft: true,
      ...(textEdits.length > 0 && { textEdits }),
    },
  ]
}

/** Behind everything that stands on a line, counted from 0. */
function endOfLine(line: number, textDocument: LangiumDocument['textDocument']): Position {
  const text = textDocument.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
  return { line, character: text.trimEnd().length }
}

function positionOf({ line: { number } }: LineOutcome, column: number): Position {
  return { line: number - 1, character: column - 1 }
}

function toTextEdit(edit: Edit): TextEdit {
  return { range: rangeOf(edit), newText: edit.text }
}
