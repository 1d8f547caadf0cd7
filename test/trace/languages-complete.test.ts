import { readdirSync, readFileSync } from 'node:fs'
import { readLines } from '@synfin/grammar'
import { checkFile, type Finding, languageOf, speak, type Translations } from '@synfin/trace'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGE_SERVER_TEXTS } from '../../language-server/zh-cn.ts'
import { HEADINGS } from '../../trace/explanations/zh-cn/headings.ts'
import { DIAGRAM_TEXTS } from '../../trace/languages/zh-cn/diagrams.ts'
import { FIX_TEXTS } from '../../trace/languages/zh-cn/fixes.ts'
import { LANGUAGE_TEXTS } from '../../trace/languages/zh-cn/language.ts'
import { NEXT_LINE_TEXTS } from '../../trace/languages/zh-cn/next-lines.ts'
import { OPTION_TEXTS } from '../../trace/languages/zh-cn/options.ts'
import { SEGMENT_TEXTS } from '../../trace/languages/zh-cn/segments.ts'
import { STATE_TEXTS } from '../../trace/languages/zh-cn/states.ts'
import { SYNTAX_TEXTS } from '../../trace/languages/zh-cn/syntax.ts'
import { withoutNotes } from './fixture-texts.ts'
import { saidIn } from './said.ts'
import { expectChineseLayout, expectSameContents } from './translation.ts'

const ROOMS = ['trace', 'grammar', 'diagram', 'language-server']

const TABLES: readonly Translations[] = [
  HEADINGS,
  DIAGRAM_TEXTS,
  FIX_TEXTS,
  LANGUAGE_TEXTS,
  NEXT_LINE_TEXTS,
  OPTION_TEXTS,
  SEGMENT_TEXTS,
  STATE_TEXTS,
  SYNTAX_TEXTS,
  LANGUAGE_SERVER_TEXTS,
]

const said = new Map(ROOMS.flatMap(sourcesOf).flatMap(file => saidIn(read(file)).map(key => [key, file])))
const translations = TABLES.filter(table => table !== HEADINGS).flatMap(table => Object.entries(table))

describe('in Chinese', () => {
  test.each(ROOMS)('no text of %s/ lacks its translation', room => {
    const missing = [...said].filter(
      ([key, file]) => file.startsWith(`${room}/`) && TABLES.every(table => !Object.hasOwn(table, key)),
    )
    expect(missing).toEqual([])
  })

  test('a text is translated once, and no translation is left of a text that is gone', () => {
    const keys = TABLES.flatMap(table => Object.keys(table))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    expect(translations.flatMap(([key]) => (said.has(key) ? [] : [key]))).toEqual([])
  })

  test.each(translations)('"%s" keeps its values, its code and its sections', (english, chinese) => {
    expectSameContents(english, chinese)
  })

  test.each(translations)('"%s" is written as Chinese is: %s', (_, chinese) => {
    expectChineseLayout(chinese)
  })
})

describe('a checker that speaks Chinese', () => {
  beforeAll(async () => speak(await languageOf('zh-CN')))
  afterAll(() => speak(undefined))

  test.each([...tracesIn('test/fixtures'), ...tracesIn('examples')])('says all of %s in Chinese', file => {
    const words = checked(withoutNotes(read(file))).findings.flatMap(wordsOf)
    expect(words.filter(word => !/\p{Script=Han}/u.test(word))).toEqual([])
  })

  test('names the lines of an earlier version by where they are now', () => {
    const text = ['given A ESTABLISHED seq=u ack=v, B ESTABLISHED', 'A -> B FIN ACK seq=u ack=v']
    const then = checked([...text, 'A -> B ACK seq=u+1 ack=v len=5'].join('\n'))
    const now = checkFile(readLines(['// above', ...text, 'A -> B ACK seq=u+1 ack=v len=5'].join('\n')), {
      name: 'moved',
      previous: then,
    })
    const why = ({ findings }: typeof then) => findings.find(({ code }) => code === 'data-after-fin')?.why
    expect(why(then)).toContain('A 已在第 2 行关闭')
    expect(why(now)).toContain('A 已在第 3 行关闭')
  })
})

function checked(text: string) {
  return checkFile(readLines(text), { name: 'spoken' })
}

function wordsOf({ message, label, why, help, related, fixes }: Finding): readonly string[] {
  const parts = [message, label, why, help, ...related.map(other => other.message)]
  return [...parts, ...fixes.map(({ title }) => title)].filter(word => word !== undefined)
}

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
    name => `${folder}/${name}`,
  )
}

function tracesIn(folder: string): readonly string[] {
  return filesIn(folder).filter(file => file.endsWith('.synfin'))
}

function sourcesOf(room: string): readonly string[] {
  return filesIn(room).filter(
    file => file.endsWith('.ts') && !/\/(?:build|node_modules|generated|zh-cn)\//.test(file),
  )
}
