import { CATALOGUE, FINDING_CODES, type FindingCode } from '../catalogue.ts'
import { spokenLanguage } from '../say.ts'
import { readState } from '../state-names.ts'
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
import type { CodeEntry, Explanation, Group } from './explanation.ts'
import { FLAGS_EXPLAINED } from './flags.ts'
import { STATES_EXPLAINED } from './states.ts'
import { SUBJECTS_EXPLAINED } from './subjects.ts'
import type { ExplanationTexts } from './translation.ts'

export type {
  CodeExplanation,
  Explanation,
  FlagExplanation,
  StateExplanation,
  SubjectExplanation,
} from './explanation.ts'
export {
  explainWord,
  explainWords,
  type WordExplanation,
  type WordKind,
  type WordTopic,
  wordTopics,
} from './words.ts'

const CODES: Readonly<Record<FindingCode, CodeEntry>> = {
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
}

const GROUPS: Readonly<Record<Group, Partial<Record<FindingCode, CodeEntry>>>> = {
  'Control bits and the urgent pointer': FLAG_CODES,
  'Options and ECN': OPTION_CODES,
  'Sequence numbers': SEQUENCE_CODES,
  'Acknowledgment numbers': ACKNOWLEDGMENT_CODES,
  'States, calls and claims': STATE_CODES,
  Resets: RESET_CODES,
  Patterns: PATTERN_CODES,
  'The end of a trace': END_CODES,
  Windows: WINDOW_CODES,
  'The trace language': LANGUAGE_CODES,
}

const GROUP_OF = Object.fromEntries(
  entries(GROUPS).flatMap(([group, codes]) => Object.keys(codes).map(code => [code, group])),
) as Readonly<Record<FindingCode, Group>>

/**
 * Everything Synfin explains, in English: finding codes, states, control bits, and a few subjects, in that order.
 *
 * The one source of `synfin explain`, of the pages in `docs/rules/` and of the editor's hovers.
 */
export const EXPLANATIONS: readonly Explanation[] = [
  ...FINDING_CODES.map(topic => ({
    topic,
    kind: 'code' as const,
    group: GROUP_OF[topic],
    severity: CATALOGUE[topic].severity,
    ...CODES[topic],
  })),
  ...entries(STATES_EXPLAINED).map(([topic, entry]) => ({ topic, kind: 'state' as const, ...entry })),
  ...entries(FLAGS_EXPLAINED).map(([topic, entry]) => ({ topic, kind: 'flag' as const, ...entry })),
  ...entries(SUBJECTS_EXPLAINED).map(([topic, entry]) => ({ topic, kind: 'subject' as const, ...entry })),
]

const BY_TOPIC = new Map(EXPLANATIONS.map(explanation => [explanation.topic.toLowerCase(), explanation]))

/**
 * What there is to say of a finding code, a state, a control bit or a subject, in the language that is spoken; nothing
 * for any other word.
 *
 * Case does not matter, and a state may bear the name another tool gives it (`SYN_RECV`, `FIN-WAIT-1`).
 */
export function explain(topic: string): Explanation | undefined {
  const explanation = BY_TOPIC.get(topic.toLowerCase()) ?? stateByAnyName(topic)
  return explanation && inSpokenLanguage(explanation)
}

/** An explanation with its prose in the language that is spoken; its topic and its traces are the same in all. */
export function inSpokenLanguage(explanation: Explanation): Explanation {
  const spoken = spokenLanguage()?.explanations
  if (spoken === undefined) return explanation
  const texts: Readonly<Record<string, ExplanationTexts>> = spoken[explanation.kind]
  return {
    ...explanation,
    ...texts[explanation.topic],
    ...(explanation.kind === 'code' ? { group: spoken.groups[GROUP_OF[explanation.topic]] } : {}),
    section: spoken.section(explanation.section),
  }
}

function stateByAnyName(name: string): Explanation | undefined {
  const read = readState(name)
  return read.kind === 'unknown' ? undefined : BY_TOPIC.get(read.state.toLowerCase())
}

function entries<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][]
}
