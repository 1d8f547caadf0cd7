import { REASON_WORDS } from '@synfin/grammar'
import { EXPLANATIONS, say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import { type Choice, plainChoice, topicChoice, wordChoice } from './completion-choice.ts'
import type { CompletionContext } from './completion-context.ts'

/** Ends that a claim about all of them still names. */
const MOST_CLAIMED = 4

/** A claim as it is being written. */
export interface BegunClaim {
  /** The column of its `[`, or of the place where it would begin. */
  readonly bracket: number
  /** The ends it speaks of already. */
  readonly claimed: readonly string[]
  /** Whether its bracket is written. */
  readonly isOpen: boolean
}

/** The states after the line, those first that it changes: all in one claim, then each alone. */
export function claimChoices(
  context: CompletionContext,
  { bracket, claimed, isOpen }: BegunClaim,
): readonly Choice[] {
  const before = context.statesBefore()
  const after = context.expectedBefore(bracket)?.states ?? before
  const states = Object.entries(after).filter(([key]) => !claimed.includes(key))
  const isNew = ([key, state]: readonly [string, string]) => before[key] !== state
  const ordered = [...states.filter(isNew), ...states.filter(each => !isNew(each))]
  const told = states.some(isNew) ? states.filter(isNew) : states
  const whole = told
    .slice(0, MOST_CLAIMED)
    .map(([key, state]) => `${key}=${state}`)
    .join('  ')
  const all = isOpen ? whole : `[${whole}]`
  const each = isOpen ? ordered.map(([key, state]) => stateOf(key, state)) : []
  const isSeveral = told.length > 1 || !isOpen
  return [
    ...(whole !== '' && isSeveral
      ? [
          plainChoice(all, CompletionItemKind.Value, {
            detail: say`the states after this line`,
            isExpected: isOpen,
          }),
        ]
      : []),
    ...each,
  ]
}

function stateOf(key: string, state: string): Choice {
  return topicChoice(state, CompletionItemKind.Value, { label: `${key}=${state}` })
}

/** The state that the end has after the line, then all. */
export function claimedStates(context: CompletionContext, bracket: number, key: string): readonly Choice[] {
  const states = context.expectedBefore(bracket)?.states ?? context.statesBefore()
  const own = Object.hasOwn(states, key) ? states[key] : undefined
  return stateChoices(own)
}

/** Every state, the one expected first. */
export function stateChoices(expected?: string): readonly Choice[] {
  const states = EXPLANATIONS.flatMap(({ kind, topic }) => (kind === 'state' ? [topic] : []))
  return [...states.filter(state => state === expected), ...states.filter(state => state !== expected)].map(
    state =>
      topicChoice(state, CompletionItemKind.Value, {
        ...(state === expected && { description: say`after this line`, isExpected: true }),
      }),
  )
}

/** Why an application sees the connection CLOSED. */
export function reasons(): readonly Choice[] {
  return REASON_WORDS.map(reason => wordChoice('reason', reason))
}
