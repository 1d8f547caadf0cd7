import type { FaultCode } from '@synfin/tcp'
import type { Profile } from './checked-trace.ts'
import type { Severity } from './line.ts'

/** What the checker holds against a trace apart from its segments: calls, claims, and the language's own. */
export type TraceCode =
  | 'ack-number-without-flag'
  | 'seq-range'
  | 'close-in-wrong-state'
  | 'call-refused'
  | 'timer-not-running'
  | 'state-mismatch'
  | 'illegal-transition'
  | 'time-wait-skipped'
  | 'unknown-state'
  | 'state-alias'
  | 'syntax'
  | 'undefined-symbol'
  | 'unknown-endpoint'
  | 'duplicate-name'
  | 'duplicate-field'
  | 'unknown-fragment'
  | 'fragment-recursion'
  | 'not-in-flight'
  | 'assumed-established'
  | 'expectation-unmet'
  | 'unused-symbol'

export type FindingCode = FaultCode | TraceCode

interface CatalogueEntry {
  readonly severity: Severity
  /** In profile `linux`, where that differs. */
  readonly linux?: Severity
  /** The authority: a section of RFC 9293 unless another RFC is named. */
  readonly section: string
}

/** Every finding there is, with its severity and the text that decides. The words are in `messages.ts`. */
export const CATALOGUE: Readonly<Record<FindingCode, CatalogueEntry>> = {
  // Control bits.
  'syn-fin': { severity: 'warning', linux: 'error', section: 'RFC 9293 §3.10.7.2' },
  'syn-rst': { severity: 'error', section: 'RFC 9293 §3.10.7' },
  'fin-rst': { severity: 'warning', section: 'RFC 9293 §3.10.7.4' },
  'null-flags': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'xmas-flags': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'missing-ack-flag': { severity: 'error', section: 'RFC 9293 §3.1' },
  'ack-number-without-flag': { severity: 'warning', section: 'RFC 9293 §3.1' },
  'seq-range': { severity: 'error', section: 'RFC 9293 §3.4' },
  // Sequence numbers.
  'syn-not-consumed': { severity: 'error', section: 'RFC 9293 §3.4' },
  'fin-not-consumed': { severity: 'error', section: 'RFC 9293 §3.4' },
  'seq-gap': { severity: 'error', section: 'RFC 9293 §3.10.2' },
  'seq-stale': { severity: 'warning', section: 'RFC 9293 §3.10.7.4' },
  'keep-alive': { severity: 'info', section: 'RFC 9293 §3.8.4' },
  'syn-isn-changed': { severity: 'error', section: 'RFC 9293 §3.8.1' },
  'fin-moved': { severity: 'error', section: 'RFC 9293 §3.8.1' },
  'second-fin': { severity: 'error', section: 'RFC 9293 §3.10.4' },
  'data-after-fin': { severity: 'error', section: 'RFC 9293 §3.10.2' },
  'data-before-established': { severity: 'error', section: 'RFC 9293 §3.10.2' },
  // Acknowledgment numbers.
  'synack-wrong-ack': { severity: 'error', section: 'RFC 9293 §3.10.7.3' },
  'handshake-ack-wrong': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'fin-ack-off-by-one': { severity: 'error', section: 'RFC 9293 §3.6' },
  'ack-of-unsent': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'ack-of-unreceived': { severity: 'error', section: 'RFC 9293 §3.4' },
  'ack-regress': { severity: 'warning', section: 'RFC 9293 §3.4' },
  'ack-stale': { severity: 'info', section: 'RFC 9293 §3.10.2' },
  'ack-too-old': { severity: 'warning', section: 'RFC 5961 §5' },
  // States.
  'syn-in-synchronized': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'challenge-ack': { severity: 'info', section: 'RFC 9293 §3.10.7.4' },
  'synack-wrong-direction': { severity: 'error', section: 'RFC 9293 §3.10.7.2' },
  'synack-missing-ack': { severity: 'error', section: 'RFC 9293 §3.10.7.2' },
  'ack-before-synack': { severity: 'error', section: 'RFC 9293 §3.10.7.3' },
  'fin-before-established': { severity: 'error', section: 'RFC 9293 §3.10.4' },
  'segment-from-closed': { severity: 'error', section: 'RFC 9293 §3.10.2' },
  'segment-from-listen': { severity: 'error', section: 'RFC 9293 §3.10.2' },
  'segment-after-rst': { severity: 'error', section: 'RFC 9293 §3.5.2' },
  'time-wait-sends': { severity: 'error', section: 'RFC 9293 §3.10.7.4' },
  'close-in-wrong-state': { severity: 'error', section: 'RFC 9293 §3.10.4' },
  'call-refused': { severity: 'error', section: 'RFC 9293 §3.10' },
  'timer-not-running': { severity: 'error', section: 'RFC 9293 §3.10.8' },
  'state-mismatch': { severity: 'error', section: 'RFC 9293 §3.10.7' },
  'illegal-transition': { severity: 'error', section: 'RFC 9293 §3.3.2' },
  'time-wait-skipped': { severity: 'error', section: 'RFC 9293 §3.6.1' },
  'unknown-state': { severity: 'error', section: 'RFC 9293 §3.3.2' },
  'state-alias': { severity: 'warning', section: 'RFC 9293 §3.3.2' },
  // Resets.
  'rst-malformed': { severity: 'error', section: 'RFC 9293 §3.5.2' },
  'rst-unsolicited': { severity: 'error', section: 'RFC 9293 §3.5.2' },
  'rst-to-rst': { severity: 'error', section: 'RFC 9293 §3.10.7.1' },
  'rst-instead-of-ack': { severity: 'error', section: 'RFC 9293 §3.5.2' },
  'abort-bad-seq': { severity: 'error', section: 'RFC 9293 §3.10.5' },
  'rst-challenged': { severity: 'warning', section: 'RFC 9293 §3.10.7.4' },
  'rst-ignored': { severity: 'warning', section: 'RFC 9293 §3.5.3' },
  // Windows.
  'out-of-window': { severity: 'warning', section: 'RFC 9293 §3.10.7.4' },
  // The language's own.
  syntax: { severity: 'error', section: 'Synfin' },
  'undefined-symbol': { severity: 'error', section: 'RFC 9293 §3.4.1' },
  'unknown-endpoint': { severity: 'error', section: 'Synfin' },
  'duplicate-name': { severity: 'error', section: 'Synfin' },
  'duplicate-field': { severity: 'error', section: 'Synfin' },
  'unknown-fragment': { severity: 'error', section: 'Synfin' },
  'fragment-recursion': { severity: 'error', section: 'Synfin' },
  'not-in-flight': { severity: 'error', section: 'Synfin' },
  'assumed-established': { severity: 'info', section: 'Synfin' },
  'expectation-unmet': { severity: 'error', section: 'Synfin' },
  'unused-symbol': { severity: 'info', section: 'Synfin' },
}

/** Every code a finding can bear. */
export const FINDING_CODES = Object.keys(CATALOGUE) as readonly FindingCode[]

export function severityOf(code: FindingCode, profile: Profile): Severity {
  const { severity, linux } = CATALOGUE[code]
  return profile === 'linux' ? (linux ?? severity) : severity
}
