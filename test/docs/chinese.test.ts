import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expectChineseLayout } from '../trace/translation.ts'
import { proseOf, root, textOf } from './pages.ts'

const GLOSSARY = 'docs/glossary.zh-cn.md'

const pages = globSync(
  ['*.zh-cn.md', 'docs/*.zh-cn.md', 'docs/zh-cn/**/*.md', 'extension/walkthrough/*.zh-cn.md'],
  { cwd: root },
)
const tables = globSync(
  [
    '*/zh-cn.ts',
    'trace/languages/zh-cn/*.ts',
    'trace/explanations/zh-cn/*.ts',
    'extension/*.zh-cn.json',
    'extension/l10n/*.zh-cn.json',
  ],
  { cwd: root },
)

describe('the glossary', () => {
  const avoided = [...textOf(GLOSSARY).matchAll(/^\|[^|]*\|[^|]*\| *([^|]*?) *\|$/gm)]
    .flatMap(([, words = '']) => words.split('、'))
    .filter(word => /^\p{Script=Han}|^ICMP/u.test(word) && word !== '不用')

  test('names words that are not used', () => {
    expect(avoided).toContain('序列号')
    expect(avoided.length).toBeGreaterThan(50)
  })

  test.each([...pages, ...tables].filter(file => file !== GLOSSARY))('holds for %s', file => {
    const text = textOf(file)
    expect(avoided.filter(word => text.includes(word))).toEqual([])
  })
})

describe('Chinese prose', () => {
  test.each(pages)('of %s is written as Chinese is', page => {
    for (const line of sentencesOf(page).split('\n')) expectChineseLayout(line)
  })

  test.each(pages)('of %s has no space where its source has a line end', page => {
    expect(sentencesOf(page)).not.toMatch(/[\p{Script=Han}，。；：、）”]\n[\p{Script=Han}（“]/u)
  })

  test.each(globSync('docs/*.zh-cn.md', { cwd: root }).filter(page => page !== GLOSSARY))(
    '%s has the headings, blocks, lists and tables of the English page',
    page => {
      const [english, chinese] = [page.replace('.zh-cn', ''), page].map(file => shapeOf(textOf(file)))
      expect(chinese).toEqual(english)
    },
  )
})

/** What a reader reads as sentences: no code, no addresses, no markup, and not the line that names the languages. */
function sentencesOf(page: string): string {
  return proseOf(page)
    .replace(/^ {4}.*$|^ *<.*>$|^.*简体中文.*$/gm, '')
    .replace(/(`+) ?.*? ?\1/g, 'x')
    .replace(/\]\([^)]*\)/g, '')
    .replace(/\*\*|[[*|]|\b_|_\b/g, '')
}

/** What a page is made of, whatever its language: headings by depth, blocks of code by kind, rows of tables. */
function shapeOf(markdown: string): readonly string[] {
  return markdown.match(/^#+(?= )|^```\w+|^\|(?=[ -])|^(?:-|\d\.)(?= )/gm) ?? []
}
