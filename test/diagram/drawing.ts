import { drawSequence, type SequenceDrawing, stateDiagram, type View } from '@synfin/diagram'
import { readLines } from '@synfin/grammar'
import { type CheckedFile, type CheckedTrace, checkFile } from '@synfin/trace'

/** The first trace of a text; a text without one is an empty trace. */
export function checked(text: string): CheckedTrace {
  return only(check(text))
}

/** The sequence diagram of a text, without the header that every diagram begins with. */
export function sequence(text: string, view: View = {}): string {
  return body(drawing(text, view).text)
}

export function drawing(text: string, view: View = {}): SequenceDrawing {
  const file = check(text)
  return drawSequence(only(file), { findings: file.findings, ...view })
}

/** The line of each message or note, in the diagram's order. */
export function linesOf({ rows }: SequenceDrawing, kind: 'message' | 'note'): readonly number[] {
  return rows.filter(row => row.kind === kind).map(({ line }) => line)
}

/** The state diagram of a text: only what the trace adds to RFC 9293 Figure 5. */
export function way(text: string): string {
  const marked = /<br\/>|\[\*\]| lines? \d|^class (?!.*untouched)/
  return body(stateDiagram(checked(text)))
    .split('\n')
    .filter(line => marked.test(line))
    .join('\n')
}

function body(text: string): string {
  const statements = text.trimEnd().split('\n').slice(1)
  return statements
    .map(line => line.trim())
    .filter(line => !line.startsWith('acc'))
    .join('\n')
}

function check(text: string): CheckedFile {
  return checkFile(readLines(text), { name: 'a trace' })
}

function only({ traces: [trace] }: CheckedFile): CheckedTrace {
  if (trace === undefined) throw new Error('no trace in this text')
  return trace
}
