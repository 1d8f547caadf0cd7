import { readLines } from '@synfin/grammar'
import {
  type CheckedTrace,
  checkFile,
  printFlags,
  printLinear,
  type Step,
  type TraceSegment,
} from '@synfin/trace'

/** Draws a trace between A and B the way RFC 9293's figures do, each state the one after the line. */
export function rfcFigure(text: string): string {
  const { traces, findings } = checkFile(readLines(text), { name: 'figure' })
  const [trace] = traces
  if (trace === undefined || findings.some(({ severity }) => severity === 'error'))
    return findings.map(({ line, code, message }) => `${line}: ${code}: ${message}`).join('\n')
  return draw(trace)
}

function draw({ initial, steps }: CheckedTrace): string {
  const rows = [`${hyphened(initial.A)}|||${hyphened(initial.B)}`, ...steps.flatMap(row)]
  const cells = rows.map((text, index) => [`${index + 1}.`, ...text.split('|')])
  const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(cell => cell[column]?.length ?? 0)))
  return cells
    .map(([number = '', a = '', arrow = '', segment = '', b = '']) => {
      const drawn = segment === '' ? '' : `${arrow} ${segment.padEnd(widths[3] ?? 0)} ${arrow}`
      const width = (widths[3] ?? 0) + 8
      return `${number.padEnd(3)} ${a.padEnd(widths[1] ?? 0)} ${drawn.padEnd(width)} ${b}`.trimEnd()
    })
    .join('\n')
}

function row(step: Step): string[] {
  const a = hyphened(step.states.A)
  const b = hyphened(step.states.B)
  if (step.kind === 'segment') return [`${a}|${arrow(step.segment)}|${angled(step.segment)}|${b}`]
  return step.kind === 'timer' ? [`${a}||(${step.text})|${b}`.replace('||(', '|  |(')] : []
}

function arrow({ from, journey }: TraceSegment): string {
  const way = from === 'A' ? '-->' : '<--'
  return { delivered: way, departs: '...', arrives: way, stray: way, lost: '-x-' }[journey]
}

function angled({ seq, ack, flags, len }: TraceSegment): string {
  const data = len.constant > 0 ? '<DATA>' : ''
  const acknowledged = ack === undefined ? '' : `<ACK=${printLinear(ack)}>`
  return `<SEQ=${printLinear(seq)}>${acknowledged}<CTL=${printFlags(flags).replace(' ', ',')}>${data}`
}

function hyphened(state: string | undefined): string {
  return (state ?? '').replace('SYN_RCVD', 'SYN-RECEIVED').replaceAll('_', '-')
}
