import { say } from '@synfin/trace'
import { type Fault, foundSpan, gapSpan, restSpan } from '../fault.ts'
import { quote } from '../quote.ts'
import { FIELD_WORDS, FLAG_WORDS, HOST_WORDS, isReserved } from '../vocabulary.ts'
import type { Slip } from './slip.ts'

const WITH_VALUE = FIELD_WORDS.filter(word => word !== 'sackok' && word !== 'tfo')

export function missingEquals(fault: Fault): Slip | undefined {
  const name = /(?:^|\s)([a-z]+)$/.exec(fault.before)?.[1]
  if (!name || !/^(NumberField|TimestampsField|SackField|HostSetting|GivenSetting)$/.test(fault.rule ?? ''))
    return undefined
  const valueFollows =
    /^[\w*]/.test(fault.found) && ![...WITH_VALUE, ...HOST_WORDS].some(word => word === fault.found)
  const flag = FLAG_WORDS.find(word => word === name.toUpperCase())
  return {
    span: gapSpan(fault),
    message: say`\`${name}\` has no value`,
    help: flag
      ? say`write \`${name}=\` and its value, or the flag \`${flag}\``
      : say`write \`${name}=\` and its value`,
    replacements: valueFollows ? ['='] : [],
  }
}

/** `seq= ack=k+1` */
export function emptyValue(fault: Fault): Slip | undefined {
  const name = /(?:^|\s)([a-z]+)\s*=$/.exec(fault.before)?.[1]
  if (!name || !/^(NumberField|FirstTerm)$/.test(fault.rule ?? '')) return undefined
  if (fault.found !== '' && fault.found !== '[' && !/^(\w+\s*=|sackok|tfo)/.test(fault.after))
    return undefined
  return {
    span: gapSpan(fault),
    message: say`\`${name}=\` has no value`,
    help: say`write a sum such as \`${name}=j+1\``,
  }
}

export function superfluousValue(fault: Fault): Slip | undefined {
  const word = /\b(sackok|ts|defer-accept|listen|close|NONE)$/.exec(fault.before)?.[1]
  if (fault.rule !== undefined || fault.found !== '=' || !word) return undefined
  return {
    span: restSpan(fault),
    message: say`\`${word}\` takes no value`,
    help: say`write \`${word}\` alone`,
  }
}

export function missingUnit(fault: Fault): Slip | undefined {
  if (fault.rule !== 'Time' || !/^\d/.test(fault.found)) return undefined
  return {
    span: foundSpan(fault),
    message: /^\d+$/.test(fault.found)
      ? say`${quote(fault.found)} has no unit of time`
      : say`${quote(fault.found)} is no time`,
    help: say`write milliseconds or seconds: \`200ms\`, \`2s\``,
  }
}

export function bareIpv6(fault: Fault): Slip | undefined {
  const address = /^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/.exec(fault.after)
  if (!/^\s*host\s+\S+$/.test(fault.before) || !address) return undefined
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + address[0].length },
    message: say`an IPv6 address stands in brackets`,
    help: say`write \`[${address[0]}]\``,
    replacements: [`[${address[0]}]`],
  }
}

export function noAddress(fault: Fault): Slip | undefined {
  if (!/^\s*host\s+\S+$/.test(fault.before) || !/^(\d|[\w-]+\.\w|\[)/.test(fault.after)) return undefined
  const text = /^\S+/.exec(fault.after)?.[0] ?? ''
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + text.length },
    message: say`${quote(text)} is no address`,
    help: say`write an IPv4 address (\`192.0.2.1:80\`) or an IPv6 address (\`[2001:db8::2]:80\`)`,
  }
}

export function reservedName(fault: Fault): Slip | undefined {
  if (!isReserved(fault.found)) return undefined
  const endpoint =
    fault.rule === 'Name' ||
    (fault.rule === 'EndStatement' && /(->|-x)$/.test(fault.before)) ||
    (fault.rule === 'Statement' && /^\S+\s*(->|-x|:)/.test(fault.after))
  if (!endpoint && !/^(FirstTerm|NextTerm|NumberField)$/.test(fault.rule ?? '')) return undefined
  return {
    span: foundSpan(fault),
    message: endpoint
      ? say`${quote(fault.found)} is a word of the language and cannot name an endpoint`
      : say`${quote(fault.found)} is a word of the language and cannot name a number`,
    help: say`choose another name`,
  }
}

export function nameOfDigits(fault: Fault): Slip | undefined {
  if (!/^(Name|Statement|EndStatement)$/.test(fault.rule ?? '') || !/^\d/.test(fault.found)) return undefined
  return {
    span: foundSpan(fault),
    message: say`${quote(fault.found)} cannot name an endpoint`,
    why: say`a name is a letter or \`_\`, then letters, digits or \`_\``,
    help: undefined,
  }
}

export function numberWithLetters(fault: Fault): Slip | undefined {
  if (!/^(FirstTerm|NextTerm|NumberField|Integer)$/.test(fault.rule ?? '') || !/^\d/.test(fault.found))
    return undefined
  return {
    span: foundSpan(fault),
    message: say`${quote(fault.found)} is no number`,
    help: say`write it in decimal or as \`0x…\``,
  }
}
