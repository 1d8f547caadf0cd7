import { say } from '@synfin/trace'

/** The line that a reason of the runner's is about, with which it begins; in the language that is spoken. */
export function namedLine(reason: string): number | undefined {
  const [, line] = pattern().exec(reason) ?? []
  return line === undefined ? undefined : Number(line)
}

/** The same reason of a line that has since moved down. */
export function movedLine(reason: string, moved: number): string {
  return reason.replace(pattern(), (_, line) => say`line ${Number(line) + moved}`)
}

function pattern(): RegExp {
  return new RegExp(`^${say`line ${'(\\d+)'}`}`)
}
