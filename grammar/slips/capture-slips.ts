import { addressOctets, say } from '@synfin/trace'
import { type Fault, foundSpan } from '../fault.ts'
import { quote } from '../quote.ts'
import type { Slip } from './slip.ts'

/** What tcpdump writes for each control bit, in the order in which a trace has them. */
const TCPDUMP_FLAGS = { S: 'SYN', F: 'FIN', R: 'RST', P: 'PSH', '.': 'ACK', U: 'URG', E: 'ECE', W: 'CWR' }

/** `12:00:01.5 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S.], seq 300, ack 101, length 0` */
export function tcpdumpLine({ start, before, after }: Fault): Slip | undefined {
  const written = /> \S+: Flags \[([SFRPUEW.]+|none)\]/.exec(`${before} ${after}`)?.[1]
  if (written === undefined) return undefined
  const flags = Object.entries(TCPDUMP_FLAGS).flatMap(([sign, flag]) =>
    written.includes(sign) ? [flag] : [],
  )
  return {
    span: { start: before.search(/\S|$/) + 1, end: start + 1 + after.trimEnd().length },
    message: say`this is a line of tcpdump, not a segment of a trace`,
    help: say`write it as \`A -> B ${flags.join(' ') || 'NONE'}\`, with names for the two ends`,
  }
}

/** `192.0.2.1 -> B`, `192.0.2.1:80 -> B` and tcpdump's `192.0.2.1.80`. */
export function addressForName(fault: Fault): Slip | undefined {
  if (!/^(Name|Statement|EndStatement)$/.test(fault.rule ?? '')) return undefined
  const [address = ''] = /^\d+(?:\.\d+){3}/.exec(fault.found) ?? []
  if (addressOctets(address) === undefined) return undefined
  return {
    span: foundSpan(fault),
    message: say`${quote(fault.found)} cannot name an endpoint`,
    why: say`a name is a letter or \`_\`, then letters, digits or \`_\``,
    help: say`write \`host A ${address}\` above, and \`A\` here`,
  }
}
