/** The stack's lines taken out of a trace, and written into it again from what the stack does. */
import { readdirSync, readFileSync } from 'node:fs'
import { formatText, readLines } from '@synfin/grammar'
import { amendTrace, claimStates, kernelEnds, type ReadTrace } from '@synfin/runner'
import { checkFile, printCall } from '@synfin/trace'
import { afterAll, describe, expect, test } from 'vitest'
import { answersOf, withoutAbsent } from './answers.ts'
import { report, startRunner } from './replay.ts'

const runner = startRunner()
afterAll(() => runner.close())

/** Traces in which Linux sends its SYN again a tick after the RST, when our next line has been played. */
const SYN_AFTER_RESET = /^Figure 9|^A has forgotten, and connects again$/

const folder = new URL('../../examples/', import.meta.url)
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.synfin'))
  .flatMap(name => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    return read(text).checked.traces.flatMap((trace, index) =>
      kernelEnds(trace, 'each').map(kernel => ({ name, trace: trace.name, text, index, kernel })),
    )
  })
  .filter(({ trace, kernel }) => !(kernel === 'A' && SYN_AFTER_RESET.test(trace)))
  // A recording has no options: what our own lines echo of them would have no value.
  .filter(({ text, index }) => !echoesOptions(text, index))

function echoesOptions(text: string, index: number): boolean {
  const steps = read(text).checked.traces[index]?.steps ?? []
  return steps.some(step => step.kind === 'segment' && (step.segment.ts ?? step.segment.tfo) !== undefined)
}

describe.concurrent('an example without the lines of its kernel gets them back, but for the names of numbers', () => {
  test.each(examples)('$name: $trace, the kernel is $kernel', async ({ text, index, kernel }) => {
    const stripped = withoutLinesOf(kernel, text, index)
    const recorded = await record(stripped, index, kernel)
    const again = await record(recorded, index, kernel)
    const [expected, observed] = [text, recorded].map(text => answersIn(text, index, kernel))
    expect(observed, recorded).toEqual(withoutAbsent(expected ?? [], observed ?? []))
    expect(again).toBe(recorded)
  })
})

/** Completes a trace; fails unless it then goes as written. */
async function record(text: string, index: number, kernel: string): Promise<string> {
  const amend = async (text: string) => {
    const { run, problem, ...amended } = await amendTrace(text, {
      index,
      kernel,
      read,
      play: trace => runner.replay(trace, { file: 'a test', kernel, record: true }),
    })
    expect(problem ?? report(run), amended.text).toBe('passed')
    return { ...amended, run }
  }
  const answered = await amend(text)
  const claimed = claimStates(read(answered.text), answered.run, { index, kernel })
  return formatText((await amend(claimed)).text)
}

function answersIn(text: string, index: number, kernel: string): string[] {
  const trace = read(text).checked.traces[index]
  return trace ? answersOf(trace, kernel) : []
}

function read(text: string): ReadTrace {
  const lines = readLines(text)
  return { text, lines, checked: checkFile(lines, { name: 'a test' }) }
}

/** A text with a trace's segments and claims of one end taken out. What its application does is written as calls. */
function withoutLinesOf(kernel: string, text: string, index: number): string {
  const { checked, lines } = read(text)
  const trace = checked.traces[index]
  const rows = text.split('\n')
  for (const step of trace?.steps ?? []) {
    if (step.usedAt !== undefined) continue
    const at = step.line - 1
    const calls = step.inferredCalls.filter(({ end }) => end === kernel).map(printCall)
    const isKernels = step.kind === 'segment' && step.segment.from === kernel
    if (isKernels && ['delivered', 'lost', 'departs'].includes(step.segment.journey))
      rows[at] = calls.join('\n')
    const line = lines.find(({ number }) => number === step.line)
    if (isKernels || !line || !('claim' in line) || !line.claim) continue
    const { start, end } = line.claim.span
    const kept = line.claim.states.filter(state => state.end.text !== kernel)
    const claim = kept.map(({ span }) => rows[at]?.slice(span.start - 1, span.end - 1)).join(' ')
    rows[at] = `${rows[at]?.slice(0, start - 1)}${claim && `[${claim}]`}${rows[at]?.slice(end - 1)}`
  }
  return rows.join('\n')
}
