import { physicalLines, readLines } from '@synfin/grammar'
import {
  applyEdits,
  type CheckedFile,
  checkFile,
  type EndStates,
  type Line,
  linesAfter,
  type NextLine,
  say,
} from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import type { Refactoring, Selection } from './refactoring.ts'
import { linesOf, type Section, sectionsOf } from './sections.ts'

/** A trace of more lines is not completed: trying what may come next would take too long for a menu. */
const MOST_LINES = 5000

/** No connection needs more lines to open, or to close. */
const MOST_ADDED = 10

/** Connections for which the menu offers to go on, the last ones first. */
const MOST_CONNECTIONS = 3

type Pair = readonly [string, string]

type State = EndStates[string]

/** How a connection goes on. */
interface Course {
  /** What the menu calls it: of the only connection, or of one among several. */
  readonly title: () => string
  readonly titleBetween: (pair: Pair) => string
  /** Whether a connection is on this course after the last line, by the states of its ends. */
  readonly isBegun: (states: readonly State[]) => boolean
  readonly isDone: (states: readonly State[]) => boolean
  /** What brings it on besides the replies owed and what is in flight: how such lines begin, the best first. */
  readonly moves: (pair: Pair, states: readonly State[]) => readonly string[]
}

const HANDSHAKE: Course = {
  title: () => say`Complete the handshake`,
  titleBetween: ([a, b]) => say`Complete the handshake between ${a} and ${b}`,
  isBegun: states => states.some(state => /^SYN_/.test(state)),
  isDone: states => states.every(state => state === 'ESTABLISHED'),
  moves: ([a, b]) => [`${a} -> ${b} SYN`, `${b} -> ${a} SYN`],
}

const TEARDOWN: Course = {
  title: () => say`Complete the teardown`,
  titleBetween: ([a, b]) => say`Complete the teardown between ${a} and ${b}`,
  isBegun: states =>
    states.every(state => state !== 'LISTEN' && !/^SYN_/.test(state)) &&
    states.some(state => state !== 'CLOSED'),
  isDone: states => states.every(state => state === 'CLOSED' || state === 'LISTEN'),
  moves: ([a, b], states) => {
    const closer = states[1] === 'CLOSE_WAIT' ? [b, a] : [a, b]
    return [
      `${closer[0]} -> ${closer[1]} FIN ACK`,
      `${closer[1]} -> ${closer[0]} FIN ACK`,
      `${a}: 2msl`,
      `${b}: 2msl`,
    ]
  },
}

/** Writes what is missing until a connection is established, or until it is closed: the replies owed first. */
export function completeTrace({ checked, section, text }: Selection): readonly Refactoring[] {
  const last = section.body.at(-1)
  const trace = checked.file.traces.find(({ endLine }) => endLine === last?.number)
  if (trace === undefined || last === undefined || section.body.length > MOST_LINES) return []
  return [HANDSHAKE, TEARDOWN].flatMap(course =>
    trace.connections.slice(-MOST_CONNECTIONS).flatMap(pair => {
      const added = course.isBegun(statesOf(pair, trace.final))
        ? rest(course, pair, section, checked.lines)
        : []
      if (added.length === 0) return []
      const title = trace.connections.length === 1 ? course.title() : course.titleBetween(pair)
      const rewrite = () => insertAfter(text, last.number, added)
      return [{ title, kind: CodeActionKind.RefactorRewrite, rewrite }]
    }),
  )
}

/** The lines that bring a connection to the end of its course; none where there is no way that can be found. */
function rest(course: Course, pair: Pair, section: Section, all: readonly Line[]): readonly string[] {
  const own = linesOf(section)
  const end = own.at(-1)?.number ?? 0
  const added: string[] = []
  const lines: Line[] = []
  for (let previous: CheckedFile | undefined; added.length <= MOST_ADDED; ) {
    const file = checkFile([...own, ...lines, ...fragmentsBelow(all, end + MOST_ADDED)], {
      name: 'completed',
      ...(previous && { previous }),
    })
    const states = statesOf(pair, file.traces[0]?.final ?? {})
    if (course.isDone(states)) return added
    const next = nextMove(course, pair, states, linesAfter(file, end + added.length))
    const [line] = readLines(next?.text ?? '')
    if (next === undefined || line === undefined) return []
    added.push(next.text)
    lines.push({ ...line, number: end + added.length })
    previous = file
  }
  return []
}

/** The fragments of a file as they would stand below a line. */
function fragmentsBelow(lines: readonly Line[], line: number): readonly Line[] {
  return sectionsOf(lines)
    .filter(({ header }) => header?.kind === 'fragment')
    .flatMap(linesOf)
    .map(each => ({ ...each, number: each.number + line }))
}

function nextMove(
  course: Course,
  pair: Pair,
  states: readonly State[],
  next: readonly NextLine[],
): NextLine | undefined {
  const own = next.filter(({ text }) => isBetween(pair, text) && !/ RST\b/.test(text))
  const moves = course.moves(pair, states).map(start => own.find(({ text }) => text.startsWith(start)))
  return (
    own.find(({ rank }) => rank === 'owed') ??
    own.find(({ text }) => text.startsWith('... -> ')) ??
    moves.find(move => move !== undefined)
  )
}

function isBetween([a, b]: Pair, text: string): boolean {
  const starts = [`${a} -> ${b} `, `${b} -> ${a} `, `... -> ${a} `, `... -> ${b} `, `${a}: `, `${b}: `]
  return starts.some(start => text.startsWith(start))
}

/** The state of each end of a connection, keyed by the endpoint alone or, where it has several peers, by both. */
function statesOf([a, b]: Pair, states: EndStates): readonly State[] {
  const of = (end: string, peer: string) => states[end] ?? states[`${end}/${peer}`] ?? 'CLOSED'
  return [of(a, b), of(b, a)]
}

function insertAfter(text: string, line: number, added: readonly string[]): string {
  const column = (physicalLines(text)[line - 1] ?? '').length + 1
  return applyEdits(text, [{ line, column, endLine: line, endColumn: column, text: `\n${added.join('\n')}` }])
}
