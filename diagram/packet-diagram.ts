import { type CheckedTrace, type SegmentStep, type Step, say } from '@synfin/trace'
import { cut, label, plain } from './label.ts'
import { type LiveNumbers, type Numbers, numbered } from './numbering.ts'
import { lineInTrace } from './rows.ts'
import { type HeaderField, headerOf } from './segment-header.ts'

/** The TCP header of one line's segment; or why the line has none. */
export type HeaderDrawing =
  | {
      readonly line: number
      /** Mermaid 12 text of a `packet` diagram, its blocks in the order of the fields. */
      readonly text: string
      readonly title: string
      readonly fields: readonly HeaderField[]
      /** What is to be known of the segment's way, such as that it is lost; empty where it arrives at once. */
      readonly remark: string
    }
  | { readonly line: number; readonly without: string }

/** Draws the header of the segment that a line sends or receives, bit by bit. */
export function drawHeader(
  trace: CheckedTrace,
  line: number,
  numbers: Numbers = 'written',
  live?: LiveNumbers,
): HeaderDrawing {
  const steps = trace.steps.filter(step => lineInTrace(step) === line)
  const step = steps.find(isSegment)
  if (step === undefined) return { line, without: withoutSegment(line, steps[0]) }
  const segment = numbered(trace.steps, numbers, live)(step)
  if (segment.icmp !== undefined)
    return {
      line,
      without: say`Line ${line} is an ICMP error: it carries no TCP header of its own, but the first octets of the one it is about.`,
    }
  const ports = new Map(trace.hosts.map(({ end, port }) => [end.text, port]))
  const fields = headerOf(segment, end => ports.get(end))
  const title = say`line ${line}: ${cut(plain(step.text), 200)}`
  const statements = ['packet', `accTitle: ${label(title, 200)}`, ...fields.map(block)]
  return { line, text: `${statements.join('\n')}\n`, title, fields, remark: REMARKS[segment.journey]() }
}

function isSegment(step: Step): step is SegmentStep {
  return step.kind === 'segment'
}

function withoutSegment(line: number, step: Step | undefined): string {
  if (step === undefined)
    return say`Line ${line} has no segment. Put the cursor on a line like A -> B SYN seq=j.`
  return say`Line ${line} has no segment: it is a ${KINDS[step.kind]()}. Put the cursor on a line like A -> B SYN seq=j.`
}

const KINDS: Readonly<Record<Step['kind'], () => string>> = {
  segment: () => say`segment`,
  call: () => say`call`,
  timer: () => say`timer`,
  wait: () => say`wait`,
  claim: () => say`claim`,
  note: () => say`note`,
}

function block({ name, bits, value }: HeaderField): string {
  return `+${bits}: "${label(`${name} = ${value}`)}"`
}

const REMARKS = {
  delivered: () => '',
  lost: () => say`This segment is lost: its receiver never sees it.`,
  departs: () => say`This segment is still in the network after its line.`,
  arrives: () => say`This segment was sent on an earlier line and arrives here.`,
  stray: () => say`This segment is a stray: its seeming sender never sent it.`,
}
