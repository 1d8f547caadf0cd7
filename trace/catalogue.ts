import type { FaultCode } from '@synfin/tcp'
import type { Profile } from './checked-trace.ts'
import type { Severity } from './line.ts'

/** What the checker holds against a trace apart from its segments: calls, claims, and the language's own. */
type TraceCode =
  | 'ack-number-without-flag'
  | OptionCode
  | WindowCode
  | PatternCode
  | EndCode
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

/** What is said of options, ECN and the urgent pointer. */
type OptionCode =
  | 'urg-pointer-without-urg'
  | 'urg-without-data'
  | 'urg-after-fin'
  | 'mss-on-non-syn'
  | 'wscale-on-non-syn'
  | 'sackperm-on-non-syn'
  | 'wscale-not-offered'
  | 'ts-not-offered'
  | 'wscale-range'
  | 'ts-not-negotiated'
  | 'ts-missing'
  | 'ts-paws'
  | 'sack-not-permitted'
  | 'sack-range'
  | 'mss-missing'
  | 'mss-exceeded'
  | 'ecn-synack-both'
  | 'ecn-not-negotiated'

/** What is said of windows. */
type WindowCode =
  | 'window-overrun'
  | 'zero-window-data'
  | 'zero-window-probe'
  | 'window-shrunk'
  | 'zero-window'

/** What is recognized and told, without holding it against anybody. */
export type PatternCode =
  | 'seq-wrap'
  | 'retransmission'
  | 'syn-data'
  | 'dup-ack'
  | 'simultaneous-open'
  | 'simultaneous-close'
  | 'merged-fin-ack'
  | 'half-close'
  | 'old-duplicate-syn'
  | 'half-open'
  | 'time-wait-reuse'

/** What is left over when a trace ends. */
export type EndCode = 'reply-expected' | 'ends-half-open' | 'ends-unclosed' | 'ends-in-time-wait'

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
  'urg-pointer-without-urg': { severity: 'warning', section: 'RFC 9293 §3.8.5' },
  'urg-without-data': { severity: 'warning', section: 'RFC 9293 §3.8.5' },
  'urg-after-fin': { severity: 'warning', section: 'RFC 9293 §3.10.7.4' },
  // Options and ECN.
  'mss-on-non-syn': { severity: 'error', section: 'RFC 9293 §3.2' },
  'wscale-on-non-syn': { severity: 'error', section: 'RFC 7323 §2.2' },
  'sackperm-on-non-syn': { severity: 'error', section: 'RFC 2018 §2' },
  'wscale-not-offered': { severity: 'error', section: 'RFC 7323 §2.2' },
  'ts-not-offered': { severity: 'error', section: 'RFC 7323 §3.2' },
  'wscale-range': { severity: 'warning', section: 'RFC 7323 §2.3' },
  'ts-not-negotiated': { severity: 'error', section: 'RFC 7323 §3.2' },
  'ts-missing': { severity: 'warning', section: 'RFC 7323 §3.2' },
  'ts-paws': { severity: 'warning', section: 'RFC 7323 §5' },
  'sack-not-permitted': { severity: 'error', section: 'RFC 2018 §2' },
  'sack-range': { severity: 'error', section: 'RFC 2018 §3' },
  'mss-missing': { severity: 'info', section: 'RFC 9293 §3.7.1' },
  'mss-exceeded': { severity: 'warning', section: 'RFC 9293 §3.7.1' },
  'ecn-synack-both': { severity: 'error', section: 'RFC 3168 §6.1.1' },
  'ecn-not-negotiated': { severity: 'warning', section: 'RFC 3168 §6.1' },
  // Sequence numbers.
  'seq-wrap': { severity: 'info', section: 'RFC 9293 §3.4' },
  'isn-not-above-old': { severity: 'error', section: 'RFC 9293 §3.6.1' },
  retransmission: { severity: 'info', section: 'RFC 9293 §3.8.1' },
  'syn-data': { severity: 'info', section: 'RFC 7413 §2' },
  'dup-ack': { severity: 'info', section: 'RFC 5681 §2' },
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
  'rst-expected': { severity: 'error', section: 'RFC 9293 §3.5.2' },
  // Patterns.
  'simultaneous-open': { severity: 'info', section: 'RFC 9293 §3.5' },
  'simultaneous-close': { severity: 'info', section: 'RFC 9293 §3.6' },
  'merged-fin-ack': { severity: 'info', section: 'RFC 9293 §3.3.2' },
  'half-close': { severity: 'info', section: 'RFC 9293 §3.6.1' },
  'old-duplicate-syn': { severity: 'info', section: 'RFC 9293 §3.5' },
  'half-open': { severity: 'info', section: 'RFC 9293 §3.5.1' },
  'time-wait-reuse': { severity: 'info', section: 'RFC 9293 §3.6.1' },
  // The end of a trace.
  'reply-expected': { severity: 'warning', section: 'RFC 9293 §3.10.7' },
  'ends-half-open': { severity: 'warning', section: 'RFC 9293 §3.5.1' },
  'ends-unclosed': { severity: 'info', section: 'RFC 9293 §3.6' },
  'ends-in-time-wait': { severity: 'info', section: 'RFC 9293 §3.6.1' },
  // Windows.
  'window-overrun': { severity: 'warning', section: 'RFC 9293 §3.8.6' },
  'zero-window-data': { severity: 'warning', section: 'RFC 9293 §3.8.6' },
  'zero-window-probe': { severity: 'info', section: 'RFC 9293 §3.8.6.1' },
  'window-shrunk': { severity: 'warning', section: 'RFC 9293 §3.8.6' },
  'zero-window': { severity: 'info', section: 'RFC 9293 §3.8.6.1' },
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
