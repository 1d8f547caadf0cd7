/** What one end of a trace sends, with its numbers by the SYNs and `given`s they count from, whatever those are called. */
import { type CheckedTrace, difference, type Linear, printFlags, printLinear } from '@synfin/trace'

/** A line each, without PSH; with `?` where the segment may be absent. */
export function answersOf({ steps, given }: CheckedTrace, end: string): string[] {
  const bases: Linear[] = given.flatMap(({ seq, ack }) => [seq, ack].filter(number => number !== undefined))
  const write = (number: Linear | 'any') => (number === 'any' ? '*' : fromBase(number, bases))
  const answers: string[] = []
  for (const step of steps) {
    if (step.kind !== 'segment') continue
    const { segment } = step
    if (segment.journey === 'arrives') continue
    if (segment.flags.includes('SYN') && segment.seq !== 'any' && !bases.some(isSame(segment.seq)))
      bases.push(segment.seq)
    if (segment.from !== end || segment.journey === 'stray') continue
    const flags = printFlags(segment.flags.filter(bit => bit !== 'PSH')) + (segment.optional ? '?' : '')
    const ack = segment.ack === undefined ? '' : ` ack ${write(segment.ack)}`
    answers.push(`${flags} seq ${write(segment.seq)}${ack} len ${printLinear(segment.len)}`)
  }
  return answers
}

/** The answers expected, without those that may be absent and are; one that is there loses its `?`. */
export function withoutAbsent(expected: readonly string[], observed: readonly string[]): string[] {
  let at = 0
  return expected.flatMap(answer => {
    const written = answer.replace('?', '')
    if (answer.includes('?') && observed[at] !== written) return []
    at++
    return [written]
  })
}

/** The number by the last base it may count from: `2+1` is the one after the SYN that was third. */
function fromBase(number: Linear, bases: readonly Linear[]): string {
  let nearest = printLinear(number)
  let distance = Number.POSITIVE_INFINITY
  for (const [at, base] of bases.entries()) {
    const behind = difference(number, base)
    const symbols = Object.values(behind.terms)
    if (symbols.some(coefficient => coefficient < 0) || behind.constant < 0) continue
    if (symbols.length * 1e9 + behind.constant > distance) continue
    distance = symbols.length * 1e9 + behind.constant
    nearest = `${at}+${printLinear(behind)}`
  }
  return nearest
}

function isSame(number: Linear): (base: Linear) => boolean {
  return base => printLinear(base) === printLinear(number)
}
