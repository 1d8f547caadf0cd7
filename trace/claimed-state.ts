import { STATES, type State } from '@synfin/tcp'
import type { Fix } from './finding.ts'
import { writingFix } from './fixes.ts'
import type { Word } from './line.ts'
import { listed } from './listed.ts'
import { say } from './say.ts'
import { readState } from './state-names.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/**
 * The state a word names; another tool's spelling is taken with a warning. An unknown one is an error, and taken for
 * what its fix writes: the computed state, `actual`, or the one with the nearest name.
 */
export function readClaimedState(
  walk: Walk,
  statement: Statement,
  { text, span }: Word,
  actual?: State,
): State | undefined {
  const name = readState(text)
  const fix = (state: State) => writingFix(statement.source, span, state)
  if (name.kind === 'state') return name.state
  if (name.kind === 'alias') {
    walk.reporter.report(statement, {
      code: 'state-alias',
      span,
      message: say`RFC 9293 calls this state ${name.state}`,
      why: say`\`${text}\` is how another tool or an older text spells it (§3.3.2)`,
      help: say`write \`${name.state}\``,
      fixes: [fix(name.state)],
    })
    return name.state
  }
  const right = actual ?? name.nearest
  const verdict = walk.reporter.report(statement, {
    code: 'unknown-state',
    span,
    message: say`there is no state called \`${text}\``,
    why: say`a connection goes through eleven states: ${listed(STATES)} (§3.3.2)`,
    ...proposal(name.nearest, right, fix),
  })
  return verdict === 'reported' ? right : undefined
}

function proposal(nearest: State | undefined, right: State | undefined, fix: (state: State) => Fix) {
  if (right === undefined) return {}
  const guess = nearest === undefined ? say`write \`${right}\`` : say`did you mean \`${nearest}\`?`
  const differs = nearest !== undefined && nearest !== right
  return { help: differs ? say`${guess} Here it is ${right}` : guess, fixes: [fix(right)] }
}
