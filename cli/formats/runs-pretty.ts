import { peerName, type ReplayRun, type ReplayStep } from '@synfin/runner'
import { type CheckedTrace, displayWidth, type EndStates, padded, say, wrap } from '@synfin/trace'
import type { ReplayedRun, ReplayReport } from '../replay-files.ts'
import { printable, type Style, type Terminal } from '../terminal.ts'
import { counted } from './counted.ts'
import { explanation } from './finding-frame.ts'
import { adviceFor } from './mismatch-advice.ts'
import { identity, repetitionsOf, wayOf } from './repetitions.ts'
import { checkedSteps, statesAt, writeStates } from './states-at.ts'

const SIGN = { passed: '✔', failed: '✖', skipped: '-' } as const
const VERDICT = { passed: () => say`passed`, failed: () => say`failed`, skipped: () => say`skipped` } as const
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
  /** Runs may overlap: what they take in all is for the clock to say. */
  private readonly begun = performance.now()

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  /** Whether a run shows anything new: not a repetition that passed, nor one that failed as another did. */
  isWorthPrinting({ run }: ReplayedRun): boolean {
    return !this.seen.has(identity(run)) || (run.verdict === 'failed' && !this.seen.has(failureOf(run)))
  }

  /** A run in full. */
  print(replayed: ReplayedRun): void {
    const { run, trace } = replayed
    this.seen.add(identity(run)).add(failureOf(run))
    const rows = rowsOf(replayed)
    const parts = [
      this.heading(run),
      ...this.table(rows, trace, run),
      ...this.mismatches(replayed),
      ...run.warnings.map(warning => `  ${say`note: ${printable(warning)}`}`),
      `  ${this.verdict(run)}`,
      '',
    ]
    this.terminal.out(`${parts.join('\n')}\n`)
  }

  printSummary({ runs, problems, summary }: ReplayReport): void {
    const { passed, failed, skipped } = summary
    const { terminal } = this
    const counts = [
      ...(passed > 0 ? [terminal.paint('green', say`${passed} passed`)] : []),
      ...(failed > 0 ? [terminal.paint('red', say`${failed} failed`)] : []),
      ...(skipped > 0 ? [terminal.paint('yellow', say`${skipped} skipped`)] : []),
      ...(problems.length > 0 ? [terminal.paint('red', say`${problems.length} could not be run`)] : []),
    ]
    const time = runs.length > 0 ? say` in ${shownTime(performance.now() - this.begun)}` : ''
    const against = runs.some(({ run }) => run.peer === 'model') ? say` against the model` : ''
    const outcome = counts.join(say`, `) || say`nothing to replay`
    terminal.out(`${say`${counted(runs.length, 'replay')}${against}: ${outcome}${time}`}\n`)
    this.nameFailed(runs)
    this.tellOnce(runs)
  }

  /** In a long run what went wrong has scrolled away: say once more where, and of repetitions how often and how. */
  private nameFailed(replayed: readonly ReplayedRun[]): void {
    const peer = peerName(replayed[0]?.run.peer ?? 'kernel')
    const sign = this.terminal.paint('red', SIGN.failed)
    for (const { file, trace, kernel, runs, failed, ways } of repetitionsOf(replayed)) {
      if (failed === 0) continue
      const place = typeof ways[0]?.line === 'number' ? `${file}:${ways[0].line}` : file
      const often = runs > 1 ? say`: ${failed} of ${runs} failed` : ''
      const said = printable(say`${place}: ${trace}, the ${peer} is ${kernel}`)
      const repeated = runs > 1 ? ways.map(({ way, count }) => `      ${count} × ${printable(way)}\n`) : []
      this.terminal.out([`  ${sign} ${said}${often}\n`, ...repeated].join(''))
    }
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
      this.terminal.complain(say`\`--peer model\` replays against the built-in model, which needs no kernel`)
  }

  private heading(run: ReplayRun): string {
    const name = this.terminal.paint('bold', printable(run.trace))
    if (run.kernel === '') return `${name}  ${printable(run.file)}`
    return say`${name}  ${printable(run.file)}, the ${peerName(run.peer)} is ${run.kernel}`
  }

  private table(rows: readonly Row[], trace: CheckedTrace, run: ReplayRun): string[] {
    if (rows.length === 0) return []
    const keys = Object.keys(trace.final).sort()
    const margin = String(trace.endLine).length
    const width = Math.max(...rows.map(({ text }) => displayWidth(text)))
    const inColumns = keys.length <= MOST_COLUMNS
    const titles = keys.map(key =>
      key.split('/')[0] === run.kernel ? say`${key} (${peerName(run.peer)})` : key,
    )
    const widths = titles.map(title => Math.max(WIDEST_STATE, displayWidth(title)))
    const header = titles.map((title, index) => padded(title, widths[index] ?? 0)).join('  ')
    const lead = ' '.repeat(4 + margin + 2 + width + 2)
    return [
      ...(inColumns ? [this.terminal.paint('dim', `${lead}${header}`.trimEnd())] : []),
      ...rows.map(row => {
        const states = inColumns
          ? keys.map((key, index) => (row.states[key] ?? '').padEnd(widths[index] ?? 0)).join('  ')
          : row.changed.map(([key, state]) => `${key}=${state}`).join(' ')
        const number = this.terminal.paint('dim', String(row.line).padStart(margin))
        const text = padded(row.text, width)
        return `  ${this.sign(row.step)} ${number}  ${text}  ${states}`.trimEnd()
      }),
    ]
  }

  private sign(step: ReplayStep): string {
    return step.verdict === 'ok'
      ? this.terminal.paint('green', SIGN.passed)
      : this.terminal.paint('red', SIGN.failed)
  }

  private mismatches(replayed: ReplayedRun): string[] {
    return replayed.run.steps.flatMap((step, at) =>
      step.verdict === 'ok' ? [] : ['', ...this.mismatch(step, at, replayed)],
    )
  }

  private mismatch(step: ReplayStep, at: number, replayed: ReplayedRun): string[] {
    const { terminal } = this
    const { run } = replayed
    const { rfc9293, linux } = replayed.opinions.get(at) ?? {}
    const { why, help } = adviceFor(step, run.peer)
    const code = terminal.paint(['bold', 'red'], 'error[replay-mismatch]')
    const headline = terminal.paint('bold', `: ${printable(step.message ?? `${step.verdict} segment`)}`)
    const beside = (live: string | undefined) => (live ? `      ${say`(live: ${live})`}` : '')
    return [
      `${printable(run.file)}:${step.line}:1: ${code}${headline}`,
      `  ${label(say`trace`)}${printable(step.expected)}${beside(step.expectedLive)}`,
      `  ${label(peerName(run.peer))}${printable(step.observed) || say`nothing`}${beside(step.live)}`,
      ...(rfc9293 !== undefined && run.peer !== 'model' ? [`  ${label('RFC')}${printable(rfc9293)}`] : []),
      ...(linux !== undefined && run.peer !== 'kernel' ? [`  ${label('Linux')}${printable(linux)}`] : []),
      `  ${label(say`states`)}${writeStates(statesAt(replayed, at))}`,
      ...explanation(say`why:`, why, 1, terminal),
      ...explanation(say`help:`, help, 1, terminal),
    ]
  }

  private verdict(run: ReplayRun): string {
    const { terminal } = this
    const verdict = terminal.paint(STYLE[run.verdict], `${SIGN[run.verdict]} ${VERDICT[run.verdict]()}`)
    if (run.verdict === 'skipped')
      return say`${verdict}: ${wrap(printable(run.reason ?? ''), terminal.width).join('\n  ')}`
    const numbers = Object.entries(run.bindings).map(([symbol, number]) => `${symbol}=${number}`)
    const shown = numbers.length === 0 ? '' : terminal.paint('dim', `  ${numbers.join(' ')}`)
    const isSaidAbove = run.verdict === 'passed' || run.steps.some(step => step.verdict !== 'ok')
    const why = isSaidAbove ? '' : say`: ${printable(run.reason ?? '')}`
    return `${verdict}${say` in ${shownTime(run.milliseconds)}`}${shown}${why}`
  }
}

/** What stands before a segment or the states, in a column of its own. */
function label(text: string): string {
  return padded(text, LABEL)
}

const LABEL = 'kernel  '.length

/** The same for repetitions that failed alike. */
function failureOf(run: ReplayRun): string {
  return `${identity(run)} ${wayOf(run)}`
}

interface Row {
  readonly step: ReplayStep
  readonly line: number
  readonly text: string
  readonly states: EndStates
  /** The states that are not as they were on the row before. */
  readonly changed: readonly (readonly [string, string])[]
}

/** What was played beside what the checker says of the same line. */
function rowsOf(replayed: ReplayedRun): Row[] {
  const { run, trace } = replayed
  const checked = checkedSteps(trace, run)
  let before: EndStates = trace.initial
  return run.steps.flatMap((step, at) => {
    if (step.continues) return []
    const states = checked[at] === undefined ? before : statesAt(replayed, at)
    const changed = Object.entries(states).filter(([key, state]) => before[key] !== state)
    before = states
    return [{ step, line: step.line, text: printable(checked[at]?.text || step.expected), states, changed }]
  })
}

function shownTime(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
