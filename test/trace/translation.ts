import { expect } from 'vitest'

/** A translation has the values, the code and the sections of its English, and names lines the usual way. */
export function expectSameContents(english: string, chinese: string): void {
  for (const kept of [/\{\d\}/g, /`[^`]*`/g, /§[\d.]*\d|RFC \d+|(?:MUST|SHLD|MAY)-\d+/g])
    expect(found(kept, chinese)).toEqual(found(kept, english))
  for (const [, line] of english.matchAll(/\bline (\{\d\})/g)) expect(chinese).toContain(`第 ${line} 行`)
}

/** Chinese prose has full-width punctuation, and a space on both sides of what is Latin. */
export function expectChineseLayout(chinese: string): void {
  const prose = chinese.replace(/`[^`]*`|"[^"]*"|\w+\(\w*\)/g, 'x')
  expect(prose, 'half-width punctuation').not.toMatch(/\p{Script=Han} ?[,;:?!()]|[,;:?!()] ?\p{Script=Han}/u)
  expect(prose, 'no space between Chinese and Latin').not.toMatch(
    /\p{Script=Han}[A-Za-z0-9§]|[A-Za-z0-9]\p{Script=Han}/u,
  )
}

function found(what: RegExp, text: string): readonly string[] {
  return [...new Set(text.match(what) ?? [])].sort()
}
