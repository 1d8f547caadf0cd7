import { afterEach, expect, test } from 'vitest'
import { EXPLANATIONS_IN_CHINESE } from '../../trace/explanations/zh-cn/index.ts'
import { say, speak, type Translations, translated } from '../../trace/say.ts'

afterEach(() => speak(undefined))

const speakWith = (texts: Translations) =>
  speak({ id: 'zh-cn', texts, explanations: EXPLANATIONS_IN_CHINESE })
const wrong = (from: string, to: string) => say`${from} answers ${to} too late`

test('a text is English unless another language is spoken', () => {
  expect(wrong('A', 'B')).toBe('A answers B too late')
})

test('a translation may set the values in another order', () => {
  speakWith({ '{0} answers {1} too late': '{1} 等不到 {0} 的回答' })
  expect(wrong('A', 'B')).toBe('B 等不到 A 的回答')
})

test('a text without its translation stays English', () => {
  speakWith({ 'something else': '别的' })
  expect(wrong('A', 'B')).toBe('A answers B too late')
  expect(translated('something else')).toBe('别的')
})

test('what a value holds is never taken for a place', () => {
  speakWith({ '{0} answers {1} too late': '{1} 等不到 {0}' })
  expect(wrong('{1}', '{0}')).toBe('{0} 等不到 {1}')
})

test('after a change of the language the same text comes in the new one', () => {
  expect(wrong('A', 'B')).toBe('A answers B too late')
  speakWith({ '{0} answers {1} too late': '{0} 太迟回答 {1}' })
  expect(wrong('A', 'B')).toBe('A 太迟回答 B')
  speak(undefined)
  expect(wrong('A', 'B')).toBe('A answers B too late')
})
