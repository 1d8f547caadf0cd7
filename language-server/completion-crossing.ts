import { readLine } from '@synfin/grammar'
import { checkFile, type Line, type SegmentLine, say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import type { Choice } from './completion-choice.ts'
import { type CompletionContext, fieldOf } from './completion-context.ts'
import { code, linked, paragraphs } from './markdown.ts'
import { spanRange } from './positions.ts'

/** A longer beginning of a trace is not checked again for one proposal. */
const MOST_LINES = 200

/**
 * The SYN that crosses the one on the line above: a simultaneous open. An end that was taken to listen has to call
 * `connect` before, so that line is written with it, above the SYN.
 */
export function crossingSyn(context: CompletionContext): readonly Choice[] {
  const above = context.linesAbove(MOST_LINES)
  const syn = above?.at(-1)
  if (above === undefined || !isBareSyn(syn)) return []
  const [from, to] = [syn.from?.text ?? '', syn.to?.text ?? '']
  const [answer] = context.nextWith(to, '->', from, 'SYN', 'ACK')
  if (answer === undefined) return []
  const seq = fieldOf(answer, 'seq')
  const text = `${to} -> ${from} SYN${seq === undefined ? '' : ` seq=${seq}`}`
  const call = `${to}: connect ${from}`
  if (!isClean([...above.slice(0, -1), call, syn, text])) return []
  const start = { start: 1, end: 1 }
  return [
    {
      label: text,
      kind: CompletionItemKind.Method,
      text: context.laidOut([text])[0],
      from: 1,
      detail: say`allowed: both open at once, with \`${call}\` above (§3.5, Figure 7)`,
      description: say`crossing`,
      documentation: paragraphs(
        linked(say`Allowed: both ends open at once, and their SYNs cross (§3.5, Figure 7).`),
        say`An end that has called nothing listens, so ${code(call)} is written above the other SYN.`,
      ),
      also: [{ range: spanRange(syn.number, start), newText: `${call}\n` }],
    },
  ]
}

function isBareSyn(line: Line | undefined): line is SegmentLine {
  return (
    line?.kind === 'segment' &&
    line.from !== undefined &&
    line.to !== undefined &&
    !line.arrow.lost &&
    line.flags.length === 1 &&
    line.flags[0]?.bit === 'SYN'
  )
}

function isClean(written: readonly (Line | string)[]): boolean {
  const lines = written.flatMap((line, i) => {
    const read = typeof line === 'string' ? readLine(line, i + 1) : { ...line, number: i + 1 }
    return read === undefined ? [] : [read]
  })
  return checkFile(lines, { name: '' }).findings.every(({ severity }) => severity !== 'error')
}
