/** A trace that opens with SYN ACK, though the other end goes on as if it had sent a SYN: the SYN has been left out. */
import {
  listeningTcb,
  openActive,
  plus,
  type Segment,
  segmentArrives,
  segmentDeparts,
  seqNumber,
} from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import { insertionAbove } from './fixes.ts'
import { addOctets, linearOf, printLinear, symbol } from './linear.ts'
import { say } from './say.ts'
import { nameHidden } from './segment-numbers.ts'
import { between, type LineBetween } from './walked-line.ts'

/** Reports the missing SYN and, unless the line says that this belongs there, goes on as if it stood above. */
export function supplySyn(on: LineBetween): void {
  const { walk, statement, line, from, to } = on
  const written = writtenIss(on)
  const syn = `${to} -> ${from} SYN${written === undefined ? '' : ` seq=${printLinear(written)}`}`
  const verdict = walk.reporter.report(statement, {
    code: 'synack-wrong-direction',
    span: line.flagsSpan,
    message: say`${from} sends SYN ACK, but has received no SYN`,
    label: say`nothing above opens a connection`,
    why: say`SYN ACK answers a SYN, and below ${to} goes on as if it had sent one (§3.5 Figure 6; §3.10.7.2, third check)`,
    help: say`put \`${syn}\` above this line`,
    fixes:
      statement.use === undefined
        ? [{ title: say`put ${syn} above`, edits: [insertionAbove(line, syn)] }]
        : [],
  })
  if (verdict === 'reported') openBy(on, written)
}

/** The initial number that the SYN ACK answers, in the reader's symbols; a new symbol names it. */
function writtenIss({ walk, line, numbering }: LineBetween): Linear | undefined {
  const value = numbering.field('ack')?.value
  if (value === undefined || 'any' in value) return undefined
  const fresh = value.terms.find(term => walk.symbols.get(term.symbol) === undefined)
  if (fresh === undefined) return addOctets(linearOf(value), -1)
  const { symbol: name, span } = fresh
  walk.symbols.bind({ name, kind: 'number', value: walk.symbols.freshNumber(), line: line.number, span })
  return symbol(name)
}

function openBy(on: LineBetween, written: Linear | undefined): void {
  const { walk, from, to, sender, peer } = on
  const read = written && walk.symbols.evaluate(written)
  const iss = read !== undefined && 'value' in read ? seqNumber(read.value) : walk.nextIss(peer)
  const named = written ?? nameHidden(between(on, to, from), iss)
  peer.numbers.name(iss, named)
  peer.numbers.name(plus(iss, 1), addOctets(named, 1))
  const syn: Segment = {
    seq: iss,
    ack: undefined,
    len: 0,
    wnd: walk.network.endpoint(to).window,
    syn: true,
    fin: false,
    rst: false,
    psh: false,
    urg: false,
    ece: false,
    cwr: false,
  }
  const opened = openActive(peer.tcb, iss).tcb
  const quiet = { owed: [], wasReset: false, keepsAlive: false }
  peer.tcb = segmentDeparts({ ...quiet, tcb: opened, seg: syn, peer: sender.tcb }).tcb
  const listener = listeningTcb(walk.network.endpoint(from).window)
  const arrived = segmentArrives(listener, syn, { iss: () => walk.nextIss(sender), rfc1337: false })
  sender.tcb = arrived.tcb
  sender.owed = arrived.owed
}
