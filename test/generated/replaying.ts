/** Generated traces on the wire. */
import { isUnplayable, type ReplayRun, type Runner } from '@synfin/runner'
import fc from 'fast-check'
import { check, textOf } from './checking.ts'
import { type Event, moved, type SegmentEvent } from './events.ts'
import { type GeneratedTrace, legalTraces } from './legal-trace.ts'

/** Traces that a kernel can play one end of: it answers at once, and nothing else. */
export const replayableTraces = legalTraces({
  profile: fc.constant('linux'),
  kernel: fc.constantFrom('A', 'B'),
  maxLines: 16,
})

/** Replays a trace with its kernel's end as the kernel. */
export async function replayGenerated(
  runner: Runner,
  { kernel }: GeneratedTrace,
  events: readonly Event[],
): Promise<ReplayRun> {
  const [trace] = check(textOf(events, 'linux')).traces
  if (trace === undefined || kernel === undefined) throw new Error('not a trace to replay')
  return runner.replay(trace, { file: 'generated', kernel })
}

/** Whether every line can be put on the wire: one that was falsified may leave a later one without its segment. */
export function isReplayable(events: readonly Event[]): boolean {
  const { findings } = check(textOf(events, 'linux'))
  return !findings.some(({ severity, code }) => severity === 'error' && isUnplayable(code))
}

/** What went wrong in a run, beneath its trace. */
export function describeRun(run: ReplayRun, { kernel }: GeneratedTrace, events: readonly Event[]): string {
  const wrong = run.steps.filter(({ verdict }) => verdict !== 'ok')
  const steps = wrong.map(
    ({ line, verdict, expected, observed }) =>
      `// line ${line} ${verdict}: expected ${expected}, observed ${observed ?? 'nothing'}`,
  )
  return [`// kernel ${kernel}: ${run.verdict}, ${run.reason}`, ...steps, textOf(events, 'linux')].join('\n')
}

/** A line of the kernel's with an expectation that it does not meet. */
export interface Falsified {
  readonly at: number
  readonly events: readonly Event[]
}

/** Each line of the kernel's, falsified: an acknowledgment, text, a flag, or the whole line taken away. */
export function falsifications({ events, kernel }: GeneratedTrace): Falsified[] {
  return events.flatMap((event, at) => {
    if (event.kind !== 'segment' || event.from !== kernel || event.optional) return []
    if (event.journey !== 'delivered' && event.journey !== 'lost') return []
    return falsified(event).map(other => ({ at, events: events.with(at, other) }))
  })
}

function falsified(event: SegmentEvent): SegmentEvent[] {
  const { ack, flags, len } = event
  const others: SegmentEvent[] = [{ ...event, len: len + 1 }]
  if (ack !== undefined) others.push({ ...event, ack: moved(ack, 1) })
  if (!flags.includes('SYN')) others.push({ ...event, flags: [...flags, 'URG'] })
  return others
}
