import { closest, say } from '@synfin/trace'
import { type Fault, foundSpan, gapSpan, restSpan } from '../fault.ts'
import { didYouMean, quote } from '../quote.ts'
import { CALL_WORDS, STATEMENT_WORDS, TIMER_WORDS } from '../vocabulary.ts'
import type { Slip } from './slip.ts'

const CALLS_AND_TIMERS: readonly string[] = [...CALL_WORDS, ...TIMER_WORDS]

/** `hots A 192.0.2.1`: the parser takes the first word for an endpoint and stops at the second. */
export function misspeltKeyword(fault: Fault): Slip | undefined {
  const first = /^\s*(\w+)$/.exec(fault.before)?.[1]
  if (fault.rule !== 'EndStatement' || !first || first.length < 3) return undefined
  if (CALLS_AND_TIMERS.includes(fault.found)) return undefined
  const [word] = closest(first, STATEMENT_WORDS)
  const [call] = closest(first, CALLS_AND_TIMERS)
  if (!word && !call) return undefined
  const end = fault.before.length + 1
  return {
    span: { start: end - first.length, end },
    message: say`${quote(first)} begins no statement`,
    help: word ? didYouMean([word]) : say`did you mean \`A: ${call ?? ''}\`, with the endpoint that calls?`,
    replacements: word ? [word] : [],
  }
}

export function callWithoutEnd(fault: Fault): Slip | undefined {
  if (fault.rule !== 'Statement' || !CALLS_AND_TIMERS.includes(fault.found)) return undefined
  return {
    span: foundSpan(fault),
    message: say`${quote(fault.found)} does not say whose it is`,
    help: say`write the endpoint before it: \`A: ${fault.found}\``,
  }
}

export function missingColon(fault: Fault): Slip | undefined {
  if (fault.rule !== 'EndStatement' || !CALLS_AND_TIMERS.includes(fault.found)) return undefined
  return {
    span: gapSpan(fault),
    message: say`a colon is missing before ${quote(fault.found)}`,
    help: say`write \`${fault.before.trim()}: ${fault.found}\``,
    replacements: [':'],
  }
}

export function secondStatement(fault: Fault): Slip | undefined {
  if (fault.rule !== undefined) return undefined
  const another = /^([A-Za-z_]\w*(\[\d+\])?\s*(:|->|-x\b)|\.\.\.\s*->)/.test(fault.after)
  if (!another && !(STATEMENT_WORDS as readonly string[]).includes(fault.found)) return undefined
  return {
    span: restSpan(fault),
    message: say`a second statement begins on this line`,
    help: say`write one statement on each line`,
  }
}

export function missingAfter(fault: Fault): Slip | undefined {
  if (fault.rule !== undefined || !/\bretransmit$/.test(fault.before) || !/^\d/.test(fault.found))
    return undefined
  return {
    span: gapSpan(fault),
    message: say`a time follows \`retransmit\` only with \`after\``,
    help: say`write \`retransmit after ${fault.after.split(/\s/)[0] ?? ''}\``,
    replacements: [' after'],
  }
}

export function sendWithoutLength(fault: Fault): Slip | undefined {
  if (fault.rule !== 'FirstTerm' || !/:\s*send$/.test(fault.before)) return undefined
  return {
    span: gapSpan(fault),
    message: say`\`send\` does not say how much`,
    help: say`write a number of octets or a symbol: \`send 100\`, \`send n\``,
  }
}

export function unclosedParenthesis(fault: Fault): Slip | undefined {
  if (fault.found !== '' || !/^(Fragment|Use)$/.test(fault.rule ?? '') || !fault.before.includes('('))
    return undefined
  return {
    span: gapSpan(fault),
    message: say`this list has no closing \`)\``,
    help: say`end it with \`)\``,
    replacements: [')'],
  }
}

/** `given A ESTABLISHED B CLOSED` */
export function missingComma(fault: Fault): Slip | undefined {
  if (
    fault.rule !== undefined ||
    !/^\s*given\b/.test(fault.before) ||
    !/^\w+(\[\d+\])?\s+[A-Z]/.test(fault.after)
  )
    return undefined
  return {
    span: gapSpan(fault),
    message: say`a comma is missing before ${quote(fault.found)}`,
    help: say`write \`given A ESTABLISHED, B CLOSED\``,
    replacements: [','],
  }
}
