/** Which numbers fit into which field. */
import { seqNumber } from '@synfin/tcp'
import { writingFix } from './fixes.ts'
import type { Line, NumberFieldName, Span } from './line.ts'
import type { Report } from './reporter.ts'
import { say } from './say.ts'

/** The biggest value each field can carry (RFC 9293 §3.1, §3.2; RFC 7323 §2.2; RFC 791 §3.1 for `len`). */
const LARGEST: Readonly<Record<NumberFieldName, number>> = {
  seq: 2 ** 32 - 1,
  ack: 2 ** 32 - 1,
  len: 65_495,
  win: 65_535,
  urg: 65_535,
  mss: 65_535,
  wscale: 255,
  mtu: 65_535,
}

/** The value as the field can carry it: sequence numbers wrap, of the rest it is the nearest. */
export function fitted(name: NumberFieldName, value: number): number {
  return wraps(name) ? seqNumber(value) : Math.min(Math.max(value, 0), LARGEST[name])
}

/** The finding about a value that does not fit; `span` is that of the whole field. */
export function outOfRange(
  line: Line,
  name: NumberFieldName,
  span: Span,
  written: { readonly text: string; readonly span: Span; readonly value: number },
): Report {
  const { text, value } = written
  const largest = LARGEST[name]
  const fit = fitted(name, value)
  return {
    code: 'seq-range',
    span: written.span,
    section: wraps(name) ? 'RFC 9293 §3.4' : 'RFC 9293 §3.1',
    message:
      value < 0
        ? say`\`${name}=${text}\` does not fit: the field begins at 0`
        : say`\`${name}=${text}\` does not fit: the field ends at ${largest}`,
    why: wraps(name)
      ? say`sequence and acknowledgment numbers have 32 bits and wrap: after 4294967295 comes 0 (§3.4)`
      : say`the field has room for 0 to ${largest} (§3.1)`,
    help: wraps(name)
      ? say`write \`${name}=${fit}\`, which is ${text} modulo 2^32`
      : say`write \`${name}=${fit}\``,
    fixes: [writingFix(line, span, `${name}=${fit}`)],
  }
}

function wraps(name: NumberFieldName): boolean {
  return name === 'seq' || name === 'ack'
}
