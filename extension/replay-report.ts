import type { ReplayRun, ReplayStep } from '@synfin/runner'

/** The runs of one trace as lines for the output channel. */
export function reportRuns(runs: readonly ReplayRun[]): readonly string[] {
  return runs.flatMap(run => {
    const width = widthOf(run.steps)
    return [
      headline(run),
      ...run.warnings.map(warning => `  warning: ${warning}`),
      ...run.steps.flatMap(step => stepLines(run.kernel, step, width)),
    ]
  })
}

/** One sentence about all runs: `client closes first: as written, with A and B as the kernel in turn`. */
export function summarize(trace: string, runs: readonly ReplayRun[]): string {
  const failed = runs.filter(({ verdict }) => verdict === 'failed')
  const passed = runs.filter(({ verdict }) => verdict === 'passed')
  const kernels = (some: readonly ReplayRun[]) => some.map(({ kernel }) => kernel).join(' and ')
  if (failed.length > 0)
    return `${trace}: not as written with ${kernels(failed)} as the kernel: ${failed[0]?.reason ?? 'a mismatch'}`
  if (passed.length === 0)
    return `${trace}: not replayed: ${runs[0]?.reason ?? 'it has no line a kernel can play'}`
  return `${trace}: as written, with ${kernels(passed)} as the kernel${passed.length > 1 ? ' in turn' : ''}`
}

function headline({ trace, kernel, verdict, reason, milliseconds }: ReplayRun): string {
  const why = reason === undefined ? '' : `: ${reason}`
  return `${trace}, ${kernel} as the kernel: ${verdict} in ${milliseconds.toFixed(1)} ms${why}`
}

function stepLines(kernel: string, step: ReplayStep, width: number): readonly string[] {
  const { line, direction, verdict, expected, observed, kernelState, message, live } = step
  const sign = verdict === 'ok' ? '✓' : '✖'
  const played = `  ${sign} ${String(line).padStart(4)}  ${direction.padEnd(8)}  ${expected}`
  if (verdict === 'ok') return [`${played.padEnd(20 + width)}  [${kernel}=${kernelState}]`]
  const why = `${verdict}${message === undefined ? '' : `: ${message}`}`
  const numbers = live === undefined ? '' : `   (${live})`
  return [played, `          observed  ${observed || 'nothing'}${numbers}`, `          ${why}`]
}

/** States stand in one column, unless a line is very long. */
function widthOf(steps: readonly ReplayStep[]): number {
  return Math.min(
    60,
    steps.reduce((width, { expected }) => Math.max(width, expected.length), 0),
  )
}
