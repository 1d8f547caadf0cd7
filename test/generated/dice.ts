import fc from 'fast-check'

/** The chances of one line. All 0 makes the plainest choice, so that a failing trace shrinks to a plain one. */
export interface Dice {
  readonly move: number
  readonly journey: number
  readonly leftOut: number
  readonly claim: number
  readonly amount: number
  readonly number: number
  readonly options: number
}

const chance = fc.nat(999)

export const dice: fc.Arbitrary<Dice> = fc.record({
  move: chance,
  journey: chance,
  leftOut: chance,
  claim: chance,
  amount: chance,
  number: chance,
  options: chance,
})

export interface Weighed<T> {
  readonly weight: number
  readonly choice: T
}

/** The choice a chance of 0 to 999 falls on. */
export function choose<T>(choices: readonly Weighed<T>[], chance: number): T | undefined {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  let rest = (chance / 1000) * total
  for (const { weight, choice } of choices) {
    rest -= weight
    if (rest < 0) return choice
  }
  return choices.at(-1)?.choice
}

export function pick<T>(choices: readonly [T, ...T[]], chance: number): T {
  return choices[chance % choices.length] ?? choices[0]
}
