/** Edits that turn a segment as written into the one it should be. */
import type { Linear } from './checked-trace.ts'
import type { Edit, Fix } from './finding.ts'
import type { ControlBit, Line, NumberFieldName, SegmentLine, Span } from './line.ts'
import { isHidden, printLinear } from './linear.ts'
import { printFlags } from './print.ts'
import { cutFrom, editOn } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'

/** A segment as it should be, its numbers in the reader's symbols. */
export interface Mended {
  readonly bits: readonly ControlBit[]
  readonly seq: Linear
  readonly ack: Linear | undefined
  readonly len: number
}

/** `RST ACK seq=0 ack=j+1`. Numbers that have no name in the trace are left out, as an author may. */
export function printMended({ bits, seq, ack, len }: Mended): string {
  const fields = [printFlags(bits)]
  if (!isHidden(seq)) fields.push(`seq=${printLinear(seq)}`)
  if (ack !== undefined && !isHidden(ack)) fields.push(`ack=${printLinear(ack)}`)
  if (len > 0) fields.push(`len=${len}`)
  return fields.join(' ')
}

/** The smallest edits of the line that make it the mended segment. */
export function mendingFix(line: SegmentLine, mended: Mended): Fix {
  const { edits, words } = new Mending(line, mended)
  return { title: words.length === 0 ? say`leave the numbers out` : say`write ${words.join(' ')}`, edits }
}

/** Codes of lines that are wrong only where they stand: deleting one loses what its author meant. */
const MISPLACED: ReadonlySet<string> = new Set([
  'data-after-fin',
  'data-before-established',
  'segment-from-closed',
  'segment-from-listen',
])

/** Whether a line is better put elsewhere than deleted. */
export function isMisplaced(code: string): boolean {
  return MISPLACED.has(code)
}

/** The fix of a segment that nothing can mend where it stands. */
export function droppingFix(line: Line, code: string): Fix {
  return isMisplaced(code) ? { ...deletingFix(line), onRequest: true } : deletingFix(line)
}

/** Writes a text in place of a span. */
export function writingFix(line: Line, span: Span, text: string): Fix {
  return { title: say`write ${text.trim()}`, edits: [editOn(line, span, text)] }
}

/** A new line above this one. */
export function insertionAbove(line: Line, text: string): Edit {
  return editOn(line, { start: 1, end: 1 }, `${text}\n`)
}

/** Writes a line above this one. */
export function writingAbove(line: Line, text: string): Fix {
  return { title: say`write ${text}`, edits: [insertionAbove(line, text)] }
}

/** Puts a line that is missing above this one. */
export function puttingAbove(line: Line, text: string): Fix {
  return { title: say`put ${text} above`, edits: [insertionAbove(line, text)] }
}

/** The column behind a line and its comment. */
export function endOf({ span, comment }: Line): number {
  return (comment?.span ?? span).end
}

/** A new line below this one and its comment. */
export function insertionBelow(line: Line, text: string): Edit {
  const end = endOf(line)
  return editOn(line, { start: end, end }, `\n${text}`)
}

/** Writes a line below a statement; in a fragment there is none, as its lines have other numbers elsewhere. */
export function writingBelow({ source, use }: Statement, text: string): Fix[] {
  return use === undefined ? [{ title: say`write ${text}`, edits: [insertionBelow(source, text)] }] : []
}

/** Writes a field behind those that are there. */
export function addingField(line: SegmentLine, text: string): Edit {
  const { end } = line.fields.at(-1)?.span ?? line.optional ?? line.flagsSpan
  return editOn(line, { start: end, end }, ` ${text}`)
}

/** Takes the statement away; its comment stays. */
export function deletingFix(line: Line): Fix {
  const { span, comment } = line
  const stays = comment !== undefined && !comment.text.startsWith('//!')
  const edit = stays ? editOn(line, { start: span.start, end: comment.span.start }, '') : wholeLine(line)
  return { title: say`delete this line`, edits: [edit] }
}

/** Takes a line away with all that stands on it, and its line break. */
export function wholeLine({ number }: Line): Edit {
  return { line: number, column: 1, endLine: number + 1, endColumn: 1, text: '' }
}

class Mending {
  readonly edits: Edit[] = []
  readonly words: string[] = []
  private readonly line: SegmentLine

  constructor(line: SegmentLine, mended: Mended) {
    this.line = line
    this.flags(mended)
    this.number('seq', mended.seq)
    if (mended.ack !== undefined) this.number('ack', mended.ack)
    else this.remove('ack')
    if (mended.len === 0) this.remove('len')
  }

  private flags({ bits, ack }: Mended): void {
    const written = this.line.flags.map(({ bit }) => bit)
    const same = written.length === bits.length && bits.every(bit => written.includes(bit))
    if (same) return
    const text = printFlags(bits)
    this.words.push(text)
    const missing = ack !== undefined && this.field('ack') === undefined && !isHidden(ack)
    const addition = missing ? ` ack=${printLinear(ack)}` : ''
    if (missing) this.words.push(addition.trim())
    this.edits.push(editOn(this.line, this.line.flagsSpan, text + addition))
  }

  private number(name: 'seq' | 'ack', due: Linear): void {
    const field = this.field(name)
    if (field === undefined || !('value' in field) || 'any' in field.value) return
    const text = `${name}=${printLinear(due)}`
    if (text === `${name}=${field.value.text}`) return
    // A number that the trace has not named cannot be written; left out, it is inferred.
    if (isHidden(due)) {
      this.remove(name)
      return
    }
    this.words.push(text)
    this.edits.push(editOn(this.line, field.span, text))
  }

  private remove(name: NumberFieldName): void {
    const field = this.field(name)
    if (field !== undefined) this.edits.push(cutFrom(this.line, field.span))
  }

  private field(name: NumberFieldName) {
    return this.line.fields.find(field => field.name === name)
  }
}
