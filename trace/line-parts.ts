/** The words and sums of a line that may stand for something else: a fragment's parameters, a slip of the pen. */
import type { Expression, Field, Line, Word } from './line.ts'

/** The ends that a segment, a call or a timer is about, in order; other lines describe ends or speak of them. */
export function endWords(line: Line): readonly Word[] {
  switch (line.kind) {
    case 'segment':
      return present(line.from, line.to)
    case 'call':
      return present(line.end, line.peer)
    case 'timer':
      return [line.end]
    default:
      return []
  }
}

/** Every sum of a line, in order; those of a `use` are its arguments. */
export function expressionsOf(line: Line): readonly Expression[] {
  switch (line.kind) {
    case 'segment':
      return line.fields.flatMap(fieldExpressions)
    case 'call':
      return present(line.octets)
    case 'given':
      return line.ends.flatMap(({ seq, ack, win }) => present(seq, ack, win))
    case 'use':
      return line.arguments.flatMap(({ expression }) => present(expression))
    default:
      return []
  }
}

function fieldExpressions(field: Field): readonly Expression[] {
  switch (field.name) {
    case 'ts':
      return [field.value, field.echo]
    case 'sack':
      return field.blocks.flatMap(({ left, right }) => [left, right])
    case 'sackok':
    case 'tfo':
      return []
    default:
      return 'any' in field.value ? [] : [field.value]
  }
}

function present<Part>(...parts: readonly (Part | undefined)[]): readonly Part[] {
  return parts.filter(part => part !== undefined)
}
