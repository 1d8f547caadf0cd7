import type { State } from '@synfin/tcp'
import type { FindingCode } from '../catalogue.ts'
import type { ControlBit, Severity } from '../line.ts'

interface ExplanationBase {
  /** What one asks for: `synack-wrong-ack`, `TIME_WAIT`, `SYN`, `2msl`. */
  readonly topic: string
  /** One line, lowercase, that makes sense alone. */
  readonly title: string
  /** A few sentences: the rule, why it is so, and what follows. */
  readonly meaning: string
  /** The authority, such as `RFC 9293 §3.10.7.3`; `Synfin` for the language's own. */
  readonly section: string
  /** What Linux does, where a reader of the RFC would not expect it. */
  readonly linux?: string
  /** What other tools show or call it. */
  readonly tools?: string
}

/** What findings are about, in the order of the catalogue. */
export type Group =
  | 'Control bits and the urgent pointer'
  | 'Options and ECN'
  | 'Sequence numbers'
  | 'Acknowledgment numbers'
  | 'States, calls and claims'
  | 'Resets'
  | 'Patterns'
  | 'The end of a trace'
  | 'Windows'
  | 'The trace language'

/** A finding, with a trace that earns it and the same trace repaired. */
export interface CodeExplanation extends ExplanationBase {
  readonly kind: 'code'
  readonly topic: FindingCode
  /** What the code and its neighbours are about, such as `Sequence numbers`. */
  readonly group: string
  /** In profile `rfc9293`. */
  readonly severity: Severity
  readonly failing: string
  /** The line of `failing` that earns the finding, counted from 1. */
  readonly line: number
  readonly repaired: string
}

export interface StateExplanation extends ExplanationBase {
  readonly kind: 'state'
  readonly topic: State
  /** The ways in: the event, and the state it came from. */
  readonly entered: readonly string[]
  /** The ways out: the event, and the state it leads to. */
  readonly left: readonly string[]
}

export interface FlagExplanation extends ExplanationBase {
  readonly kind: 'flag'
  readonly topic: ControlBit
}

/** A procedure or a term, told by a trace that checks clean. */
export interface SubjectExplanation extends ExplanationBase {
  readonly kind: 'subject'
  readonly trace: string
}

export type Explanation = CodeExplanation | StateExplanation | FlagExplanation | SubjectExplanation

/** A code's explanation as written in its table, where the code is the key; severities are the catalogue's. */
export type CodeEntry = Omit<CodeExplanation, 'topic' | 'kind' | 'group' | 'severity'>

/** A trace in a template literal: without the first line break and the common indentation. */
export function trace(strings: TemplateStringsArray): string {
  const lines = (strings.raw[0] ?? '').replace(/^\n|\n\s*$/g, '').split('\n')
  const indentation = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)))
  return lines.map(line => line.slice(indentation)).join('\n')
}
