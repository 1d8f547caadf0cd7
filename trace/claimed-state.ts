import { STATES, type State } from '@synfin/tcp'
import type { Fix } from './finding.ts'
import type { Word } from './line.ts'
import { editOn } from './reporter.ts'
import { say } from './say.ts'
import { readState } from './state-names.ts'
import type { Statement } from './statements.ts'
import type { Walk } from './walk.ts'

/**
 * The state a word names; another tool's spelling is taken with a warning, an unknown one is an error. Where the
 * state is computed, `actual` is what the fix writes.
 */
export function readClaimedState(
  walk: Walk,
  statement: Statement,
  { text, span }: Word,
  actual?: State,
): State | undefined {
  const name = readState(text)
  const fix = (state: State) => ({
    title: say`write ${state}`,
    edits: [editOn(statement.source, span, state)],
  })
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
  walk.reporter.report(statement, {
    code: 'unknown-state',
    span,
    message: say`there is no state called \`${text}\``,
    why: say`a connection goes through eleven states: ${STATES.join(', ')} (§3.3.2)`,
    ...proposal(name.nearest, actual, fix),
  })
  return undefined
}

function proposal(nearest: State | undefined, actual: State | undefined, fix: (state: State) => Fix) {
  const right = actual ?? nearest
  if (right === undefined) return {}
  const guess = nearest === undefined ? `write \`${right}\`` : `did you mean \`${nearest}\`?`
  const differs = nearest !== undefined && nearest !== right
  return { help: differs ? say`${guess} Here it is ${right}` : guess, fixes: [fix(right)] }
}
