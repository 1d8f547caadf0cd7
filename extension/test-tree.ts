import type { TraceOutline } from '@synfin/language-server/protocol'
import { kernelEnds } from '@synfin/runner'

/** A trace as an item of the Testing view; below it stands one item for each end the kernel can play. */
export interface TraceTest<Trace> {
  /** The trace's name; traces that share one by mistake are numbered. */
  readonly id: string
  readonly trace: Trace
  /** The ends that the kernel plays in turn. */
  readonly kernels: readonly string[]
}

/** The tests of a file, in its order. A trace in which nobody takes part is none. */
export function traceTests<Trace extends TraceOutline>(
  traces: readonly Trace[],
): readonly TraceTest<Trace>[] {
  const named = new Map<string, number>()
  return traces.flatMap(trace => {
    const before = named.get(trace.name) ?? 0
    named.set(trace.name, before + 1)
    const kernels = kernelEnds(trace, 'each')
    const id = before === 0 ? trace.name : `${trace.name} (${before + 1})`
    return kernels.length === 0 ? [] : [{ id, trace, kernels }]
  })
}
