import { say } from '@synfin/trace'
import { type Fault, foundSpan } from '../fault.ts'
import { quote } from '../quote.ts'
import type { Slip } from './slip.ts'

/** A sign that is one, or what a word processor makes of `->`. */
export function foreignArrow(fault: Fault): Slip | undefined {
  const [sign] = /^([→⟶➔➜⇒]|[–—−]+>?)/.exec(fault.after) ?? []
  if (sign === undefined || !expectsArrow(fault)) return undefined
  return {
    span: { start: fault.start + 1, end: fault.start + 1 + sign.length },
    message: say`${quote(sign)} is no arrow of the language`,
    help: say`write \`->\``,
    replacements: ['->'],
  }
}

export function backwardArrow(fault: Fault): Slip | undefined {
  const arrow = /^<-+\s*(\w+(?:\[\d+\])?|\.\.\.)/.exec(fault.after)
  if (!arrow || !expectsArrow(fault)) return undefined
  const turned = `${arrow[1] ?? ''} -> ${fault.before.trim()}`
  return {
    span: { start: fault.before.search(/\S/) + 1, end: fault.start + 1 + arrow[0].length },
    message: say`an arrow points from left to right`,
    help: say`write \`${turned}\``,
    replacements: [turned],
  }
}

export function lostIntoTheNetwork(fault: Fault): Slip | undefined {
  if (fault.rule !== 'ArrivalArrow' || fault.found !== '-x') return undefined
  return {
    span: foundSpan(fault),
    message: say`a segment that arrives cannot be lost`,
    help: say`leave the line out: what was sent with \`A -> ...\` and never arrives is lost`,
  }
}

/** Arrows of other notations, Mermaid's among them: `->>`, `-->`, `=>`, `-X`, `--x`. */
export function otherArrow(fault: Fault): Slip | undefined {
  const doubled = fault.before.endsWith('->') && fault.found === '>'
  const arrow = doubled
    ? '->>'
    : /^(-\s+>|[-=~]+>+|[-=~]+[xX)](?=\s|$)|[-=~]{2,}|[-=>](?=\s))/.exec(fault.after)?.[0]
  if (!arrow || !(doubled || expectsArrow(fault))) return undefined
  const end = fault.start + (doubled ? 2 : arrow.length + 1)
  const replacement = /[xX]$/.test(arrow) ? '-x' : '->'
  return {
    span: { start: end - arrow.length, end },
    message: say`${quote(arrow)} is no arrow of the language`,
    help: say`write \`${replacement}\``,
    replacements: [replacement],
  }
}

export function arrowWithoutSource(fault: Fault): Slip | undefined {
  if (fault.rule !== 'Statement' || !/^(->|-x\b)/.test(fault.found)) return undefined
  return {
    span: foundSpan(fault),
    message: say`this arrow comes from nowhere`,
    help: say`write \`A -> B\`, or \`... -> B\` for a segment that arrives from the network`,
  }
}

function expectsArrow({ rule, before }: Fault): boolean {
  return rule === 'ArrivalArrow' || (rule === 'EndStatement' && !/(->|-x)$/.test(before))
}
