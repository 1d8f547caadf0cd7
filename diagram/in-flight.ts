import type { Step, TraceSegment } from '@synfin/trace'

/**
 * Marks that pair each segment's departure (`A -> ...`) with its arrival (`... -> B`): ①, ②, … as they depart.
 *
 * An arrival takes the oldest segment in flight that looks like it; one without a departure has no mark.
 */
export function markInFlight(steps: readonly Step[]): ReadonlyMap<Step, string> {
  const marks = new Map<Step, string>()
  const inFlight = new Map<string, string[]>()
  let departures = 0
  for (const step of steps) {
    if (step.kind !== 'segment') continue
    const { journey } = step.segment
    if (journey !== 'departs' && journey !== 'arrives') continue
    const alike = likeness(step.segment)
    const waiting = inFlight.get(alike) ?? []
    inFlight.set(alike, waiting)
    if (journey === 'departs') {
      departures += 1
      waiting.push(circled(departures))
      marks.set(step, circled(departures))
    } else {
      const mark = waiting.shift()
      if (mark !== undefined) marks.set(step, mark)
    }
  }
  return marks
}

function likeness({ from, to, flags, icmp, seq, ack, len }: TraceSegment): string {
  return JSON.stringify([from, to, [...flags].sort(), icmp, seq, ack, len])
}

/** Unicode has circles up to ⑳. */
function circled(number: number): string {
  return number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : `(${number})`
}
