import { displayWidth, padded } from '@synfin/trace'
import type { Row } from './row.ts'

/** Between the columns of a statement, and before a comment. */
const GAP = 2
/** Before claims, which stand apart from the statements. */
const CLAIM_GAP = 4
/** What is longer than this moves nothing on other lines. */
const WIDEST = 100
/** The cell of a row that holds a segment's flags. */
const FLAGS = 1

/** One block of lines as text, its rows aligned; what is text already stands as it is. */
export function aligned(block: readonly (Row | string)[]): string[] {
  const rows = block.filter(part => typeof part === 'object')
  const starts = columnStarts(rows)
  const statements = new Map(rows.map(row => [row, statementText(row, starts)]))
  const tails = tailColumns(rows, row => statements.get(row)?.length ?? 0)
  return block.map(part =>
    typeof part === 'object' ? withTail(part, statements.get(part) ?? '', tails) : part,
  )
}

/** Where each column begins. A cell with nothing after it may be longer than its column. */
function columnStarts(rows: readonly Row[]): number[] {
  const starts = [0]
  const columns = widest(rows, row => row.cells.length)
  for (let column = 0; column < columns - 1; column++) {
    const width = widest(rows, row => {
      const isLast = row.cells.slice(column + 1).every(cell => cell === '')
      return isLast || (row.sprawling && column === FLAGS) ? 0 : (row.cells[column]?.length ?? 0)
    })
    starts.push((starts[column] ?? 0) + (width && width + GAP))
  }
  return starts
}

function statementText({ cells }: Row, starts: readonly number[]): string {
  return cells.reduce((text, cell, column) => {
    if (cell === '' || text === '') return text + cell
    return text.padEnd(Math.max(starts[column] ?? 0, text.length + 1)) + cell
  })
}

interface TailColumns {
  /** Of claims, and of comments on lines without one. */
  readonly claims: number
  /** Of comments after claims. */
  readonly comments: number
}

function tailColumns(rows: readonly Row[], length: (row: Row) => number): TailColumns {
  const withTails = rows.filter(row => !row.loose && row.claim + row.comment !== '')
  const claims = withTails.length > 0 ? widest(withTails, length) + CLAIM_GAP : 0
  const comments = claims + widest(rows, row => (row.comment === '' ? 0 : row.claim.length)) + GAP
  return { claims, comments }
}

function withTail({ claim, comment }: Row, statement: string, { claims, comments }: TailColumns): string {
  const claimed = claim === '' ? statement : after(statement, claims) + claim
  if (comment === '') return claimed
  return after(claimed, claim === '' ? claims : comments) + comment
}

/** The text and the space up to a column, or the least space where the text reaches beyond it. */
function after(text: string, column: number): string {
  return padded(text, Math.max(column, displayWidth(text) + GAP))
}

function widest(rows: readonly Row[], width: (row: Row) => number): number {
  return rows.reduce((most, row) => {
    const own = width(row)
    return own > WIDEST ? most : Math.max(most, own)
  }, 0)
}
