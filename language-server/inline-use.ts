import { physicalLines } from '@synfin/grammar'
import {
  applyEdits,
  type Expression,
  expressionsOf,
  type FragmentArgument,
  type Line,
  linearOf,
  printLinear,
  type Span,
  say,
  substitute,
  type UseLine,
} from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import { endpointsOf } from './endpoints.ts'
import { mentionsOn } from './mentions.ts'
import type { Refactoring, Selection } from './refactoring.ts'
import { type Section, sectionsOf } from './sections.ts'

/** Puts a fragment's lines in the place of a `use`, its parameters replaced by the arguments. */
export function inlineUse({ checked, first, last, section, text }: Selection): readonly Refactoring[] {
  const use = section.body.find(({ number }) => first <= number && number <= last)
  if (use?.kind !== 'use' || use.expects.length > 0) return []
  const fragment = sectionsOf(checked.lines).find(
    ({ header }) => header?.kind === 'fragment' && header.name.text === use.fragment.text,
  )
  if (fragment?.header?.kind !== 'fragment' || fragment === section) return []
  if (fragment.header.parameters.length !== use.arguments.length || wouldCatch(section, fragment)) return []
  const rewrite = () => inlined(text, use, fragment)
  return [{ title: say`Inline \`${use.fragment.text}\``, kind: CodeActionKind.RefactorInline, rewrite }]
}

/** Whether a parameter of the fragment around the `use` would take what the other fragment names freely. */
function wouldCatch({ header }: Section, fragment: Section): boolean {
  if (header?.kind !== 'fragment') return false
  const own = parametersOf(fragment)
  const caught = parametersOf({ header, body: [] }).filter(name => !own.includes(name))
  return fragment.body.some(line => mentionsOn(line).some(({ text }) => caught.includes(text)))
}

function parametersOf({ header }: Section): readonly string[] {
  return header?.kind === 'fragment' ? header.parameters.map(({ text }) => text) : []
}

function inlined(text: string, use: UseLine, fragment: Section): string {
  const texts = physicalLines(text)
  const first = (fragment.header?.number ?? 0) + 1
  const by = new Map(
    parametersOf(fragment).map((name, index) => [name, use.arguments[index] as FragmentArgument]),
  )
  const lines = new Map(fragment.body.map(line => [line.number, line]))
  const body = texts.slice(first - 1, fragment.body.at(-1)?.number ?? first - 1).map((source, index) => {
    const line = lines.get(first + index)
    return line === undefined ? source : replaced(source, line, substitute(line, by))
  })
  const after = texts[use.number - 1]?.slice(use.span.end - 1).trim() ?? ''
  return applyEdits(text, [
    {
      line: use.number,
      column: 1,
      endLine: use.number,
      endColumn: (texts[use.number - 1] ?? '').length + 1,
      text: [...(after === '' ? [] : [after]), ...body].join('\n'),
    },
  ])
}

/** A line's text with its names and sums as they are in the line after the parameters are replaced. */
function replaced(source: string, before: Line, after: Line): string {
  const edits = [...changedWords(before, after), ...changedSums(before, after)].sort(
    (a, b) => b.span.start - a.span.start,
  )
  let text = source
  for (const { span, by } of edits) text = text.slice(0, span.start - 1) + by + text.slice(span.end - 1)
  return text
}

interface Change {
  readonly span: Span
  readonly by: string
}

function changedWords(before: Line, after: Line): readonly Change[] {
  const words = endpointsOf(after).map(({ word }) => word.text)
  return endpointsOf(before).flatMap(({ word: { span, text } }, index) => {
    const by = words[index] ?? text
    return by === text ? [] : [{ span, by }]
  })
}

function changedSums(before: Line, after: Line): readonly Change[] {
  if (before.kind === 'use' && after.kind === 'use')
    return before.arguments.flatMap(({ span }, index) => {
      const argument = after.arguments[index]
      if (argument === undefined || argument === before.arguments[index]) return []
      return [{ span, by: argument.expression === undefined ? argument.text : print(argument.expression) }]
    })
  const sums = expressionsOf(after)
  return expressionsOf(before).flatMap((sum, index) => {
    const other = sums[index]
    return other === undefined || other === sum ? [] : [{ span: sum.span, by: print(other) }]
  })
}

function print(sum: Expression): string {
  return printLinear(linearOf(sum))
}
