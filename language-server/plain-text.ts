import { displayWidth } from '@synfin/trace'

/**
 * Markdown of ours as it reads without its marks. A table becomes columns, a block of code is indented, of a link the
 * text remains; code within a line keeps its backticks, as in our messages.
 */
export function plainText(markdown: string): string {
  return markdown.replace(BLOCK, (...match) => {
    const { code, table, line } = match.at(-1) as Record<string, string | undefined>
    if (code !== undefined) return code.replace(/^(?=.)/gm, '  ')
    return table === undefined ? unmarked(line ?? '') : columns(table)
  })
}

const BLOCK = /^(?<fence>`{3,})\w*\n(?<code>(?:.|\n)*?)\n\k<fence>$|^(?<table>\|.*(?:\n\|.*)*)|^(?<line>.*)/gm

/** Code stands between two runs of as many backticks, with a space inside each where it has backticks itself. */
function unmarked(line: string): string {
  const parts = line.split(/((?<!\\)`+)/)
  let text = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    const end = at % 2 === 0 ? -1 : parts.indexOf(part, at + 1)
    if (end < 0) text += withoutMarks(part)
    else
      text += `\`${parts
        .slice(at + 1, end)
        .join('')
        .replace(/^ (.*) $/, '$1')}\``
    at = Math.max(at, end)
  }
  return text
}

function withoutMarks(text: string): string {
  return text.replace(
    /\\([^\w\s])|\[([^[\]]*)\]\([^()]*\)|\*+/g,
    (_, escaped, linked) => escaped ?? linked ?? '',
  )
}

function columns(table: string): string {
  const rows = table
    .split('\n')
    .filter(row => !/^\|[-|]+$/.test(row))
    .map(cellsOf)
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map(row => displayWidth(row[column] ?? '')))) ?? []
  const padded = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? displayWidth(cell)) - displayWidth(cell))
  return rows.map(row => row.map(padded).join('  ').trimEnd()).join('\n')
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(cell => unmarked(cell).replaceAll('`', '').trim())
}
