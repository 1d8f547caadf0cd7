import { type EndAt, effectOf, type Line, type LineEffect, say } from '@synfin/trace'
import type { CheckedDocument } from './checked-documents.ts'
import { authority, cell, code, paragraphs, prose } from './markdown.ts'

/** Both ends before and after a line, and the rule at work; undefined where nothing happens on it. */
export function effectText({ file }: CheckedDocument, line: Line): string | undefined {
  const effect = effectOf(file, line.number)
  if (effect === undefined) return undefined
  const isMended = file.findings.some(each => each.line === line.number && each.severity === 'error')
  return paragraphs(
    isMended ? say`*Taken as its finding would mend it:*` : undefined,
    ruleText(effect),
    effect.after.length === 0 ? undefined : table(effect),
    effect.usedAt === undefined
      ? undefined
      : say`In the first use of this fragment, on line ${effect.usedAt}.`,
  )
}

function ruleText({ rule }: LineEffect): string | undefined {
  return rule && say`${prose(rule.sentence)} (${authority(rule.section)})`
}

const NUMBERS = ['SND.UNA', 'SND.NXT', 'RCV.NXT', 'RCV.WND'] as const

function table({ before, after }: LineEffect): string {
  const rows = after.flatMap((end, i) => rowsOf(before[i] ?? end, end))
  const columns = [say`state`, ...NUMBERS, say`owes`]
  return [`| | ${columns.join(' | ')} |`, `|---${'|---'.repeat(columns.length)}|`, ...rows].join('\n')
}

/** An end before and after, what has changed in bold; one row where nothing has. */
function rowsOf(before: EndAt, after: EndAt): string[] {
  const old = cellsOf(before)
  const now = cellsOf(after)
  const name = cell(after.key)
  if (old.every((value, i) => value === now[i])) return [`| ${name} | ${now.join(' | ')} |`]
  const changed = now.map((value, i) => (value === old[i] ? value : `**${value}**`))
  return [
    `| ${say`${name} before`} | ${old.join(' | ')} |`,
    `| ${say`${name} after`} | ${changed.join(' | ')} |`,
  ]
}

function cellsOf({ state, una, nxt, rcvNxt, rcvWnd, owed, ended }: EndAt): string[] {
  const number = (value: string | undefined) => (value === undefined ? '–' : cell(value))
  return [
    ended === undefined ? code(state) : `${code(state)} (${ended})`,
    number(una),
    number(nxt),
    number(rcvNxt),
    number(rcvWnd),
    owed.length === 0 ? '–' : owed.map(cell).join(', '),
  ]
}
