import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stateDiagram } from '@synfin/diagram'
import { readLines } from '@synfin/grammar'
import { checkFile, languageOf, speak, type Translations } from '@synfin/trace'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { topics } from '../../extension/explanation-page.ts'
import { lensesOf } from '../../extension/lens-texts.ts'
import { movedLine, namedLine } from '../../extension/named-line.ts'
import { previewPage } from '../../extension/preview-page.ts'
import { statusText } from '../../extension/status-text.ts'
import { templatesOf } from '../../extension/template-list.ts'
import { firstLine } from '../../extension/webview/edge-label.ts'
import { RUNNER_TEXTS } from '../../runner/zh-cn.ts'
import { readExamples, snippetsInChinese } from '../../scripts/extension-assets.mjs'
import { saidIn } from '../trace/said.ts'
import { expectChineseLayout, expectSameContents } from '../trace/translation.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const BUNDLE: Translations = json('l10n/bundle.l10n.zh-cn.json')
const MANIFEST = textOf('package.json')
const ENGLISH: Translations = json('package.nls.json')
const CHINESE: Translations = json('package.nls.zh-cn.json')

describe('the manifest', () => {
  const used = [...MANIFEST.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key)

  test('has the text of every key in both languages, and no text that it does not use', () => {
    const keys = [...new Set(used)].sort()
    expect(Object.keys(ENGLISH).sort()).toEqual(keys)
    expect(Object.keys(CHINESE).sort()).toEqual(keys)
  })

  test('leaves no text that a user reads in one language', () => {
    const read = /"(?:title|shortTitle|description|markdownDescription|altText)": "(?!%)(?!Synfin")[^"]*"/g
    expect(MANIFEST.match(read) ?? []).toEqual([])
  })

  test.each(used.filter(key => !isPath(ENGLISH[key])))('says the same by %s', key => {
    const [english = '', chinese = ''] = [ENGLISH[key], CHINESE[key]]
    expectSameContents(english, chinese)
    expectChineseLayout(withoutLinks(chinese))
    expect(chinese.match(/\(command:[^)]*\)/g)).toEqual(english.match(/\(command:[^)]*\)/g))
  })

  test('names the same buttons in the walkthrough as the commands are called', () => {
    for (const texts of [ENGLISH, CHINESE])
      for (const [key, text] of Object.entries(texts))
        for (const [, label = '', command = ''] of text.matchAll(/^\[([^\]]+)\]\(command:synfin\.(\w+)\)$/gm))
          expect(texts[`command.${command}`]?.replace('…', ''), key).toBe(label.replace('…', ''))
  })

  test('has a page of the walkthrough in Chinese for each in English', () => {
    const pages = globSync('extension/walkthrough/*.md', { cwd: root })
    const chinese = pages.filter(page => page.endsWith('.nls.zh-cn.md'))
    expect(chinese).toHaveLength(pages.length / 2)
    for (const page of chinese)
      expect(codeOf(readFileSync(`${root}/${page}`, 'utf8'))).toEqual(
        codeOf(readFileSync(`${root}/${page.replace('.nls.zh-cn', '')}`, 'utf8')),
      )
  })
})

describe('the texts of the extension', () => {
  const said = globSync(['extension/*.ts', 'extension/webview/*.ts'], { cwd: root }).flatMap(file =>
    saidIn(readFileSync(`${root}/${file}`, 'utf8')),
  )
  const templates = templatesOf(readExamples(root)).flatMap(({ label, detail }) => [label, detail])
  const snippets = Object.entries(json<{ description: string }>('snippets/synfin.json'))
  const shown = [...said, ...templates, ...snippets.flatMap(([name, { description }]) => [name, description])]

  test('are all translated, and no translation is left of a text that is gone', () => {
    expect(shown.filter(key => !Object.hasOwn(BUNDLE, key))).toEqual([])
    expect(Object.keys(BUNDLE).filter(key => !shown.includes(key))).toEqual([])
  })

  test('agree with those of the rooms that speak beside them', async () => {
    const others: Translations = { ...(await languageOf('zh-CN'))?.texts, ...RUNNER_TEXTS }
    const shared = Object.entries(BUNDLE).filter(([key]) => Object.hasOwn(others, key))
    for (const [key, chinese] of shared) expect(chinese, key).toBe(others[key])
  })

  test.each(Object.entries(BUNDLE))('"%s" is told as "%s"', (english, chinese) => {
    expectSameContents(english, chinese)
    expectChineseLayout(chinese)
  })

  test('give every snippet another name and description, and nothing else', () => {
    const chinese = Object.entries(snippetsInChinese(root))
    expect(chinese).toHaveLength(snippets.length)
    for (const [index, [name, snippet]] of chinese.entries()) {
      expect(name + snippet.description).toMatch(/\p{Script=Han}.*\p{Script=Han}/u)
      expect({ ...snippet, description: '' }).toEqual({ ...snippets[index]?.[1], description: '' })
    }
  })
})

