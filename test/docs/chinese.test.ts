import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectChineseLayout } from '../trace/translation.ts'
import { proseOf, root, textOf } from './pages.ts'

const GLOSSARY = 'docs/glossary.zh-cn.md'

const pages = globSync(
  ['*.zh-cn.md', '{docs,examples}/*.zh-cn.md', 'docs/zh-cn/**/*.md', 'extension/walkthrough/*.zh-cn.md'],
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

  const translations = globSync('{docs,examples}/*.zh-cn.md', { cwd: root }).filter(page => page !== GLOSSARY)

  test.each(translations)('%s has the headings, blocks, lists and tables of the English page', page => {
    const [english, chinese] = [page.replace('.zh-cn', ''), page].map(file => shapeOf(textOf(file)))
    expect(chinese).toEqual(english)
  })

  test.each(translations)('%s has the code of the English page, but for names and comments', page => {
    const [english, chinese] = [page.replace('.zh-cn', ''), page].map(file => codeOf(textOf(file)))
    expect(chinese).toEqual(english)
  })

  test.each([...translations, 'README.zh-cn.md'])('%s leads to Chinese pages where there are any', page => {
    const links = [...proseOf(page).matchAll(/(?<!\[English)\]\(([^)#]+\.md)[^)]*\)/g)]
    const [pastChinese] = links.filter(([, link = '']) => hasChinese(join(dirname(page), link)))
    expect(pastChinese?.[0]).toBeUndefined()
  })

  test.each(translations)('%s and the English page name each other', page => {
    const english = page.replace('.zh-cn', '')
    expect(textOf(page)).toContain(`[English](${basename(english)}) · 简体中文\n`)
    expect(textOf(english)).toContain(`English · [简体中文](${basename(page)})\n`)
  })
})

/** Whether an English page, named from the root, has a Chinese one beside it or below `zh-cn/`. */
function hasChinese(page: string): boolean {
  const besides = [page.replace(/\.md$/, '.zh-cn.md'), page.replace(/^docs\//, 'docs/zh-cn/')]
  return !/zh-cn/.test(page) && besides.some(chinese => chinese !== page && existsSync(join(root, chinese)))
}

/** The blocks of code, without comments, and without the names that a language gives to traces and notes. */
function codeOf(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
  return blocks.map(([, kind = '', code = '']) => {
    const plain = code.replace(kind === 'yaml' ? /^ *# .*$/gm : / *\/\/ .*$/gm, '')
    return kind === 'synfin' ? plain.replace(/"[^"]*"/g, '""') : plain
  })
}

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
