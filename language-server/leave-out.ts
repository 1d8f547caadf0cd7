import {
  applyEdits,
  type CheckedFile,
  checkFile,
  type Edit,
  type Field,
  type Line,
  printLinear,
  type SegmentLine,
  type Span,
  type Step,
  say,
  type Term,
} from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import type { CheckedDocument } from './checked-documents.ts'
import { mentionsOn } from './mentions.ts'
import type { Refactoring, Selection } from './refactoring.ts'
import { linesOf } from './sections.ts'

/** Takes out the numbers that the checker would fill in just so. */
export function leaveOut({ checked, first, last, section, text }: Selection): readonly Refactoring[] {
  const segments = linesOf(section).filter(line => line.kind === 'segment')
  const own = segments.filter(({ number }) => first <= number && number <= last)
  const offer = (title: string, lines: readonly SegmentLine[]): readonly Refactoring[] => {
    const rewrite = () => applyEdits(text, leftOut(checked, linesOf(section), lines))
    return lines.some(hasNumbers) ? [{ title, kind: CodeActionKind.RefactorRewrite, rewrite }] : []
  }
  return [
    ...offer(
      first === last ? say`Leave out the numbers of this line` : say`Leave out the numbers of these lines`,
      own,
    ),
    ...offer(say`Leave out the numbers of the whole trace`, segments),
  ]
}

/** One number of a line. Lines that are written alike share their fields, so a field alone is no place. */
interface WrittenNumber {
  readonly line: SegmentLine
  readonly field: Field
}

/** Numbers to leave out, by {@link placeOf}. */
type Cuts = ReadonlySet<string>

function placeOf({ line, field }: WrittenNumber): string {
  return `${line.number}:${field.span.start}`
}

/** What can be left out of some lines of a section: first numbers in terms of others, then the names nobody needs. */
function leftOut(
  checked: CheckedDocument,
  all: readonly Line[],
  lines: readonly SegmentLine[],
): readonly Edit[] {
  const written = lines.flatMap(numbersOf)
  const given = namesGiven(all)
  const others = written.filter(number => !given.has(placeOf(number)) && !isLiteralIss(number))
  const needless = withoutNeeded(checked, others)
  const idle = written.filter(number => given.has(placeOf(number)) && isIdle(number, all, needless))
  const withNames = new Set([...needless, ...idle.map(placeOf)])
  const isHarmless = idle.length > 0 && differences(checked, withNames, 'states').length === 0
  const cuts = isHarmless ? withNames : needless
  return written.filter(number => cuts.has(placeOf(number))).map(cutOf)
}

/** How often numbers that turn out to be needed are put back one line at a time, and then all at once. */
const SINGLE_ROUNDS = 12
const MOST_ROUNDS = 24

/** Puts back what the checker would not fill in the same. */
function withoutNeeded(checked: CheckedDocument, numbers: readonly WrittenNumber[]): Cuts {
  let left = numbers
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const cuts = new Set(left.map(placeOf))
    const wrong = differences(checked, cuts, 'numbers')
    const [first] = wrong
    if (first === undefined) return cuts
    const back = round < SINGLE_ROUNDS ? [nearest(left, first)] : wrong
    left = left.filter(({ line }) => !back.includes(line.number))
  }
  return new Set()
}

/** The last line up to this one that a number is left out of, or else the first. */
function nearest(left: readonly WrittenNumber[], number: number): number | undefined {
  return (left.findLast(({ line }) => line.number <= number) ?? left[0])?.line.number
}

/** The lines that would check otherwise after the cuts, in the order of the walk. */
function differences(
  { file, lines }: CheckedDocument,
  cuts: Cuts,
  of: 'numbers' | 'states',
): readonly number[] {
  const cut = lines.map(line =>
    line.kind === 'segment'
      ? { ...line, fields: line.fields.filter(field => !cuts.has(placeOf({ line, field }))) }
      : line,
  )
  const after = checkFile(cut, { name: 'after' })
  const steps = after.traces.flatMap((trace, index) =>
    trace.steps.flatMap((step, at) => (isSame(step, file.traces[index]?.steps[at], of) ? [] : [step.line])),
  )
  return [...steps, ...newFaults(file, after)]
}

function isSame(step: Step, before: Step | undefined, of: 'numbers' | 'states'): boolean {
  if (before === undefined || JSON.stringify(step.states) !== JSON.stringify(before.states)) return false
  if (of === 'states' || step.kind !== 'segment') return true
  return before.kind === 'segment' && numbers(step) === numbers(before)
}

function numbers({ segment: { seq, ack } }: Step & { readonly kind: 'segment' }): string {
  return `${printLinear(seq)} ${ack && printLinear(ack)}`
}

function newFaults(before: CheckedFile, after: CheckedFile): readonly number[] {
  const known = new Set(before.findings.map(({ line, code }) => `${line} ${code}`))
  return after.findings
    .filter(({ line, code, severity }) => severity !== 'info' && !known.has(`${line} ${code}`))
    .map(({ line }) => line)
}

/** The numbers in which a name is first mentioned. */
function namesGiven(lines: readonly Line[]): Cuts {
  const seen = new Set<string>()
  const given = new Set<string>()
  for (const line of lines) {
    const fresh = mentionsOn(line).filter(({ text }) => !seen.has(text))
    for (const number of numbersOf(line))
      if (fresh.some(({ span }) => isWithin(span, number.field.span))) given.add(placeOf(number))
    for (const { text } of fresh) seen.add(text)
  }
  return given
}

/** Whether the only name in a number is mentioned in no other, once the cuts are made. */
function isIdle(number: WrittenNumber, lines: readonly Line[], cuts: Cuts): boolean {
  const [term, ...more] = termsOf(number.field)
  if (term === undefined || more.length > 0) return false
  const own = placeOf(number)
  return !lines.some(line => {
    const gone = numbersOf(line).filter(each => placeOf(each) === own || cuts.has(placeOf(each)))
    return mentionsOn(line).some(
      ({ span, text }) => text === term.symbol && !gone.some(({ field }) => isWithin(span, field.span)),
    )
  })
}

/** An initial number that is written as a bare number is how the author wants it. */
function isLiteralIss({ line, field }: WrittenNumber): boolean {
  return field.name === 'seq' && termsOf(field).length === 0 && line.flags.some(({ bit }) => bit === 'SYN')
}

function termsOf(field: Field): readonly Term[] {
  return 'value' in field && !('any' in field.value) ? field.value.terms : []
}

function hasNumbers(line: Line): boolean {
  return numbersOf(line).length > 0
}

/**
 * The numbers of a line that may be left out. The checker fills in nothing for a stray segment, and what a line says
 * wrongly on purpose is for nobody to fill in.
 */
function numbersOf(line: Line): readonly WrittenNumber[] {
  if (line.kind !== 'segment' || line.stray !== undefined || line.expects.length > 0) return []
  return line.fields.flatMap(field =>
    (field.name === 'seq' || field.name === 'ack') && !('any' in field.value) ? [{ line, field }] : [],
  )
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Takes out a number with the space before it. */
function cutOf({ line: { number, span, text }, field }: WrittenNumber): Edit {
  const before = text.slice(0, field.span.start - span.start)
  const column = span.start + before.trimEnd().length
  return { line: number, column, endLine: number, endColumn: field.span.end, text: '' }
}
