const ORDINALS: Readonly<Record<string, string>> = {
  first: '一',
  second: '二',
  third: '三',
  fourth: '四',
  fifth: '五',
  sixth: '六',
  seventh: '七',
  eighth: '八',
}

/**
 * The authority of a rule, with the words beside its numbers in Chinese.
 *
 * @example
 * sectionInChinese('RFC 9293 §3.4, §3.10.7.4, first check')   // 'RFC 9293 §3.4、§3.10.7.4，第一步检查'
 */
export function sectionInChinese(english: string): string {
  return english
    .replace(/, (\w+) check/g, (check, ordinal) =>
      ordinal in ORDINALS ? `，第${ORDINALS[ordinal]}步检查` : check,
    )
    .replace(
      /, groups? (\d)(?: and (\d))?/g,
      (_, one, other) => `，第 ${other ? `${one}、${other}` : one} 组`,
    )
    .replace(/ \((Figure|Table)s? (\d+)(?: and (\d+))?(?:, note (\d+))?\)/g, (_, what, one, other, note) => {
      const numbers = other ? `${one}、${other}` : one
      return `（${what === 'Table' ? '表' : '图'} ${numbers}${note ? ` 注 ${note}` : ''}）`
    })
    .replace(/ \((M[A-Z]+-\d+)\)/g, '（$1）')
    .replace(/(§[\d.]+) to (?=§)/g, '$1 至 ')
    .replaceAll(', §', '、§')
    .replaceAll('; ', '；')
}
