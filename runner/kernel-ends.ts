import { type CheckedTrace, FINDING_CODES, type Profile, severityOf } from '@synfin/trace'

/** What of a trace decides it; of its steps those that expect a finding are enough. */
type TraceEnds = Pick<CheckedTrace, 'ends' | 'connections' | 'steps' | 'profile'>

/**
 * The ends of a trace that the kernel plays, one run each: the one named, or with `each` every end that takes part
 * in a connection and sends nothing wrong on purpose. Empty where the trace has no end of that name.
 */
export function kernelEnds(trace: TraceEnds, which: string): string[] {
  if (which !== 'each') return trace.ends.filter(end => end === which)
  const connected = new Set(trace.connections.flat())
  const playing = connected.size === 0 ? [...trace.ends] : trace.ends.filter(end => connected.has(end))
  const lawful = playing.filter(end => !sendsWrongOnPurpose(trace, end))
  return lawful.length === 0 ? playing : lawful
}

/** Errors in what a line claims, not in the segment it sends. */
const CLAIM_ERRORS = ['state-mismatch', 'illegal-transition', 'time-wait-skipped', 'unknown-state']

/** No kernel sends what `//!` says is an error. */
function sendsWrongOnPurpose({ steps, profile }: TraceEnds, end: string): boolean {
  return steps.some(
    step =>
      step.kind === 'segment' &&
      step.segment.from === end &&
      step.segment.journey !== 'stray' &&
      step.expected.some(code => isError(code, profile) && !CLAIM_ERRORS.includes(code)),
  )
}

function isError(written: string, profile: Profile): boolean {
  const code = FINDING_CODES.find(known => known === written)
  return code !== undefined && severityOf(code, profile) === 'error'
}
