import { EXPLANATIONS, explain, explainWord, inSpokenLanguage, languageOf, speak } from '@synfin/trace'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WORDS, type WordKind } from '../../trace/explanations/words.ts'

test.each([
  'zh',
  'zh-CN',
  'zh-cn',
  'zh_CN',
  'zh_CN.UTF-8',
  'zh_CN.GB18030@stroke',
  'zh-Hans',
  'zh-Hans-HK',
  'zh-SG',
  'zh_SG.UTF-8',
])('%s is simplified Chinese', async tag => {
  expect((await languageOf(tag))?.id).toBe('zh-cn')
})

test.each([
  undefined,
  '',
  'C',
  'POSIX',
  'en',
  'en-US',
  'de_DE.UTF-8',
  'zh-TW',
  'zh_HK.UTF-8',
  'zh-Hant',
  'zh-Hant-CN',
  'zha',
  'constructor',
])('%s is English', async tag => {
  expect(await languageOf(tag)).toBeUndefined()
})

describe('in Chinese', () => {
  beforeAll(async () => speak(await languageOf('zh-CN')))
  afterAll(() => speak(undefined))

  const explained = EXPLANATIONS.map(english => ({ topic: english.topic, english }))

  describe.each(explained)('$topic', ({ english }) => {
    const chinese = () => inSpokenLanguage(english)

    test('has the same texts as in English', () => {
      expect(Object.keys(chinese()).sort()).toEqual(Object.keys(english).sort())
      for (const [name, texts] of proseOf(english)) {
        expect(proseOf(chinese()).get(name), `${name} has other parts than in English`).toHaveLength(
          texts.length,
        )
      }
    })

    test('is told in Chinese: whole sentences in full-width punctuation, a title that is none', () => {
      for (const [name, texts] of proseOf(chinese())) {
        for (const text of texts) {
          expect(text).toMatch(name === 'tools' ? /[\p{Script=Han}：]/u : /\p{Script=Han}/u)
          expect(withoutNames(text), 'half-width punctuation beside Chinese').not.toMatch(
            /\p{Script=Han} ?[,;:?!()]|[,;:?!()] ?\p{Script=Han}/u,
          )
          expect(withoutNames(text), 'no space between Chinese and Latin').not.toMatch(
            /\p{Script=Han}[A-Za-z0-9§`]|[A-Za-z0-9`]\p{Script=Han}/u,
          )
        }
      }
      expect(chinese().title).not.toMatch(/。$/)
      const { meaning, linux = '。', tools = '。' } = chinese()
      for (const prose of [meaning, linux, tools]) expect(prose).toMatch(/[。）”]$/)
    })

    test('names every piece of code, number, section, state and flag that the English names', () => {
      for (const [name, texts] of proseOf(english)) {
        const said = (proseOf(chinese()).get(name) ?? []).join('\n')
        const missing = texts.flatMap(namesIn).filter(word => !said.includes(word))
        expect(missing, `${name} in Chinese: ${said}`).toEqual([])
      }
    })
  })

  const words = (Object.keys(WORDS) as WordKind[]).flatMap(kind =>
    Object.entries(WORDS[kind]).map(([word, english]) => ({ kind, word, english })),
  )

  test.each(words)('the $kind $word', ({ kind, word, english }) => {
    const { form, title, meaning } = explainWord(kind, word) ?? english
    expect(form).toBe(english.form)
    expect(title).toMatch(/\p{Script=Han}/u)
    expect(meaning).toMatch(/\p{Script=Han}.*[。）”]$/u)
    const said = `${title}\n${meaning}`
    expect([english.title, english.meaning].flatMap(namesIn).filter(name => !said.includes(name))).toEqual([])
  })

  test('sections keep their numbers, and their words are Chinese', () => {
    expect(explain('synack-wrong-ack')?.section).toBe('RFC 9293 §3.4、§3.10.7.3，第一步检查')
    expect(explain('merged-fin-ack')?.section).toBe('RFC 9293 §3.3.2（图 5 注 2）、§3.10.7.4')
    expect(explain('rst-expected')?.section).toBe('RFC 9293 §3.5.2，第 1、2 组')
    for (const { topic, section } of EXPLANATIONS) {
      const chinese = explain(topic)?.section ?? ''
      expect(chinese.match(/§[\d.]+|RFC \d+/g)).toEqual(section.match(/§[\d.]+|RFC \d+/g))
      expect(chinese.replace(/RFC|Synfin|M[A-Z]+-\d+/g, '')).not.toMatch(/[a-z]/i)
    }
  })
})

/** The texts of an explanation that are prose, by their field. */
function proseOf(explanation: object): ReadonlyMap<string, readonly string[]> {
  const fields = Object.entries(explanation).filter(([name]) => PROSE.includes(name))
  return new Map(fields.map(([name, value]) => [name, [value].flat()]))
}

const PROSE = ['title', 'meaning', 'linux', 'tools', 'entered', 'left']

/** What stays as it is in any language: code, sections, names of fields, states, flags and requirements, numbers with them. */
function namesIn(english: string): readonly string[] {
  return (
    english
      .replace(SAID_IN_CHINESE, '')
      .match(
        /`[^`]*`|§[\d.]*\d|\b(?:MUST|SHLD|MAY)-\d+|\bRFC \d+|\b[A-Z]{2,}(?:[._][A-Z0-9]+)*\b|\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\[[^\]]+\]|\b\d{3,}\b/g,
      ) ?? []
  )
}

/** What textbooks say in Chinese: 被动打开, 主动打开, and the requirement itself where no number names it. */
const SAID_IN_CHINESE = /\b(?:passive|active) OPEN\b|\bMUST(?: NOT)?\b(?!-)/g

/** A text without what may bear Latin punctuation: code, calls, quotations, names in brackets. */
function withoutNames(text: string): string {
  return text.replace(/`[^`]*`|"[^"]*"|\[[^\]]*\]|\b\w+\(\w*\)/g, 'x')
}
