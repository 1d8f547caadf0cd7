/** Amendments as edits of a trace's text: only what differs is touched, comments and layout stay. */
import {
  applyEdits,
  type CheckedTrace,
  type Claim,
  type Edit,
  type Journey,
  type Line,
  type SegmentLine,
  type Span,
  say,
} from '@synfin/trace'
import type { ReadTrace } from './amend-trace.ts'
import type { Amendment } from './amendment.ts'
import { printField, printNotation, type SegmentNotation, writeTime } from './notation.ts'
import { journeyOf, nameNumbers, type Surroundings } from './number-names.ts'

/** An amendment of a line, which in a fragment is brought there by a `use` line. */
export interface PlacedAmendment {
  readonly line: number
  readonly usedAt: number | undefined
  readonly amendment: Amendment
}

/** Which trace of the text is amended, and whose lines. */
export interface AmendedEnd {
  readonly trace: CheckedTrace
  readonly kernel: string
}

/** Writes amendments into a text; where one has no place in it, says why. */
export function amendText(
  read: ReadTrace,
  { trace, kernel }: AmendedEnd,
  amendments: readonly PlacedAmendment[],
): { readonly text: string } | { readonly problem: string | undefined } {
  if (amendments.length === 0) return { problem: undefined }
  const writer = new AmendmentWriter(read, trace, kernel)
  const edits: Edit[] = []
  for (const placed of amendments) {
    const line = writer.lineOf(placed)
    if (typeof line === 'string') return { problem: line }
    edits.push(...writer.edits(line, placed.amendment))
  }
  return { text: applyEdits(read.text, edits) }
}

class AmendmentWriter {
  readonly #trace: CheckedTrace
  readonly #kernel: string
  readonly #read: ReadTrace
  /** The text's lines, without their breaks. */
  readonly #physical: readonly string[]

