import { type CheckedTrace, listed, say } from '@synfin/trace'
import { FIGURE_5 } from './figure-5.ts'
import { label } from './label.ts'
import { orderOfEnds } from './order-of-ends.ts'
import { type Move, type Paths, pathsOf } from './paths.ts'
import type { State } from './state-changes.ts'

/** In the order of RFC 9293 §3.3.2's life of a connection, which Mermaid lays out from top to bottom. */
const STATES: readonly State[] = [
  'CLOSED',
  'LISTEN',
  'SYN_SENT',
  'SYN_RCVD',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
]

/** Each of the first ends has a colour, and so have states that several ends pass; text stays dark on each. */
const COLOURS = [
  'fill:#dbeafe,stroke:#1d4ed8,color:#111827',
  'fill:#fef3c7,stroke:#b45309,color:#111827',
  'fill:#fce7f3,stroke:#be185d,color:#111827',
  'fill:#ede9fe,stroke:#6d28d9,color:#111827',
]
const SEVERAL = 'fill:#dcfce7,stroke:#15803d,color:#111827'

/** How many ends or lines one label names before it only counts. */
const MOST_NAMED = 3

/** A state diagram, and the way back from its states to the lines of the trace. */
export interface StateDrawing {
  /** Mermaid 12 text. */
  readonly text: string
  /** Where the trace first leads an end into a state; the trace's own line for those it begins in. */
  readonly reached: readonly StateReached[]
}

export interface StateReached {
  readonly state: State
  readonly line: number
}

/**
 * Draws RFC 9293 Figure 5 as a Mermaid state diagram, with the way of every end of the trace through it.
 *
 * A state names the ends that were in it, and has their colour; an edge names the end and the line that took it. The
 * black dots are where ends start and where the trace leaves them.
 */
export function stateDiagram(trace: CheckedTrace): string {
  return drawStates(trace).text
}

/** As {@link stateDiagram}, with the line at which each state is reached. */
export function drawStates(trace: CheckedTrace): StateDrawing {
  const order = orderOfEnds(trace)
  const paths = pathsOf(trace, order)
  const visitors = visitorsOf(paths)
  const statements = [
    'stateDiagram-v2',
    `accTitle: ${label(`${trace.name} states`)}`,
    ...STATES.map(state => describe(state, [...(visitors.get(state) ?? [])])),
    ...dots(paths.starts).map(([state, ends]) => `[*] --> ${state} : ${ends}`),
    ...edges(paths.moves),
    ...dots(paths.finals).map(([state, ends]) => `${state} --> [*] : ${ends}`),
    ...colours(order, visitors),
  ]
  return { text: `${statements.join('\n  ')}\n`, reached: firstReached(paths, trace.line) }
}

function firstReached({ starts, moves }: Paths, line: number): readonly StateReached[] {
  const first = new Map([...starts.keys()].map(state => [state, line]))
  for (const { to, line } of moves) if (!first.has(to)) first.set(to, line)
  return [...first].map(([state, line]) => ({ state, line }))
}

type Visitors = ReadonlyMap<State, ReadonlySet<string>>

function visitorsOf({ starts, moves }: Paths): Visitors {
  const visitors = new Map([...starts].map(([state, ends]) => [state, new Set(ends)]))
  for (const { to, end } of moves) visitors.set(to, (visitors.get(to) ?? new Set()).add(end))
  return visitors
}

function describe(state: State, ends: readonly string[]): string {
  return ends.length === 0
    ? `state "${state}" as ${state}`
    : `state "${state}<br/>${named(ends)}" as ${state}`
}

function dots(ends: Visitors): readonly (readonly [State, string])[] {
  return [...ends].map(([state, who]) => [state, named([...who])])
}

function edges(moves: readonly Move[]): readonly string[] {
  const taken = takenEdges(moves)
  const drawn = FIGURE_5.map(({ from, to, event }) => {
    const times = taken.get(`${from} --> ${to}`)
    return `${from} --> ${to} : ${times === undefined ? event() : `${event()}<br/>${times}`}`
  })
  const inFigure = new Set(FIGURE_5.map(({ from, to }) => `${from} --> ${to}`))
  const others = [...taken].filter(([edge]) => !inFigure.has(edge))
  return [...drawn, ...others.map(([edge, times]) => `${edge} : ${times}`)]
}

/** Which ends took an edge, on which lines: `A line 3, B lines 4, 8`. */
function takenEdges(moves: readonly Move[]): ReadonlyMap<string, string> {
  const taken = new Map<string, Map<string, number[]>>()
  for (const { from, to, end, line } of moves) {
    const edge = `${from} --> ${to}`
    const byEnd = taken.get(edge) ?? new Map<string, number[]>()
    taken.set(edge, byEnd)
    const lines = byEnd.get(end) ?? []
    byEnd.set(end, lines)
    // Several connections of an end may take the edge at once.
    if (lines.at(-1) !== line) lines.push(line)
  }
  return new Map([...taken].map(([edge, byEnd]) => [edge, shortly([...byEnd].map(timesOf))]))
}

function timesOf([end, lines]: readonly [string, readonly number[]]): string {
  const name = label(end, 24)
  const numbers = shortly(lines.map(String))
  return lines.length === 1 ? say`${name} line ${numbers}` : say`${name} lines ${numbers}`
}

function named(ends: readonly string[]): string {
  return shortly(ends.map(end => label(end, 24)))
}

function shortly(all: readonly string[]): string {
  const more = all.length - MOST_NAMED
  return more > 0 ? say`${listed(all.slice(0, MOST_NAMED))} and ${more} more` : listed(all)
}

function colours(ends: readonly string[], visitors: Visitors): readonly string[] {
  const classes = new Map<string, State[]>()
  for (const state of STATES) {
    const name = classOf(ends, visitors.get(state))
    classes.set(name, [...(classes.get(name) ?? []), state])
  }
  return [...classes].flatMap(([name, states]) => [
    `classDef ${name} ${styleOf(name)}`,
    `class ${states.join(',')} ${name}`,
  ])
}

function classOf(ends: readonly string[], visitors: ReadonlySet<string> = new Set()): string {
  const [only] = visitors
  if (only === undefined) return 'untouched'
  const index = ends.indexOf(only)
  return visitors.size === 1 && index in COLOURS ? `end${index}` : 'several'
}

function styleOf(name: string): string {
  if (name === 'untouched') return 'fill:transparent,stroke:#8b949e,color:#8b949e'
  return name === 'several' ? SEVERAL : (COLOURS[Number(name.slice(3))] ?? SEVERAL)
}
