import { chop, displayWidth, wrap } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

describe('lines of Chinese', () => {
  test('end between any two characters, each two columns wide', () => {
    expect(wrap('序号和确认号从零开始', 8)).toEqual(['序号和确', '认号从零', '开始'])
  })

  test('never begin with closing punctuation nor end with an opening one', () => {
    expect(wrap('连接已经建立，数据（双向）', 10)).toEqual(['连接已经建', '立，数据', '（双向）'])
    expect(wrap('所谓“半连接”与《卷一》', 6)).toEqual(['所谓', '“半连', '接”与', '《卷', '一》'])
    expect(wrap('等待……然后发送', 4)).toEqual(['等', '待……', '然后', '发送'])
  })

  test('keep a number with its sign', () => {
    expect(wrap('丢包率百分之五是5％吗', 16)).toEqual(['丢包率百分之五是', '5％吗'])
  })

  test('keep code and Latin words whole, and a space only where one was', () => {
    expect(wrap('用 `A: 2msl` 写明TIME_WAIT结束', 12)).toEqual(['用 `A: 2msl`', '写明', 'TIME_WAIT结', '束'])
    expect(wrap('见`注 意`。', 4)).toEqual(['见', '`注 意`。'])
  })
})

test('lines of Japanese begin neither with a small kana nor with the sign of a long vowel', () => {
  expect(wrap('シーケンスチェック', 12)).toEqual(['シーケンス', 'チェック'])
})

test('what is longer than a line is chopped between whole characters, accents and joined emoji included', () => {
  expect(chop('x'.repeat(5), 2)).toEqual(['xx', 'xx', 'x'])
  expect(chop('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301'])
  expect(chop('👩‍💻👩‍💻', 4)).toEqual(['👩‍💻', '👩‍💻'])
  expect(chop('半连接', 1)).toEqual(['半', '连', '接'])
})

test.each([
  ['SYN', 3],
  ['半连接', 6],
  ['，。（）', 8],
  ['ﾊﾝｶｸ', 4],
  ['한글', 4],
  ['\u1112\u1161\u11ab', 2],
  ['e\u0301', 1],
  ['हिन्दी', 5],
  ['a\u200bb', 2],
  ['✔✖⚠→…①', 6],
  ['✅⚡⏰', 6],
  ['🌡🛋', 2],
  ['😀🀄', 4],
  ['🇨🇳', 2],
  ['𠮷', 2],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})
