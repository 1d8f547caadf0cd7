import { say } from '@synfin/trace'
import { type Fault, foundSpan, gapSpan } from '../fault.ts'
import { quote } from '../quote.ts'
import { FIELD_WORDS, FLAG_WORDS } from '../vocabulary.ts'
import type { Slip } from './slip.ts'

/** `A -> B: SYN`, as Mermaid has it. */
export function colonAfterEndpoints(fault: Fault): Slip | undefined {
  if (fault.rule !== 'SegmentBody' || fault.found !== ':') return undefined
  return {
    span: foundSpan(fault),
    message: say`no colon stands between the endpoints and the flags`,
    help: say`delete it`,
    replacements: [''],
  }
}

/** `seq=j, ack=k+1` and `SYN, seq=j`; the commas before later fields go with the first. */
export function commaBeforeField({ start, before, after, expected }: Fault): Slip | undefined {
  const isRead = expected.words?.includes('SYN') && before.endsWith(',')
  if (!isRead && expected.words !== FIELD_WORDS) return undefined
  const from = isRead ? before.length - 1 : start
  const rest = isRead ? `,${' '.repeat(start - before.length)}${after}` : after
  const commas = /^,(?:[^[]*,)?(?=\s*\w+\s*=)/.exec(rest)?.[0]
  if (commas === undefined) return undefined
  return {
    span: { start: from + 1, end: from + 1 + commas.length },
    message: say`no comma stands before a field`,
    help: say`write a space`,
    replacements: [commas.replaceAll(/,(?=\s*\w+\s*=|$)/g, ' ')],
  }
}

export function misplacedStray(fault: Fault): Slip | undefined {
  if (fault.found !== 'stray') return undefined
  return {
    span: foundSpan(fault),
    message: say`\`stray\` stands only after the endpoint of a segment that arrives from the network`,
    help: say`write \`... -> B stray SYN seq=90\``,
  }
}

/** `syn+ack`; an `ack=` that follows is a field. */
export function lowerCaseFlags(fault: Fault): Slip | undefined {
  if (!fault.expected.words?.includes('SYN')) return undefined
  const flags =
    /^(?:SYN|ACK|FIN|RST|PSH|URG|ECE|CWR)+(?:\s*[-+, ]\s*(?:SYN|ACK|FIN|RST|PSH|URG|ECE|CWR)+)*(?!\w|\s*=)/i
  const written = flags.exec(fault.after)?.[0]
  if (!written) return undefined
  const upper = written.toUpperCase()
  if (upper === written) return flagAfterMark(fault)
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + written.length },
    message: say`flags are written in capitals`,
    help: say`write \`${upper}\``,
    replacements: [upper],
  }
}

function flagAfterMark(fault: Fault): Slip | undefined {
  if (!/\?\s*$/.test(fault.before)) return undefined
  return {
    span: foundSpan(fault),
    message: say`the flag ${quote(fault.found)} stands after the \`?\``,
    help: say`write \`?\` after the last flag`,
  }
}

export function noFlags(fault: Fault): Slip | undefined {
  if (fault.rule !== 'SegmentBody') return undefined
  const atField = /^\w+\s*=/.test(fault.after) || (FIELD_WORDS as readonly string[]).includes(fault.found)
  if (fault.found !== '' && fault.found !== '[' && !atField) return undefined
  return {
    span: atField ? foundSpan(fault) : gapSpan(fault),
    message: say`this segment has no flags`,
    help: say`write them after the endpoints, or NONE if it bears none`,
  }
}

/** `NONE SYN` or `SYN NONE`. */
export function flagBesideNone(fault: Fault): Slip | undefined {
  const isBeside = fault.found === 'NONE' ? /[A-Z][-+,\s]*$/ : /\bNONE[-+,\s]*$/
  if (!FLAG_WORDS.some(flag => flag === fault.found) || !isBeside.test(fault.before)) return undefined
  return {
    span: foundSpan(fault),
    message: say`\`NONE\` stands beside no other flag`,
    help: say`write the flags, or NONE if the segment bears none`,
  }
}

export function flagAfterField(fault: Fault): Slip | undefined {
  if (fault.rule !== undefined || fault.expected.words !== FIELD_WORDS) return undefined
  if (!FLAG_WORDS.some(flag => flag === fault.found)) return undefined
  return {
    span: foundSpan(fault),
    message: say`the flag ${quote(fault.found)} stands after a field`,
    help: say`write the flags before the fields`,
  }
}
