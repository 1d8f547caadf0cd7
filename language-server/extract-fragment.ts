import { physicalLines } from '@synfin/grammar'
import { applyEdits, type Line, say } from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import { endpointsOf } from './endpoints.ts'
import { mentionsOn } from './mentions.ts'
import type { Refactoring, Selection } from './refactoring.ts'

const NAME = 'extracted'

/** Makes a fragment of the selected lines, with every endpoint and symbol they name as a parameter, and uses it there. */
export function extractFragment({
  checked,
  first,
  isCursor,
  last,
  section,
  text,
}: Selection): readonly Refactoring[] {
  const selected = section.body.filter(({ number }) => first <= number && number <= last)
  const [start] = selected
  const end = selected.at(-1)
  const isHeaderSelected = section.header !== undefined && section.header.number >= first
  if (isCursor || isHeaderSelected || start === undefined || end === undefined || !selected.every(canMove))
    return []
  const parameters = parametersOf(selected).join(', ')
  const name = freeName(checked.lines)
  const rewrite = () => {
    const texts = physicalLines(text)
    const body = texts.slice(start.number - 1, end.number)
    const below = { line: texts.length, column: (texts.at(-1) ?? '').length + 1 }
    const isEnded = texts.at(-1) === ''
    return applyEdits(text, [
      {
        line: start.number,
        column: 1,
        endLine: end.number,
        endColumn: (texts[end.number - 1] ?? '').length + 1,
        text: `use ${name}(${parameters})`,
      },
      {
        ...below,
        endLine: below.line,
        endColumn: below.column,
        text: `${isEnded ? '' : '\n'}\nfragment ${name}(${parameters})\n${body.join('\n')}${isEnded ? '\n' : ''}`,
      },
    ])
  }
  return [{ title: say`Extract a fragment`, kind: CodeActionKind.RefactorExtract, rewrite }]
}

/** A line that cannot be read may mean anything elsewhere. */
function canMove({ kind, problems }: Line): boolean {
  return kind !== 'broken' && problems.length === 0
}

/** Endpoints first, then symbols, each in the order in which the lines name them; `X[3]` cannot be a parameter. */
function parametersOf(lines: readonly Line[]): readonly string[] {
  const ends = lines.flatMap(line => endpointsOf(line).map(({ word }) => word.text))
  const names = lines.flatMap(line =>
    mentionsOn(line).flatMap(({ what, text }) => (what === 'name' ? [text] : [])),
  )
  return [...new Set([...ends, ...names])].filter(name => !name.includes('['))
}

function freeName(lines: readonly Line[]): string {
  const taken = new Set(lines.flatMap(line => (line.kind === 'fragment' ? [line.name.text] : [])))
  let name = NAME
  for (let number = 2; taken.has(name); number++) name = `${NAME}${number}`
  return name
}
