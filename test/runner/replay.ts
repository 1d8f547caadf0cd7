/** Trace text in, what the kernel made of it out. */
import { fileURLToPath } from 'node:url'
import { readLines } from '@synfin/grammar'
import {
  kernelEnds,
  type Replayer,
  type ReplayOptions,
  type ReplayRun,
  type ReplayStep,
  Runner,
} from '@synfin/runner'
import { type CheckedTrace, checkFile } from '@synfin/trace'

export const childFile = fileURLToPath(new URL('../../runner/child.ts', import.meta.url))

/** The one trace of a text. */
export function readTrace(text: string): CheckedTrace {
  const [trace] = checkFile(readLines(text), { name: 'a test' }).traces
  if (!trace) throw new Error(`no trace in ${text}`)
  return trace
}

/** A runner of a test's own, closed with `await using`. */
export function startRunner(
  env: NodeJS.ProcessEnv = {},
  more: { childFile?: string; patience?: number } = {},
) {
  const runner = Runner.start({ childFile, ...more, env: { ...process.env, ...env } })
  return Object.assign(runner, { [Symbol.asyncDispose]: () => runner.close() })
}

/** Replays a text with each end as the kernel, or with those named. */
export async function replay(
  runner: Replayer,
  text: string,
  which = 'each',
  options: Partial<ReplayOptions> = {},
): Promise<ReplayRun[]> {
  const trace = readTrace(text)
  return Promise.all(
    kernelEnds(trace, which).map(kernel => runner.replay(trace, { file: 'a test', ...options, kernel })),
  )
}

/** What went wrong, one line each; `passed` where nothing did. */
export function report(run: ReplayRun): string {
  const wrong = run.steps.filter(({ verdict }) => verdict !== 'ok')
  if (wrong.length === 0) return [run.verdict, run.reason].filter(Boolean).join(': ')
  return wrong.map(reportStep).join('\n')
}

/** The verdict, and the first line that went wrong. */
export function fare({ verdict, steps }: ReplayRun): string {
  const wrong = steps.find(step => step.verdict !== 'ok')
  return wrong ? `${verdict}, line ${wrong.line} ${wrong.verdict}` : verdict
}

function reportStep({ line, verdict, expected, observed }: ReplayStep): string {
  return `line ${line} ${verdict}: ${expected} | ${observed || 'nothing'}`
}
