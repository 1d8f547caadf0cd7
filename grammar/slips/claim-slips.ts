import { closest, listed, say } from '@synfin/trace'
import { type Fault, foundSpan, gapSpan } from '../fault.ts'
import { didYouMean, quote } from '../quote.ts'
import { REASON_WORDS } from '../vocabulary.ts'
import type { Slip } from './slip.ts'

/** `[A=CLOSED refusd]`: the parser takes the word for the next endpoint and misses its `=`. */
export function misspeltReason(fault: Fault): Slip | undefined {
  const word = /=[\w-]+\s+(\w+)$/.exec(fault.before)?.[1]
  if (fault.rule !== 'StateClaim' || !word) return undefined
  const replacements = closest(word, REASON_WORDS)
  if (replacements.length === 0 && fault.found !== ']') return undefined
  const end = fault.before.length + 1
  return {
    span: { start: end - word.length, end },
    message: say`${quote(word)} is no reason why a connection is CLOSED`,
    help: replacements.length > 0 ? didYouMean(replacements) : say`reasons: ${listed(REASON_WORDS)}`,
    replacements,
  }
}

/** `[A SYN_SENT]` */
export function missingState(fault: Fault): Slip | undefined {
  const end = /[[,\s](\w+(\[\d+\])?)$/.exec(fault.before)?.[1]
  if (fault.rule !== 'StateClaim' || !end) return undefined
  const stateFollows = /^[A-Z]/.test(fault.found)
  return {
    span: stateFollows ? gapSpan(fault) : foundSpan(fault),
    message: say`this claim gives ${quote(end)} no state`,
    help: say`write \`${end}=${stateFollows ? fault.found : 'ESTABLISHED'}\``,
    replacements: stateFollows ? ['='] : [],
  }
}

export function unclosedClaim(fault: Fault): Slip | undefined {
  if (fault.found !== '' || fault.rule !== 'Claim') return undefined
  return {
    span: gapSpan(fault),
    message: say`this claim has no closing \`]\``,
    help: say`end it with \`]\``,
    replacements: [']'],
  }
}
