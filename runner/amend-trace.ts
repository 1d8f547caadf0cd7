/** Plays a trace and writes what the stack did into its text, round after round, until it goes as written. */
import { type CheckedFile, type CheckedTrace, type EndStates, type Line, type Step, say } from '@synfin/trace'
import { amendText, type PlacedAmendment } from './amended-text.ts'
import type { Amendment } from './amendment.ts'
import { peerOnLine } from './look-ahead.ts'
import { peerName } from './peer-name.ts'
import type { ReplayRun, ReplayStep } from './replay-run.ts'
import { stateKeys } from './state-keys.ts'
import { decisiveFindings, unreadable } from './unplayable.ts'

/** A trace file as text, as lines, and as the checker sees it. */
export interface ReadTrace {
  readonly text: string
  readonly lines: readonly Line[]
  readonly checked: CheckedFile
}

export interface AmendOptions {
  /** Which of the file's traces, counted from 0: its name may be another's too. */
  readonly index: number
  /** The end the stack plays; only its lines are touched. */
  readonly kernel: string
  readonly read: (text: string) => ReadTrace
  readonly play: (trace: CheckedTrace) => Promise<ReplayRun>
}

export interface AmendedTrace {
  readonly text: string
  /** The last run, of the text as it now is. */
  readonly run: ReplayRun
  /** Why the text does not go as written all the same, as a sentence. */
  readonly problem: string | undefined
}

/** Every round mends a line or ends the loop; a stack that answers without end must not keep us for ever. */
const MOST_ROUNDS = 1000
/** What a line that the stack has not yet sent may leave unknown to those below it. */
const KNOWN_LATER: readonly string[] = ['undefined-symbol', 'not-in-flight']

/**
 * Rewrites the stack's lines of one trace from what it does: numbers, flags, states, calls; adds and deletes lines
 * where it sends more or less. Comments, our end's lines and the author's symbols stay.
 *
 * A trace that passes is returned as it is, so amending twice changes nothing more. Lines that wait for a number
 * only the stack can give (`ack=k+1`) are played as soon as its line is there.
 */
export async function amendTrace(text: string, options: AmendOptions): Promise<AmendedTrace> {
  const seen = new Set<string>()
  for (let current = text; ; ) {
    const read = options.read(current)
    const trace = read.checked.traces[options.index]
    if (!trace) throw new RangeError(`there is no trace ${options.index} in this text`)
    const playable = playablePart(trace, read.checked)
    const run = await options.play(playable.trace)
    const stop = (problem: string | undefined) => ({ text: current, run, problem })
    if (run.verdict === 'passed') return stop(playable.reason)
    seen.add(current)
    const amended = amendText(read, { trace, kernel: options.kernel }, amendmentsOf(run))
    if ('problem' in amended) return stop(amended.problem ?? run.reason)
    if (amended.text === current) return stop(run.reason)
    if (seen.has(amended.text) || seen.size >= MOST_ROUNDS)
      return stop(say`the ${peerName(run.peer)} does otherwise each time: ${run.reason ?? ''}`)
    current = amended.text
  }
}

/**
 * Writes the stack's state wherever it is another than before, for a trace that has just passed. Lines that claim it
 * already stay as they are.
 */
export function claimStates(
  read: ReadTrace,
  run: ReplayRun,
  { index, kernel }: Pick<AmendOptions, 'index' | 'kernel'>,
): string {
  const trace = read.checked.traces[index]
  if (!trace) return read.text
  let known: EndStates = trace.initial
  const amendments: PlacedAmendment[] = []
  for (const { step, played } of playedSteps(trace, run)) {
    const key = stateKey(trace, step, kernel)
    if (key === undefined || known[key] === played.kernelState) continue
    known = { ...known, [key]: played.kernelState }
    const isClaimed = step.claims.some(claim => claim.key === key)
    if (isClaimed || step.usedAt !== undefined || step.kind === 'call') continue
    const amendment: Amendment = { kind: 'state', key, state: played.kernelState, reason: undefined }
    amendments.push({ line: step.line, usedAt: undefined, amendment })
  }
  const amended = amendText(read, { trace, kernel }, amendments)
  return 'problem' in amended ? read.text : amended.text
}

/** A trace up to the first line that waits for one of the stack's, and what that line lacks. */
function playablePart(
  trace: CheckedTrace,
  checked: CheckedFile,
): { readonly trace: CheckedTrace; readonly reason: string | undefined } {
  const [first] = decisiveFindings(trace, checked).toSorted((a, b) => a.line - b.line)
  if (!first) return { trace, reason: undefined }
  const reason = unreadable(first)
  const end = trace.steps.findIndex(({ line, usedAt }) => (usedAt ?? line) >= first.line)
  return { trace: { ...trace, steps: end < 0 ? trace.steps : trace.steps.slice(0, end) }, reason }
}

/** Whether nothing but lines of the stack's own that are still to be written keeps a trace from being played. */
export function isAmendable(trace: CheckedTrace, checked: CheckedFile): boolean {
  return decisiveFindings(trace, checked).every(({ code }) => KNOWN_LATER.includes(code))
}

function amendmentsOf({ steps }: ReplayRun): PlacedAmendment[] {
  return steps.flatMap(({ line, usedAt, amendment }) => (amendment ? [{ line, usedAt, amendment }] : []))
}

/** The steps of a trace with how they were played; each is played once, but for notes. */
function playedSteps(
  trace: CheckedTrace,
  { steps }: ReplayRun,
): { readonly step: Step; readonly played: ReplayStep }[] {
  const playable = trace.steps.filter(({ kind }) => kind !== 'note')
  return playable.flatMap((step, at) => {
    const played = steps[at]
    return played ? [{ step, played }] : []
  })
}

/** Whose state a played step tells; nothing where it may be any of several connections'. */
function stateKey(trace: CheckedTrace, step: Step, kernel: string): string | undefined {
  const keys = stateKeys(trace, kernel)
  if (keys.size < 2) return kernel
  if (step.kind !== 'segment') return undefined
  const peer = peerOnLine(step.segment, kernel)
  return peer === undefined ? undefined : keys.get(peer)
}
