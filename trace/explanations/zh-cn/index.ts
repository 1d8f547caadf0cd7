import type { TranslatedExplanations } from '../translation.ts'
import { ACKNOWLEDGMENT_CODES } from './code-acknowledgments.ts'
import { END_CODES } from './code-ends.ts'
import { FLAG_CODES } from './code-flags.ts'
import { LANGUAGE_CODES } from './code-language.ts'
import { SEQUENCE_CODES } from './code-numbers.ts'
import { OPTION_CODES } from './code-options.ts'
import { PATTERN_CODES } from './code-patterns.ts'
import { RESET_CODES } from './code-resets.ts'
import { STATE_CODES } from './code-states.ts'
import { WINDOW_CODES } from './code-windows.ts'
import { FLAGS_EXPLAINED } from './flags.ts'
import { sectionInChinese } from './section.ts'
import { STATES_EXPLAINED } from './states.ts'
import { SUBJECTS_EXPLAINED } from './subjects.ts'
import { WORDS } from './words.ts'

/** Everything that is explained, in Simplified Chinese. */
export const EXPLANATIONS_IN_CHINESE: TranslatedExplanations = {
  groups: {
    'Control bits and the urgent pointer': '控制位与紧急指针',
    'Options and ECN': '选项与 ECN',
    'Sequence numbers': '序号',
    'Acknowledgment numbers': '确认号',
    'States, calls and claims': '状态、调用与断言',
    Resets: '复位',
    Patterns: '典型情形',
    'The end of a trace': '踪迹的结尾',
    Windows: '窗口',
    'The trace language': '踪迹语言',
  },
  code: {
    ...FLAG_CODES,
    ...OPTION_CODES,
    ...SEQUENCE_CODES,
    ...ACKNOWLEDGMENT_CODES,
    ...STATE_CODES,
    ...RESET_CODES,
    ...PATTERN_CODES,
    ...END_CODES,
    ...WINDOW_CODES,
    ...LANGUAGE_CODES,
  },
  state: STATES_EXPLAINED,
  flag: FLAGS_EXPLAINED,
  subject: SUBJECTS_EXPLAINED,
  words: WORDS,
  section: sectionInChinese,
}
