/** Which statements two versions of a trace have in common, so that what is known of the one holds of the other. */
import type { Line } from './line.ts'
import { isSame } from './same.ts'
import type { Statement } from './statements.ts'

export interface Agreement {
  /** How many statements at the start are the same. */
  readonly before: number
  /** How many of the others, at the end, are the same but for their place. */
  readonly behind: number
  /** How many lines further down those at the end stand now. */
  readonly moved: number
}

export function agreementOf(now: readonly Statement[], then: readonly Statement[]): Agreement {
  const shorter = Math.min(now.length, then.length)
  let before = 0
  while (before < shorter && agree(now[before], then[before], 0)) before += 1
  const moved = lastLine(now) - lastLine(then)
  let behind = 0
  while (
    behind < shorter - before &&
    agree(now[now.length - 1 - behind], then[then.length - 1 - behind], moved)
  )
    behind += 1
  return { before, behind, moved }
}

/** Whether a line says what another says, so many lines further up. */
export function isLineMoved(a: Line | undefined, b: Line | undefined, moved: number): boolean {
  if (a === b) return a === undefined || moved === 0
  return (
    a !== undefined &&
    b !== undefined &&
    a.number === b.number + moved &&
    a.text === b.text &&
    a.span.start === b.span.start &&
    a.comment?.text === b.comment?.text &&
    a.comment?.span.start === b.comment?.span.start &&
    (a.expects === b.expects || isSame(a.expects, b.expects)) &&
    (a.problems === b.problems || isSame(a.problems, b.problems))
  )
}

/** Lines that fragments bring agree only in their places: the use and the fragment may have moved apart. */
function agree(a: Statement | undefined, b: Statement | undefined, moved: number): boolean {
  if (a === b) return moved === 0
  if (a === undefined || b === undefined || !isLineMoved(a.source, b.source, moved)) return false
  if (a.use !== undefined || b.use !== undefined)
    return moved === 0 && isLineMoved(a.use, b.use, 0) && isSame(a.line, b.line)
  const areWritten = a.line === a.source && b.line === b.source
  return areWritten || isSame(a.line, { ...b.line, number: a.line.number })
}

function lastLine(statements: readonly Statement[]): number {
  const last = statements.at(-1)
  return last === undefined ? 0 : (last.use ?? last.source).number
}
