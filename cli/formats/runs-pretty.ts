import type { ReplayRun, ReplayStep } from '@synfin/runner'
import type { CheckedTrace, EndStates, Step } from '@synfin/trace'
import { displayWidth, wrap } from '../display.ts'
import type { ReplayedRun, ReplayReport } from '../replay-files.ts'
import { printable, type Style, type Terminal } from '../terminal.ts'
import { counted } from './counted.ts'
import { explanation } from './finding-frame.ts'
import { adviceFor } from './mismatch-advice.ts'

const SIGN = { passed: '✔', failed: '✖', skipped: '-' } as const
const STYLE: Readonly<Record<ReplayRun['verdict'], Style>> = {
  passed: 'green',
  failed: 'red',
  skipped: 'yellow',
}

/** More ends than this would not fit beside the lines; then only the states that changed are shown. */
const MOST_COLUMNS = 3
const WIDEST_STATE = 'ESTABLISHED'.length

/** Prints runs for people as they come: every line with the states of both ends, the verdict, and what went wrong. */
export class RunPrinter {
  private readonly terminal: Terminal
  private readonly seen = new Set<string>()

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  /** A run in full; a repetition that passed needs no words. */
  print({ run, trace }: ReplayedRun): void {
    const identity = JSON.stringify([run.file, run.trace, run.kernel])
    if (this.seen.has(identity) && run.verdict === 'passed') return
    this.seen.add(identity)
    const rows = rowsOf(run, trace)
    const parts = [
      this.heading(run),
      ...this.table(rows, trace, run),
      ...this.mismatches(run),
      ...run.warnings.map(warning => `  note: ${printable(warning)}`),
      `  ${this.verdict(run)}`,
      '',
    ]
    this.terminal.out(`${parts.join('\n')}\n`)
  }

  printSummary({ runs, problems, summary }: ReplayReport): void {
    const { passed, failed, skipped } = summary
    const { terminal } = this
    const milliseconds = runs.reduce((sum, { run }) => sum + run.milliseconds, 0)
    const counts = [
      ...(passed > 0 ? [terminal.paint('green', `${passed} passed`)] : []),
      ...(failed > 0 ? [terminal.paint('red', `${failed} failed`)] : []),
      ...(skipped > 0 ? [terminal.paint('yellow', `${skipped} skipped`)] : []),
      ...(problems.length > 0 ? [terminal.paint('red', `${problems.length} could not be run`)] : []),
    ]
    const time = runs.length > 0 ? ` in ${shownTime(milliseconds)}` : ''
    const against = runs.some(({ run }) => run.peer === 'model') ? ' against the model' : ''
    terminal.out(
      `${counted(runs.length, 'replay')}${against}: ${counts.join(', ') || 'nothing to replay'}${time}\n`,
    )
    this.nameFailed(runs)
    this.tellOnce(runs)
  }

  /** In a long run what went wrong has scrolled away: say once more where. */
  private nameFailed(runs: readonly ReplayedRun[]): void {
    const failed = runs.filter(({ run }) => run.verdict === 'failed').map(({ run }) => run)
    const places = failed.map(run => `${place(run)}: ${run.trace}, the ${run.peer} is ${run.kernel}`)
    const sign = this.terminal.paint('red', SIGN.failed)
    for (const line of new Set(places)) this.terminal.out(`  ${sign} ${printable(line)}\n`)
  }

  /** Why runs were skipped is the same sentence for all when the machine cannot replay. */
  private tellOnce(runs: readonly ReplayedRun[]): void {
    const reasons = new Set(runs.flatMap(({ run }) => (run.verdict === 'skipped' ? [run.reason ?? ''] : [])))
    for (const reason of reasons) this.terminal.complain(reason)
    const isForModel = runs.some(
      ({ run: { peer, skipped } }) =>
        peer === 'kernel' && (skipped === 'kernel-cannot' || skipped === 'machine-cannot'),
    )
    if (isForModel && ![...reasons].some(reason => reason.includes('--peer model')))
      this.terminal.complain('`--peer model` replays against the built-in model, which needs no kernel')
  }

  private heading(run: ReplayRun): string {
    const name = this.terminal.paint('bold', printable(run.trace))
    return `${name}  ${printable(run.file)}, the ${run.peer} is ${run.kernel}`
  }

