import { STATEMENT_WORDS, wordsOf } from '@synfin/grammar'
import type { FragmentLine } from '@synfin/trace'
import { say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import { type Choice, plainChoice, wordChoice } from './completion-choice.ts'
import type { CompletionContext, NextWords } from './completion-context.ts'
import { crossingSyn } from './completion-crossing.ts'
import { rankedDetail, rankName } from './completion-rank.ts'
import { stories } from './completion-stories.ts'
import { code, linked, paragraphs, prose } from './markdown.ts'

/** The answers to a SYN: it is taken, refused, or the answer is lost. */
const AFTER_ANSWERS = 3

/** Whole lines that go on as this one begins: what the ends are obliged or allowed to do next. */
export function wholeLines(context: CompletionContext): readonly Choice[] {
  const { cursor, source } = context
  if (!cursor.isLast) return []
  const typed = source.slice(0, cursor.word.end - 1)
  const fitting = context.nextLines().filter(next =>
    beginsAs(
      next,
      cursor.before.map(({ text }) => text),
      typed,
    ),
  )
  const texts = context.laidOut(fitting.map(({ text }) => text))
  const lines = fitting.map((next, i) =>
    lineChoice(next, texts[i] ?? next.text, typed, cursor.before.length > 0),
  )
  return cursor.before.length > 0 ? lines : lines.toSpliced(AFTER_ANSWERS, 0, ...crossingSyn(context))
}

/** Whether a line begins with the words before the cursor; the one at the cursor the editor holds against it. */
function beginsAs({ words }: NextWords, before: readonly string[], typed: string): boolean {
  if (!before.every((word, i) => words[i] === word)) return false
  const [begun = ''] = (wordsOf(typed)?.words ?? []).slice(before.length).map(({ text }) => text)
  return before.length === 0 || (words[before.length] ?? '').toLowerCase().startsWith(begun.toLowerCase())
}

function lineChoice(next: NextWords, laidOut: string, typed: string, isBegun: boolean): Choice {
  const { text, rank, why } = next
  return {
    label: text,
    kind: text.includes(': ') ? CompletionItemKind.Event : CompletionItemKind.Method,
    text: laidOut,
    from: 1,
    filter: isBegun ? typed + afterTyped(text, typed) : text,
    detail: rankedDetail(next),
    description: rankName(rank),
    documentation: paragraphs(
      rank === 'owed' ? say`**Owed**: ${linked(prose(why))}` : say`Allowed: ${linked(prose(why))}`,
      statesAfter(next),
    ),
    isExpected: rank === 'owed',
  }
}

/** The rest of a line, part of which is typed: with other spaces, perhaps, but an editor must find that part in it. */
function afterTyped(text: string, typed: string): string {
  let signs = typed.replace(/\s/g, '').length
  let end = 0
  while (signs > 0 && end < text.length) if (text[end++] !== ' ') signs -= 1
  return /\s$/.test(typed) ? text.slice(end).trimStart() : text.slice(end)
}

function statesAfter({ states }: NextWords): string {
  const rows = Object.entries(states).map(([end, state]) => `| ${code(end)} | ${code(state)} |`)
  return [`| ${say`after it`} | |`, '|---|---|', ...rows.slice(0, 12)].join('\n')
}

/** Words that begin a statement, the ends of the trace, and what stories are usually told. */
export function statementWords(context: CompletionContext): readonly Choice[] {
  return [
    ...context.ends().map(end => plainChoice(end, CompletionItemKind.Class, { detail: say`an endpoint` })),
    ...context.fragments().map(fragmentUse),
    ...stories(context),
    ...STATEMENT_WORDS.map(word => wordChoice('statement', word, { form: FORMS[word] })),
  ]
}

function fragmentUse({ name, parameters }: FragmentLine): Choice {
  const list = parameters.map(({ text }) => text)
  return {
    label: `use ${name.text}(${list.join(', ')})`,
    kind: CompletionItemKind.Module,
    form: `use ${name.text}(${list.map(text => `<${text}>`).join(', ')})`,
    detail: say`the lines of this fragment`,
  }
}

/** What is to be filled in stands between `<` and `>`. */
const FORMS: Readonly<Record<(typeof STATEMENT_WORDS)[number], string>> = {
  trace: 'trace "<name>"',
  host: 'host <A> <192.0.2.1>',
  given: 'given <A> <ESTABLISHED> seq=<u> ack=<v>, <B> <ESTABLISHED>',
  kernel: 'kernel <tcp_rfc1337>=<1>',
  wait: 'wait <200ms>',
  note: 'note <A>, <B> "<text>"',
  fragment: 'fragment <name>(<C>, <S>, <x>, <y>)',
  use: 'use <name>(<A>, <B>)',
}
