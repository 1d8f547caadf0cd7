import { displayWidth, type Finding, type Place, padded, type Severity, say, wrap } from '@synfin/trace'
import { displayLine } from '../display.ts'
import { printable, type Style, type Terminal } from '../terminal.ts'

/** How each severity is coloured. */
export const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['bold', 'cyan'],
}

/** A line of more columns than this is shown only around what is underlined. */
const LONGEST_LINE = 160
/** Characters before what is underlined. */
const CONTEXT = 60

interface Mark {
  readonly place: Place
  readonly sign: '^' | '-'
  readonly label: string
}

/**
 * Draws a finding for people: headline, place, the source lines it is about, why, and how to mend it.
 *
 * @param lines the file's lines, without their line ends
 */
export function drawFinding(
  finding: Finding,
  file: string,
  lines: readonly string[],
  terminal: Terminal,
): string {
  const marks = marksOf(finding)
  const numbers = [...new Set(marks.map(({ place }) => place.line))].sort((a, b) => a - b)
  const margin = String(numbers.at(-1) ?? 0).length
  const headline =
    terminal.paint(SEVERITY_STYLE[finding.severity], `${finding.severity}[${finding.code}]`) +
    terminal.paint('bold', `: ${printable(finding.message)}`)
  const place = `${file}:${finding.line}:${finding.column}`
  return [
    headline,
    `${' '.repeat(margin)}${terminal.paint('blue', '-->')} ${printable(place)}`,
    ...excerpt(numbers, marks, lines, { margin, finding, terminal }),
    ...explanation(say`why:`, whyWithSection(finding), margin, terminal),
    ...explanation(say`help:`, finding.help, margin, terminal),
    '',
  ].join('\n')
}

function marksOf(finding: Finding): Mark[] {
  const primary: Mark = { place: finding, sign: '^', label: finding.label ?? '' }
  return [...finding.related.map((place): Mark => ({ place, sign: '-', label: place.message })), primary]
}

/** The rule's section always stands there, also where the reason does not end with it. */
function whyWithSection({ why, section }: Finding): string | undefined {
  if (why === undefined) return section === 'Synfin' ? undefined : section
  const named = section.replace(/^RFC 9293 /, '')
  return section === 'Synfin' || why.includes(named) ? why : `${why} (${section})`
}

interface Drawing {
  readonly margin: number
  readonly finding: Finding
  readonly terminal: Terminal
}

function excerpt(
  numbers: readonly number[],
  marks: readonly Mark[],
  lines: readonly string[],
  drawing: Drawing,
): string[] {
  return numbers.flatMap((number, index) => {
    const gap =
      index > 0 && number > (numbers[index - 1] ?? 0) + 1 ? [drawing.terminal.paint('blue', '...')] : []
    const onThisLine = marks
      .filter(({ place }) => place.line === number)
      .toSorted((a, b) => a.place.column - b.place.column)
    return [...gap, ...markedLine(number, lines[number - 1] ?? '', onThisLine, drawing)]
  })
}

function markedLine(number: number, source: string, marks: readonly Mark[], drawing: Drawing): string[] {
  const { margin, terminal, finding } = drawing
  const shown = cropped(source, marks)
  const gutter = terminal.paint('blue', `${String(number).padStart(margin)} |`)
  const empty = terminal.paint('blue', `${' '.repeat(margin)} |`)
  const underlines = marks.map(mark => {
    const style = mark.sign === '^' ? SEVERITY_STYLE[finding.severity] : 'blue'
    const { start, end } = screenSpan(mark.place, source, shown)
    const line = mark.sign.repeat(Math.max(1, end - start))
    const label = mark.label === '' ? '' : ` ${printable(mark.label)}`
    return `${empty} ${' '.repeat(start)}${terminal.paint(style, line + label)}`
  })
  return [`${gutter} ${shown.text}`.trimEnd(), ...underlines]
}

interface Cropped {
  readonly text: string
  readonly columns: readonly number[]
  /** The first UTF-16 unit shown. */
  readonly from: number
  /** Columns the sign of omission takes on the left. */
  readonly shift: number
}

function cropped(source: string, marks: readonly Mark[]): Cropped {
  if (fits(source)) return { ...displayLine(source), from: 0, shift: 0 }
  const first = Math.min(...marks.map(({ place }) => place.column - 1))
  const from = characterAt(source, Math.max(0, Math.min(first, source.length) - CONTEXT))
  const { columns: reach } = displayLine(source.slice(from, from + LONGEST_LINE))
  const to = characterAt(source, from + reach.findLastIndex(column => column <= LONGEST_LINE))
  const { text, columns } = displayLine(source.slice(from, to))
  const left = from > 0 ? '…' : ''
  const right = to < source.length ? '…' : ''
  return { text: left + text + right, columns, from, shift: left.length }
}

function fits(source: string): boolean {
  return source.length <= LONGEST_LINE && (displayLine(source).columns.at(-1) ?? 0) <= LONGEST_LINE
}

/** Where the character begins to which a UTF-16 unit belongs. */
function characterAt(source: string, unit: number): number {
  const before = source.slice(unit - 1, unit + 1)
  return unit > 0 && before.codePointAt(0) !== before.charCodeAt(0) ? unit - 1 : unit
}

/** Where a place lies on the screen, cut to what is shown. */
function screenSpan(place: Place, source: string, shown: Cropped): { start: number; end: number } {
  const last = shown.columns.length - 1
  const endColumn = place.endLine > place.line ? source.length + 1 : place.endColumn
  const at = (column: number) => {
    const unit = Math.max(0, Math.min(last, column - 1 - shown.from))
    return shown.shift + (shown.columns[unit] ?? 0)
  }
  return { start: at(place.column), end: at(endColumn) }
}

const LABEL = 'help:'.length

/** `= why:` or `= help:` with its prose, wrapped and aligned; nothing where there is none. */
export function explanation(
  title: string,
  prose: string | undefined,
  margin: number,
  terminal: Terminal,
): string[] {
  if (prose === undefined || prose === '') return []
  // A full-width colon has its space within.
  const label = title.endsWith('：') ? title : `${padded(title, LABEL)} `
  const start = `${' '.repeat(margin)} ${terminal.paint('blue', '=')} ${terminal.paint('bold', label)}`
  const indent = margin + 3 + displayWidth(label)
  return wrap(printable(prose), terminal.width - indent).map((line, index) =>
    index === 0 ? start + line : ' '.repeat(indent) + line,
  )
}
