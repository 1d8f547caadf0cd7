import type { Expression, Field, Line, SegmentLine } from '@synfin/trace'
import { readLine } from './read-line.ts'

/** A decimal number of a sum: all that may differ between lines of one shape. Longer ones no field has room for. */
const NUMBER = /(?<=[=+-])[0-9]{1,10}(?![\w.])/g

/** Where a claim, an index or a comment begins, whose numbers are words of their own. */
const WORDS = /\[|\/\//

/** Shapes kept; a file that has more of them has more than it repeats. */
const MOST = 10_000

/** Beyond this a sum may have lost the value of a single number. */
const LARGE = 2 ** 40

/**
 * Reads lines as `readLine` does, but parses each shape once: of segments that differ in their numbers alone, as most
 * of a long file do, all columns and words are the same.
 */
export class LineShapes {
  /** By the line with zeros for digits; undefined where such a line has to be parsed. */
  readonly #known = new Map<string, SegmentLine | undefined>()

  read(source: string, number: number): Line | undefined {
    const shape = shapeOf(source)
    if (shape === source) return readLine(source, number)
    if (!this.#known.has(shape)) this.#learn(shape)
    const known = this.#known.get(shape)
    return known === undefined ? readLine(source, number) : filled(known, source, number)
  }

  #learn(shape: string): void {
    const line = readLine(shape, 1)
    if (this.#known.size >= MOST) this.#known.clear()
    this.#known.set(shape, line?.kind === 'segment' && line.fields.every(isPlain) ? line : undefined)
  }
}

function shapeOf(source: string): string {
  const words = source.search(WORDS)
  const numbers = words < 0 ? source : source.slice(0, words)
  return numbers.replace(NUMBER, digits => '0'.repeat(digits.length)) + source.slice(numbers.length)
}

/** Whether a field is one sum, or has no number at all. */
function isPlain(field: Field): boolean {
  if (field.name === 'sackok') return true
  if (!('value' in field) || field.name === 'ts') return false
  return 'any' in field.value || Math.abs(field.value.constant) < LARGE
}

/** The line of this shape with the numbers that are written here. */
function filled(shape: SegmentLine, source: string, number: number): SegmentLine {
  const { start, end } = shape.span
  const fields = shape.fields.map(field => filledField(field, source))
  return { ...shape, number, text: source.slice(start - 1, end - 1), fields }
}

function filledField(field: Field, source: string): Field {
  if (!('value' in field) || field.name === 'ts' || 'any' in field.value) return field
  return { name: field.name, span: field.span, value: filledSum(field.value, source) }
}

/** In the shape all these numbers are 0; those that are written otherwise, such as 0x10, are the same in both. */
function filledSum({ span, constant, terms }: Expression, source: string): Expression {
  const text = source.slice(span.start - 1, span.end - 1)
  let sum = constant
  for (const { 0: digits, index } of `=${text}`.matchAll(NUMBER))
    sum += text[index - 2] === '-' ? -Number(digits) : Number(digits)
  return { text, span, constant: sum, terms }
}