describe('an extension that speaks Chinese', () => {
  beforeEach(async () => {
    const language = await languageOf('zh-CN')
    if (language) speak({ ...language, texts: { ...language.texts, ...RUNNER_TEXTS, ...BUNDLE } })
  })
  afterEach(() => speak(undefined))

  test('finds the line that a reason is about, and tells it of a line that has moved', () => {
    const reason = '第 4 行：踪迹要求一个 SYN ACK，内核发送的却是一个 RST ACK'
    expect(namedLine(reason)).toBe(4)
    expect(movedLine(reason, 2)).toBe(reason.replace('4', '6'))
    expect(namedLine('重放在 15 秒内没有结束')).toBeUndefined()
  })

  test('shows lenses and status in Chinese', () => {
    const last = { verdict: 'failed', text: '第 4 行：不一致', isOutdated: true } as const
    expect(lensesOf(['B', 'A'], last).map(({ title }) => title)).toEqual([
      '▶ 重放：内核担任 B',
      '担任 A',
      '预览',
      '✖ 第 4 行：不一致（在最后一次修改之前）',
    ])
    expect(statusText('running', { name: 'open', last }).text).toBe('$(history) 第 4 行')
  })

  test('explains by the pages in Chinese', () => {
    const [near] = topics(['FIN_WAIT_2'])
    expect(near).toMatchObject({ label: 'FIN_WAIT_2', page: 'zh-cn/states.md', group: '光标处' })
    for (const { page } of topics([])) expect(globSync(`docs/${page}`, { cwd: root }), page).toHaveLength(1)
  })

  test('finds the line that an edge of the state diagram names', () => {
    const { traces } = checkFile(readLines('A -> B SYN\nB -> A SYN ACK\n'), { name: 'edges' })
    const labels = traces.flatMap(trace => stateDiagram(trace).match(/(?<= : ).*$/gm) ?? [])
    const named = labels.flatMap(label => firstLine(label.replaceAll('<br/>', ', ')) ?? [])
    expect(new Set(named)).toEqual(new Set([1, 2]))
    expect(firstLine('B 第 4, 8 行')).toBe(4)
  })

  test('hands the page its texts, and writes what stands on it in Chinese', () => {
    const page = previewPage({ cspSource: '', script: '', style: '', nonce: '', texts: { 'a "b"': '<甲>' } })
    expect(page).toContain(
      '<html lang="zh-cn" data-texts="{&quot;a \\&quot;b\\&quot;&quot;:&quot;&lt;甲>&quot;}">',
    )
    expect(page).toContain('>时序图</button>')
    const latin = page
      .replace(/<script.*$/s, '')
      .matchAll(/(?:title|aria-label|placeholder)="([^"]*)"|>([^<\n]+)</g)
    for (const [, attribute, text] of latin)
      expect(attribute ?? text).toMatch(/\p{Script=Han}|^[⌕−+⋯↑↓✕]$|^100%$/u)
  })
})

function json<Value = string>(path: string): Readonly<Record<string, Value>> {
  return JSON.parse(textOf(path))
}

function textOf(path: string): string {
  return readFileSync(`${root}/extension/${path}`, 'utf8')
}

function isPath(text = ''): boolean {
  return /^[./\w-]+\.(?:svg|json)$/.test(text)
}

function withoutLinks(markdown: string): string {
  return markdown.replaceAll(/\]\([^)]*\)|\[|\*\*/g, '')
}

function codeOf(markdown: string): readonly string[] {
  return markdown.match(/```.*?```|`[^`]+`/gs)?.toSorted() ?? []
}
