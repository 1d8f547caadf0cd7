import { applyEdits, type Edit, say } from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import { type LineOutcome, outcomesBetween } from './line-outcomes.ts'
import type { LinesBetween } from './names.ts'
import type { Refactoring, Selection } from './refactoring.ts'
import { linesOf } from './sections.ts'
import { writeNumbers, writeStates } from './written-out.ts'

/**
 * Writes what the checker knows into the text: the numbers left out, the states as claims. On a line with an error it
 * knows only what would be, were the line mended.
 */
export function writeOut(selection: Selection): readonly Refactoring[] {
  const isOne = selection.first === selection.last
  const own = { first: selection.first, last: selection.last }
  const whole = wholeSection(selection)
  return [
    ...offered(
      selection,
      isOne ? say`Write out the numbers of this line` : say`Write out the numbers of these lines`,
      own,
      writeNumbers,
    ),
    ...offered(selection, say`Write out the numbers of the whole trace`, whole, writeNumbers),
    ...offered(
      selection,
      isOne
        ? say`Write the states after this line as claims`
        : say`Write the states after these lines as claims`,
      own,
      writeStates,
    ),
    ...offered(selection, say`Write the states of the whole trace as claims`, whole, writeStates),
  ]
}

/** Lines that are looked at to see whether anything is left out; a longer trace is said to leave something out. */
const LINES_LOOKED_AT = 2000

function wholeSection({ section, last }: Selection): LinesBetween {
  const lines = linesOf(section)
  return { first: lines[0]?.number ?? last, last: lines.at(-1)?.number ?? last }
}

function offered(
  { checked, text }: Selection,
  title: string,
  { first, last }: LinesBetween,
  write: (outcome: LineOutcome) => readonly Edit[],
): readonly Refactoring[] {
  const edits = (): readonly Edit[] => {
    const errors = checked.file.findings.filter(({ severity }) => severity === 'error')
    const wrong = new Set(errors.map(({ line }) => line))
    return outcomesBetween(checked, first, last).flatMap(outcome =>
      wrong.has(outcome.line.number) ? [] : write(outcome),
    )
  }
  if (last - first <= LINES_LOOKED_AT && edits().length === 0) return []
  const rewrite = () => applyEdits(text, edits())
  return [{ title, kind: CodeActionKind.RefactorRewrite, rewrite }]
}
