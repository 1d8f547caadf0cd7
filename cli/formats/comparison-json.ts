import type { Comparison } from '../comparison.ts'

/** A comparison as programs read it. */
export function comparisonJson({ stacks, runs, differences, unplayed }: Comparison): string {
  const written = {
    stacks,
    differences: differences.map(({ conducts, ...difference }) => ({
      ...difference,
      conducts: Object.fromEntries(stacks.map((stack, at) => [stack, conducts[at]])),
    })),
    unplayed: unplayed.map(one => ({ ...one, end: one.end || null })),
    summary: { runs, differences: differences.length, unplayed: unplayed.length },
  }
  return `${JSON.stringify(written)}\n`
}
