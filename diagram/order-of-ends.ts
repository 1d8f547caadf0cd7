import type { CheckedTrace } from '@synfin/trace'

/**
 * The ends of a trace as a textbook draws them, from left to right: those declared by `host` as they are declared, then
 * each as its first segment comes, the sender on the left.
 */
export function orderOfEnds(trace: CheckedTrace): readonly string[] {
  const known = new Set(trace.ends)
  const declared = trace.hosts.map(host => host.end.text).filter(end => known.has(end))
  const inSegments = trace.steps.flatMap(step =>
    step.kind === 'segment' ? [step.segment.from, step.segment.to] : [],
  )
  return [...new Set([...declared, ...inSegments, ...trace.ends])]
}
