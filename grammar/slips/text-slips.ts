import { say } from '@synfin/trace'
import { type Fault, foundSpan, restSpan } from '../fault.ts'
import { quote } from '../quote.ts'
import type { Slip } from './slip.ts'

export function unclosedQuote(fault: Fault): Slip | undefined {
  if (fault.found !== '"') return undefined
  const sure = !/\bprofile\b/.test(fault.after) && !fault.after.endsWith('\\')
  return {
    span: restSpan(fault),
    message: say`this text has no closing quote`,
    help: say`end it with \`"\`; a quote within it is written \`\\"\``,
    replacements: sure ? [`${fault.after}"`] : [],
  }
}

export function typographicQuotes(fault: Fault): Slip | undefined {
  if (!/^[“”„«»]/.test(fault.found)) return undefined
  const text = /^[“”„«»](.*?)[“”„«»"]/.exec(fault.after)
  return {
    span: text ? { start: fault.start + 1, end: fault.start + 1 + text[0].length } : foundSpan(fault),
    message: say`a text stands in straight double quotes`,
    help: say`write \`"\``,
    replacements: text ? [`"${text[1]}"`] : [],
  }
}

export function otherComment(fault: Fault): Slip | undefined {
  const sign = /^(#|\/\*)/.exec(fault.after)?.[0]
  if (!sign) return undefined
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + sign.length },
    message: say`a comment begins with \`//\``,
    help: say`write \`//\``,
    replacements: ['//'],
  }
}

export function controlCharacter(fault: Fault): Slip | undefined {
  const code = fault.found.charCodeAt(0)
  if (code >= 0x20 && code !== 0x7f) return undefined
  if (fault.found === '') return undefined
  return {
    span: foundSpan(fault),
    message: say`the character ${quote(fault.found)} cannot stand in a trace`,
    help: say`delete it; is this a text file?`,
    replacements: [''],
  }
}

export function unquotedName(fault: Fault): Slip | undefined {
  if (!/^(Quoted|Note)$/.test(fault.rule ?? '') || !/^[\w']/.test(fault.found)) return undefined
  if (!/^\s*(trace|note\b.*)$/.test(fault.before)) return undefined
  const text = /^(.*?)(\s+profile\s+\w+)?$/s.exec(fault.after)?.[1] ?? fault.after
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + text.length },
    message: say`${quote(text)} stands without quotes`,
    help: say`write it in double quotes`,
    replacements: text.includes('"') || text.includes('\\') ? [] : [`"${text}"`],
  }
}
