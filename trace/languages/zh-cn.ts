import type { Translations } from '../say.ts'
import { DIAGRAM_TEXTS } from './zh-cn/diagrams.ts'
import { FIX_TEXTS } from './zh-cn/fixes.ts'
import { LANGUAGE_TEXTS } from './zh-cn/language.ts'
import { NEXT_LINE_TEXTS } from './zh-cn/next-lines.ts'
import { OPTION_TEXTS } from './zh-cn/options.ts'
import { SEGMENT_TEXTS } from './zh-cn/segments.ts'
import { STATE_TEXTS } from './zh-cn/states.ts'
import { SYNTAX_TEXTS } from './zh-cn/syntax.ts'

/**
 * Simplified Chinese of the texts in `trace/`, `grammar/` and `diagram/`, by their English. Its terms, and those of every
 * other Chinese text, are the ones of docs/glossary.zh-cn.md.
 */
export const TEXTS: Translations = {
  ...FIX_TEXTS,
  ...SEGMENT_TEXTS,
  ...OPTION_TEXTS,
  ...STATE_TEXTS,
  ...LANGUAGE_TEXTS,
  ...SYNTAX_TEXTS,
  ...NEXT_LINE_TEXTS,
  ...DIAGRAM_TEXTS,
}