  constructor(read: ReadTrace, trace: CheckedTrace, kernel: string) {
    this.#trace = trace
    this.#kernel = kernel
    this.#read = read
    this.#physical = read.text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  }

  /** The line to amend, or why it must not be: a fragment's lines are other traces' too. Below its `use` is room. */
  lineOf({ line, usedAt, amendment }: PlacedAmendment): Line | string {
    const isBelow = amendment.kind === 'insert' && amendment.where === 'after'
    if (usedAt !== undefined && !(isBelow && this.#isLastOfUse(line, usedAt)))
      return say`line ${line} is of a fragment, used on line ${usedAt}: it is not rewritten for one of its uses`
    return (
      this.#read.lines.find(({ number }) => number === (usedAt ?? line)) ??
      say`there is no statement on line ${line}`
    )
  }

  edits(line: Line, amendment: Amendment): readonly Edit[] {
    switch (amendment.kind) {
      case 'segment':
        return line.kind === 'segment' ? this.#segmentEdits(line, amendment) : []
      case 'insert':
        return [this.#insertion(line, amendment)]
      case 'statement':
        return [replacement(line, statementSpan(line), amendment.text)]
      case 'state':
        return [stateEdit(line, amendment)]
      case 'delete':
        return [this.#deletion(line)]
    }
  }

  #segmentEdits(line: SegmentLine, { segment, differing }: Amendment & { kind: 'segment' }): Edit[] {
    const isOther = differing.includes('flags')
    const named = nameNumbers(segment, this.#surroundings(line, 'at'))
    const edits = isOther ? [replacement(line, line.flagsSpan, segment.flags)] : []
    const names: readonly string[] = isOther ? ['seq', 'ack', 'len'] : differing
    const added: string[] = []
    for (const name of names) {
      const field = line.fields.find(candidate => candidate.name === name)
      const value = named[name]
      if (field && value !== undefined) edits.push(replacement(line, field.span, printField([name, value])))
      else if (field) edits.push(replacement(line, withSpaceBefore(field.span, this.#textOf(line)), ''))
      else if (value !== undefined) added.push(printField([name, value]))
    }
    const end = Math.max(
      line.flagsSpan.end,
      line.optional?.end ?? 0,
      ...line.fields.map(({ span }) => span.end),
    )
    if (added.length > 0) edits.push(replacement(line, { start: end, end }, ` ${added.join(' ')}`))
    return edits
  }

  #insertion(line: Line, { segment, where, timer }: Amendment & { kind: 'insert' }): Edit {
    const surroundings = this.#surroundings(line, where)
    const fields = nameNumbers(segment, surroundings)
    const statement = layOut({ ...segment, fields }, journeyOf(segment, surroundings))
    const source = this.#textOf(line)
    const [indentation = ''] = /^\s*/.exec(source) ?? []
    const statements =
      timer === undefined ? [statement] : [`${this.#kernel}: retransmit after ${writeTime(timer)}`, statement]
    const text = statements.map(written => indentation + written)
    if (where === 'before') return replacement(line, { start: 1, end: 1 }, `${text.join('\n')}\n`)
    const end = source.length + 1
    return replacement(line, { start: end, end }, `\n${text.join('\n')}`)
  }

  /** A comment beside the line outlives it; notes of findings are the line's own. */
  #deletion(line: Line): Edit {
    const source = this.#textOf(line)
    const [comment] = /\/\/(?!!).*$/.exec(source.slice(line.span.end - 1)) ?? []
    if (comment !== undefined)
      return replacement(line, { start: line.span.start, end: source.length + 1 }, comment)
    const { number } = line
    if (number < this.#physical.length)
      return { line: number, column: 1, endLine: number + 1, endColumn: 1, text: '' }
    const above = this.#physical[number - 2] ?? ''
    return {
      line: number - 1,
      column: above.length + 1,
      endLine: number,
      endColumn: source.length + 1,
      text: '',
    }
  }

  #surroundings(line: Line, where: Surroundings['where']): Surroundings {
    const { line: first, endLine } = this.#trace
    const { findings } = this.#read.checked
    return {
      where,
      line,
      lines: this.#read.lines.filter(({ number }) => number >= first && number <= endLine),
      unsent: findings.flatMap(({ code, line: number }) => (code === 'not-in-flight' ? [number] : [])),
    }
  }

  #isLastOfUse(line: number, usedAt: number): boolean {
    return this.#trace.steps.findLast(step => step.usedAt === usedAt)?.line === line
  }

  #textOf({ number }: Line): string {
    return this.#physical[number - 1] ?? ''
  }
}

/** In columns, as the formatter does it for a line alone. */
function layOut(segment: SegmentNotation, journey: Journey): string {
  const head = printNotation({ ...segment, fields: {} }, journey)
    .slice(0, -segment.flags.length)
    .trimEnd()
  return [head, segment.flags, ...Object.entries(segment.fields).map(printField)].join('  ')
}

function stateEdit(line: Line, { key, state, reason }: Amendment & { kind: 'state' }): Edit {
  const written = `${key}=${state}${reason === undefined ? '' : ` ${reason}`}`
  const claim = claimOf(line)
  const claimed = claim?.states.find(({ end, peer }) => `${end.text}${peer ? `/${peer.text}` : ''}` === key)
  if (claimed) return replacement(line, claimed.span, written)
  if (claim) return replacement(line, { start: claim.span.end - 1, end: claim.span.end - 1 }, `  ${written}`)
  return replacement(line, { start: line.span.end, end: line.span.end }, `    [${written}]`)
}

function claimOf(line: Line): Claim | undefined {
  return 'claim' in line ? line.claim : undefined
}

/** A statement without its claim. */
function statementSpan(line: Line): Span {
  const { start, end } = line.span
  const claim = claimOf(line)
  if (!claim) return { start, end }
  return { start, end: start + line.text.slice(0, claim.span.start - start).trimEnd().length }
}

function withSpaceBefore({ start, end }: Span, source: string): Span {
  return { start: source.slice(0, start - 1).trimEnd().length + 1, end }
}

function replacement({ number }: Line, { start, end }: Span, text: string): Edit {
  return { line: number, column: start, endLine: number, endColumn: end, text }
}
