import type { Expression, Field, Line } from '@synfin/trace'

/** Every sum of a line, in order; those of a `use` are its arguments. */
export function expressionsOf(line: Line): readonly Expression[] {
  switch (line.kind) {
    case 'segment':
      return line.fields.flatMap(fieldExpressions)
    case 'call':
      return written(line.octets)
    case 'given':
      return line.ends.flatMap(({ seq, ack, win }) => written(seq, ack, win))
    case 'use':
      return line.arguments.flatMap(({ expression }) => written(expression))
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

function written(...sums: readonly (Expression | undefined)[]): readonly Expression[] {
  return sums.filter(sum => sum !== undefined)
}
