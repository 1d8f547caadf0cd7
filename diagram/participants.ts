import { type CheckedTrace, type Step, say } from '@synfin/trace'
import { label } from './label.ts'
import { orderOfEnds } from './order-of-ends.ts'

/** Beyond this many lifelines a reader sees nothing any more: the other ends share the last one. */
const MOST_LIFELINES = 16

/** The lifelines of a diagram, each with a Mermaid name of its own: an end called `end` would break Mermaid. */
export interface Participants {
  /** `participant` statements, from left to right. */
  readonly statements: readonly string[]
  /** The Mermaid name of an end's lifeline. */
  aliasOf(end: string): string
  /** Whether an end shares its lifeline with others, so that a label must say who is meant. */
  isShared(end: string): boolean
  /** Where a note about an end stands: beside the lifelines of two ends, over those of more. */
  besides(end: string): string
  /** Where a note about several ends stands. */
  over(ends: readonly string[]): string
  readonly overAll: string
  /** The left and the right end, where there are just two. */
  readonly pair: readonly [string, string] | undefined
}

/** The lifelines that the given steps need. */
export function participantsOf(trace: CheckedTrace, steps: readonly Step[]): Participants {
  const ends = endsDrawn(trace, steps)
  const own = ends.length > MOST_LIFELINES ? ends.slice(0, MOST_LIFELINES - 1) : ends
  const place = new Map(own.map((end, index) => [end, index]))
  const others = ends.length - own.length
  const last = others > 0 ? own.length : Math.max(0, own.length - 1)
  const placeOf = (end: string) => place.get(end) ?? last
  const across = (first: number, until: number) =>
    first === until ? `over p${first}` : `over p${first},p${until}`
  return {
    statements: statementsFor(own, others),
    aliasOf: end => `p${placeOf(end)}`,
    isShared: end => !place.has(end),
    besides: end => {
      if (last > 1) return `over p${placeOf(end)}`
      return placeOf(end) === 0 && last === 1 ? 'left of p0' : `right of p${placeOf(end)}`
    },
    over: named => {
      const places = named.length === 0 ? [0, last] : named.map(placeOf)
      return across(Math.min(...places), Math.max(...places))
    },
    overAll: across(0, last),
    pair: own.length === 2 && others === 0 ? (own as [string, string]) : undefined,
  }
}

/** Of a long trace only some lines are drawn, and only their ends. */
function endsDrawn(trace: CheckedTrace, steps: readonly Step[]): readonly string[] {
  const ends = orderOfEnds(trace)
  if (steps.length === trace.steps.length) return ends
  const named = new Set(steps.flatMap(endsNamedBy))
  return ends.filter(end => named.has(end))
}

function endsNamedBy(step: Step): readonly string[] {
  switch (step.kind) {
    case 'segment':
      return [step.segment.from, step.segment.to]
    case 'call':
      return [step.call.end]
    case 'timer':
      return [step.timer.end]
    case 'note':
      return step.ends
    default:
      return []
  }
}

function statementsFor(own: readonly string[], others: number): readonly string[] {
  if (own.length === 0) return [`participant p0 as ${say`nobody yet`}`]
  const statements = own.map((end, index) => `participant p${index} as ${label(end, 24)}`)
  return others > 0 ? [...statements, `participant p${own.length} as ${say`${others} more`}`] : statements
}
