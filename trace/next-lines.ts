/** What may legally come next: what an end is obliged to send, then what both are allowed to. */
import type { CheckedFile, EndStates } from './checked-trace.ts'
import { FreshNames } from './fresh-names.ts'
import { HalfProposals, type Proposal } from './half-proposals.ts'
import { printProposed } from './proposed-line.ts'
import { say } from './say.ts'
import { type Standpoint, standpointAfter, statesAt, textAt, withEnd } from './standpoint.ts'
import { isUnnamed } from './survey.ts'
import { Trials } from './trials.ts'

/** One line that may come next. */
export interface NextLine {
  /** As it would be written, in the trace's symbols and with single spaces; numbers without a name are left out. */
  readonly text: string
  /** Whether RFC 9293 obliges the end to send it, or only allows it. */
  readonly rank: 'owed' | 'allowed'
  /** The rule, with its section. */
  readonly why: string
  /** The states after it. */
  readonly states: EndStates
}

/** More nobody reads. */
const MOST_LINES = 60

/** Connections whose next lines are looked for: in a trace of many, those last heard of. */
const MOST_CONNECTIONS = 6

/**
 * What may legally come after a line of a checked file, best first: the replies owed and what else may answer, the
 * segments on their way, what each end's state allows, and what may be lost.
 *
 * Every line has been tried out: written there, neither it nor a line above it earns an error or a warning that it
 * did not have before. In a trace of many thousand lines, those are left out that would take too long to try.
 */
export function linesAfter(file: CheckedFile, line: number): NextLine[] {
  const standpoint = standpointAfter(file, line)
  if (standpoint === undefined) return []
  const trials = new Trials(standpoint)
  const { connections } = trials.walk.survey
  const isLonely = connections.some(([, peer]) => isUnnamed(trials.walk.survey, peer))
  return isLonely
    ? nextLines(new Trials(withEnd(standpoint, new FreshNames(standpoint, trials.walk).end())))
    : nextLines(trials)
}

function nextLines(trials: Trials): NextLine[] {
  const { standpoint } = trials
  const next: NextLine[] = []
  for (const { line, rank, why } of unique(proposals(trials)).slice(0, trials.most)) {
    const trial = trials.of(line) ?? (rank === 'owed' ? trials.asRead(line) : undefined)
    if (trial?.step === undefined || trial.isFaulty) continue
    next.push({ text: textAt(standpoint, line), rank, why, states: statesAt(standpoint, trial.step.states) })
    if (next.length === MOST_LINES) break
  }
  return next
}

function unique(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>()
  return proposals.filter(({ line }) => {
    const text = printProposed(line)
    const isNew = !seen.has(text)
    seen.add(text)
    return isNew
  })
}

/** All that the ends might do, best first, legal or not. */
function proposals({ standpoint, walk }: Trials): Proposal[] {
  const names = new FreshNames(standpoint, walk)
  const halves = pairs(standpoint, walk, names).flatMap(([a, b]) => [
    new HalfProposals(walk, names, a, b),
    new HalfProposals(walk, names, b, a),
  ])
  const each = (propose: (half: HalfProposals) => readonly Proposal[]) => halves.flatMap(propose)
  const owed = each(half => half.owed())
  const segments = each(half => half.segments())
  return [
    ...owed,
    ...each(half => half.refusals()),
    ...each(half => half.arrivals()),
    ...owed.flatMap(lost),
    ...each(half => half.expiry()),
    ...segments,
    ...each(half => half.calls()),
    ...each(half => half.lastResorts()),
    ...segments.flatMap(lost),
  ]
}

/** The same segment, lost. */
function lost({ line }: Proposal): Proposal[] {
  if (line.kind !== 'segment' || line.from === undefined) return []
  const why = say`it leaves ${line.from.text} and is lost; what is not answered is sent again (§3.8.1)`
  return [{ line: { ...line, arrow: { ...line.arrow, lost: true } }, rank: 'allowed', why }]
}

/** The connections to look at, those last heard of first, and one that a new line might begin. */
function pairs(
  standpoint: Standpoint,
  walk: Trials['walk'],
  names: FreshNames,
): readonly (readonly [string, string])[] {
  const { connections, ends } = walk.survey
  if (connections.length > 0) {
    return recent(standpoint, connections)
      .filter(([, peer]) => !isUnnamed(walk.survey, peer))
      .slice(0, MOST_CONNECTIONS)
  }
  const [first = names.end(), second = names.end([first])] = ends
  const opener = walk.network.endpoint(first).listening ? second : first
  return [[opener, opener === first ? second : first]]
}

/** How far back it is looked which connections were heard of last. */
const LINES_BACK = 200

/** In a trace of many connections, those of the lines just above, the last first; the others follow. */
function recent(
  { memory: { statements }, index }: Standpoint,
  connections: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  if (connections.length <= MOST_CONNECTIONS) return connections
  const above = statements.slice(Math.max(0, index - LINES_BACK), index).reverse()
  const heard = above.flatMap(({ line }) =>
    line.kind === 'segment' && line.from && line.to ? [[line.from.text, line.to.text] as const] : [],
  )
  const byPair = new Map(
    [...heard, ...connections.slice(0, MOST_CONNECTIONS)]
      .reverse()
      .map(([a, b]) => [[a, b].toSorted().join('|'), [a, b] as const]),
  )
  return [...byPair.values()].reverse()
}