  private table(rows: readonly Row[], trace: CheckedTrace, run: ReplayRun): string[] {
    if (rows.length === 0) return []
    const keys = Object.keys(trace.final).sort()
    const margin = String(trace.endLine).length
    const width = Math.max(...rows.map(({ text }) => displayWidth(text)))
    const inColumns = keys.length <= MOST_COLUMNS
    const titles = keys.map(key => (key.split('/')[0] === run.kernel ? `${key} (${run.peer})` : key))
    const widths = titles.map(title => Math.max(WIDEST_STATE, title.length))
    const header = titles.map((title, index) => title.padEnd(widths[index] ?? 0)).join('  ')
    const lead = ' '.repeat(4 + margin + 2 + width + 2)
    return [
      ...(inColumns ? [this.terminal.paint('dim', `${lead}${header}`.trimEnd())] : []),
      ...rows.map(row => {
        const states = inColumns
          ? keys.map((key, index) => (row.states[key] ?? '').padEnd(widths[index] ?? 0)).join('  ')
          : row.changed.map(([key, state]) => `${key}=${state}`).join(' ')
        const number = this.terminal.paint('dim', String(row.line).padStart(margin))
        const text = row.text + ' '.repeat(width - displayWidth(row.text))
        return `  ${this.sign(row.step)} ${number}  ${text}  ${states}`.trimEnd()
      }),
    ]
  }

  private sign(step: ReplayStep): string {
    return step.verdict === 'ok'
      ? this.terminal.paint('green', SIGN.passed)
      : this.terminal.paint('red', SIGN.failed)
  }

  private mismatches(run: ReplayRun): string[] {
    return run.steps
      .filter(({ verdict }) => verdict !== 'ok')
      .flatMap(step => ['', ...this.mismatch(step, run)])
  }

  private mismatch(step: ReplayStep, run: ReplayRun): string[] {
    const { terminal } = this
    const { why, help } = adviceFor(step, run.peer)
    const code = terminal.paint(['bold', 'red'], 'error[replay-mismatch]')
    const headline = terminal.paint('bold', `: ${printable(step.message ?? `${step.verdict} segment`)}`)
    const live = step.live === undefined ? '' : `      (live: ${step.live})`
    return [
      `${printable(run.file)}:${step.line}:1: ${code}${headline}`,
      `  trace   ${printable(step.expected)}`,
      `  ${run.peer.padEnd(6)}  ${printable(step.observed) || 'nothing'}${live}`,
      ...explanation('why:', why, 1, terminal),
      ...explanation('help:', help, 1, terminal),
    ]
  }

  private verdict(run: ReplayRun): string {
    const { terminal } = this
    const verdict = terminal.paint(STYLE[run.verdict], `${SIGN[run.verdict]} ${run.verdict}`)
    if (run.verdict === 'skipped')
      return `${verdict}: ${wrap(printable(run.reason ?? ''), terminal.width).join('\n  ')}`
    const numbers = Object.entries(run.bindings).map(([symbol, number]) => `${symbol}=${number}`)
    const shown = numbers.length === 0 ? '' : terminal.paint('dim', `  ${numbers.join(' ')}`)
    return `${verdict} in ${shownTime(run.milliseconds)}${shown}`
  }
}

/** The file and the first line that did not go as written. */
function place({ file, steps }: ReplayRun): string {
  const wrong = steps.find(({ verdict }) => verdict !== 'ok')
  return wrong === undefined ? file : `${file}:${wrong.line}`
}

interface Row {
  readonly step: ReplayStep
  readonly line: number
  readonly text: string
  readonly states: EndStates
  /** The states that are not as they were on the row before. */
  readonly changed: readonly (readonly [string, string])[]
}

/** What was played beside what the checker says of the same line; the kernel's end as the kernel reports it. */
function rowsOf(run: ReplayRun, trace: CheckedTrace): Row[] {
  const rows: Row[] = []
  let states: EndStates = trace.initial
  let next = 0
  for (const step of run.steps) {
    const found = trace.steps.findIndex((checked, index) => index >= next && checked.line === step.line)
    const checked = trace.steps[found]
    if (found >= 0) next = found + 1
    const after = checked === undefined ? states : withKernel(checked, step, run.kernel)
    const changed = Object.entries(after).filter(([key, state]) => states[key] !== state)
    rows.push({
      step,
      line: step.line,
      text: printable(checked?.text || step.expected),
      states: after,
      changed,
    })
    states = after
  }
  return rows
}

/** Where the kernel's end has several connections, its one state says nothing of each. */
function withKernel({ states }: Step, step: ReplayStep, kernel: string): EndStates {
  return kernel in states ? { ...states, [kernel]: step.kernelState } : states
}

function shownTime(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
