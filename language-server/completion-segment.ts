import { FLAG_WORDS, ICMP_WORDS } from '@synfin/grammar'
import { say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import { type Choice, plainChoice, topicChoice, wordChoice } from './completion-choice.ts'
import { claimChoices } from './completion-claim.ts'
import { type CompletionContext, fieldOf, type NextWords } from './completion-context.ts'
import type { Place } from './completion-place.ts'
import { rankedDetail, rankName } from './completion-rank.ts'

type At<Name extends Place['at']> = Extract<Place, { readonly at: Name }>

/** A segment arrives, or is lost. */
export function arrows(): readonly Choice[] {
  return [wordChoice('mark', '->'), wordChoice('mark', '-x')]
}

/** Those to whom the sender may send next, then the others. */
export function receivers(context: CompletionContext, { from }: At<'receiver'>): readonly Choice[] {
  const legal = context
    .nextWith(from ?? '...')
    .flatMap(({ words }) => (words[1] === ':' ? [] : (words[2] ?? [])))
  const ends = unique([...legal, ...context.ends()]).filter(end => end !== from && end !== '...')
  return [
    ...ends.map(end => plainChoice(end, CompletionItemKind.Class, { detail: say`an endpoint` })),
    ...(from === undefined ? [] : [wordChoice('mark', '...')]),
  ]
}

/** The control bits that may be sent here, as they go together; then each alone. */
export function flags(context: CompletionContext, { isArrival, written }: At<'flags'>): readonly Choice[] {
  const legal = written.length > 0 ? [] : legalFlags(context)
  const bits = FLAG_WORDS.filter(bit => !written.includes(bit) && (bit !== 'NONE' || written.length === 0))
  const alone = bits.filter(bit => legal.every(({ label }) => label !== bit))
  return [
    ...legal,
    ...alone.map(bit => topicChoice(bit, CompletionItemKind.EnumMember)),
    ...(isArrival ? [wordChoice('mark', 'stray')] : []),
    ...(written.length === 0
      ? [plainChoice('ICMP', CompletionItemKind.Keyword, { detail: say`an ICMP error` })]
      : []),
  ]
}

function legalFlags(context: CompletionContext): readonly Choice[] {
  const found = new Map<string, NextWords>()
  for (const next of sameRoute(context)) {
    const bits = next.words.slice(3).filter(word => FLAG_WORDS.some(bit => bit === word))
    const label = bits.join(' ')
    if (label !== '' && !found.has(label)) found.set(label, next)
  }
  return [...found].map(([label, { rank, why }]) =>
    topicChoice(label, CompletionItemKind.EnumMember, {
      detail: rankedDetail({ rank, why }),
      description: rankName(rank),
      isExpected: rank === 'owed',
    }),
  )
}

/** Lines of the same sender and receiver; what may leave may also be lost, or stay in the network. */
function sameRoute(context: CompletionContext): readonly NextWords[] {
  const [from, , to] = context.cursor.before.map(({ text }) => text)
  return context
    .nextLines()
    .filter(({ words }) => words[0] === from && words[1] !== ':' && (words[2] === to || to === '...'))
}

/** The ICMP errors that a trace can tell of. */
export function icmpErrors(): readonly Choice[] {
  return ICMP_WORDS.map(name => wordChoice('icmp', name))
}

/** Numbers with what the sender is obliged to use, then the fields that this segment can bear. */
export function fields(context: CompletionContext, { flags, fields }: At<'field'>): readonly Choice[] {
  const { start } = context.cursor.word
  const isIcmp = flags.length === 0 && context.cursor.before.some(({ text }) => text === 'ICMP')
  const possible = (isIcmp ? ['seq', 'mtu'] : fieldsWith(flags)).filter(name => !fields.includes(name))
  const numbers = isIcmp ? [] : expectedNumbers(context, possible)
  const more = FLAG_WORDS.filter(bit => bit !== 'NONE' && !flags.includes(bit))
  return [
    ...numbers,
    ...possible.map(name => fieldChoice(name)),
    ...claimChoices(context, { bracket: start, claimed: [], isOpen: false }),
    ...(fields.length === 0 && !isIcmp
      ? [wordChoice('mark', '?'), ...more.map(bit => topicChoice(bit, CompletionItemKind.EnumMember))]
      : []),
  ]
}

/** Fields and options that a segment with these bits can bear. */
function fieldsWith(flags: readonly string[]): readonly string[] {
  const has = (bit: string) => flags.includes(bit)
  const options = has('SYN')
    ? ['mss', 'wscale', 'sackok', 'ts', 'tfo']
    : ['ts', ...(has('ACK') ? ['sack'] : [])]
  return ['seq', ...(has('ACK') ? ['ack'] : []), 'len', 'win', ...(has('URG') ? ['urg'] : []), ...options]
}

function expectedNumbers(context: CompletionContext, names: readonly string[]): readonly Choice[] {
  const expected = context.expectedBefore(context.cursor.word.start)
  const next = context.nextWith(...context.cursor.before.map(({ text }) => text))[0]
  return (['seq', 'ack'] as const).flatMap(name => {
    const value = expected?.[name] ?? (next && fieldOf(next, name))
    return value === undefined || !names.includes(name)
      ? []
      : [
          wordChoice('field', name, {
            label: `${name}=${value}`,
            detail: say`the number it is obliged to use`,
            isExpected: name === 'seq',
          }),
        ]
  })
}

function fieldChoice(name: string): Choice {
  const isBare = name === 'sackok' || name === 'tfo'
  return wordChoice('field', name, { text: isBare ? name : `${name}=`, filter: name })
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)]
}
