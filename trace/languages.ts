import type { Language } from './say.ts'

/** The languages that are spoken beside English. */
export const LANGUAGES = ['zh-cn'] as const

/**
 * The language that a tag of BCP 47 (`zh-Hans-SG`) or a POSIX locale (`zh_CN.UTF-8`) asks for; undefined for English,
 * which is spoken wherever nothing closer is. Texts are loaded only when they are asked for.
 */
export async function languageOf(tag: string | undefined): Promise<Language | undefined> {
  return tag !== undefined && isSimplifiedChinese(tag) ? simplifiedChinese() : undefined
}

/** Chinese that names neither a script nor a place is written in simplified characters, as most of it is. */
function isSimplifiedChinese(tag: string): boolean {
  const [language, ...subtags] = (/^[^.@]*/.exec(tag.toLowerCase())?.[0] ?? '').split(/[-_]/)
  if (language !== 'zh') return false
  if (subtags.includes('hans')) return true
  return !['hant', 'tw', 'hk', 'mo'].some(traditional => subtags.includes(traditional))
}

async function simplifiedChinese(): Promise<Language> {
  const [{ TEXTS }, { EXPLANATIONS_IN_CHINESE }, { HEADINGS }] = await Promise.all([
    import('./languages/zh-cn.ts'),
    import('./explanations/zh-cn/index.ts'),
    import('./explanations/zh-cn/headings.ts'),
  ])
  return { id: 'zh-cn', texts: { ...HEADINGS, ...TEXTS }, explanations: EXPLANATIONS_IN_CHINESE }
}
