/** What a capture is not held to: it was taken somewhere between the ends, and may lack what either has seen. */
import type { FindingCode } from './catalogue.ts'
import type { Severity } from './line.ts'
import type { Report } from './reporter.ts'
import { say } from './say.ts'

/** What the capture does not show, by the finding that it explains. */
const NOT_CAPTURED: { readonly [Code in FindingCode]?: () => string } = {
  'seq-gap': () => say`not captured: what was sent just before this`,
  'ack-of-unreceived': missingAcknowledged,
  'ack-of-unsent': missingAcknowledged,
  'sack-range': missingAcknowledged,
  'ack-stale': crossed,
  'fin-ack-off-by-one': crossed,
  'window-shrunk': crossed,
  'reply-expected': () => say`not captured: the answer to this`,
  'ack-regress': reordered,
  'fin-not-consumed': reordered,
  'seq-stale': reordered,
  'ts-paws': reordered,
  // Whose scale is not captured, whose window is not known.
  'window-overrun': missingWindow,
  'zero-window-data': missingWindow,
  'out-of-window': missingWindow,
}

function missingAcknowledged(): string {
  return say`not captured: what this acknowledges`
}

function missingWindow(): string {
  return say`not captured: the window that has room for this`
}

function crossed(): string {
  return say`not captured: that this had left before what stands above it arrived`
}

function reordered(): string {
  return say`not captured: the order in which its sender sent this`
}

/** The finding as a capture is told it, as information; undefined where a capture is judged as any trace. */
export function asCaptured(report: Report, severity: Severity): Report | undefined {
  const message = NOT_CAPTURED[report.code]
  if (message === undefined || severity === 'info') return undefined
  return {
    code: report.code,
    severity: 'info',
    span: report.span,
    message: message(),
    why: say`of a written trace it would be said: ${report.message}`,
    ...(report.section === undefined ? {} : { section: report.section }),
    ...(report.related === undefined ? {} : { related: report.related }),
  }
}
