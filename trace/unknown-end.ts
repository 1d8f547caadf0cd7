/** Endpoints of which a claim or a note speaks, and which nothing in the trace makes. */
import { closest } from './did-you-mean.ts'
import { writingFix } from './fixes.ts'
import type { Word } from './line.ts'
import { listed } from './listed.ts'
import type { Reporter } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'

/** Reports an end that is not among those that could stand here. */
export function reportUnknownEnd(
  reporter: Reporter,
  statement: Statement,
  { text, span }: Word,
  known: readonly string[],
): void {
  const meant =
    text.length > 1 ? closest(text, known)[0] : known.find(end => end.toLowerCase() === text.toLowerCase())
  reporter.report(statement, {
    code: 'unknown-endpoint',
    span,
    message: say`no line of this trace has an endpoint \`${text}\` here`,
    why:
      known.length > 0
        ? say`an endpoint exists once a segment, call, \`given\` or \`host\` names it; so far: ${listed(known.slice(0, 8))}`
        : say`an endpoint exists once a segment, call, \`given\` or \`host\` names it`,
    ...(meant === undefined
      ? {}
      : { help: say`did you mean \`${meant}\`?`, fixes: [writingFix(statement.source, span, meant)] }),
  })
}
