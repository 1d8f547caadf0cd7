/** Text that the lines from here on count, though no line has sent it: the line that does has been left out. */
import {
  controlFlags,
  distance,
  type FaultCode,
  plus,
  type Segment,
  type SeqNumber,
  type State,
  segLen,
  segmentArrives,
  segmentDeparts,
} from '@synfin/tcp'
import { isHidden, printLinear } from './linear.ts'
import { isCountedBelow } from './lines-below.ts'
import { linuxEnd } from './linux-end.ts'
import { between, type LineBetween } from './walked-line.ts'

/** What has been left out, in the direction in which it goes. */
export interface MissingText {
  readonly on: LineBetween
  readonly len: number
}

const LONGEST_TEXT = 65_495

const SENDING: readonly State[] = ['ESTABLISHED', 'CLOSE_WAIT']

/** What must have been sent above for a segment to be right as it is written; nothing where the lines below gainsay it. */
export function missingText(on: LineBetween, code: FaultCode, seg: Segment): MissingText | undefined {
  if (code === 'seq-gap') return textBefore(on, seg.seq, segLen(seg))
  if (code === 'ack-of-unsent' && seg.ack !== undefined)
    return textBefore(between(on, on.to, on.from), seg.ack, 0)
  return undefined
}

/** The sender's text up to a number, where its lines below count from there on and not from what has left. */
function textBefore(on: LineBetween, number: SeqNumber, octets: number): MissingText | undefined {
  const { snd, state, unsent } = on.sender.tcb
  const len = distance(snd.nxt, number)
  if (!SENDING.includes(state) || unsent.fin || len === 0 || len > LONGEST_TEXT) return undefined
  const isCounted = (from: SeqNumber) => isCountedBelow(on, plus(from, -1), octets + 1)
  return isCounted(number) && !isCounted(snd.nxt) ? { on, len } : undefined
}

/** The line that sends it. */
export function printMissing({ on, len }: MissingText): string {
  const { from, to, sender, peer } = on
  const [seq, ack] = [sender.numbers.say(sender.tcb.snd.nxt), peer.numbers.say(sender.tcb.rcv.nxt)]
  const numbers = [
    isHidden(seq) ? '' : ` seq=${printLinear(seq)}`,
    isHidden(ack) ? '' : ` ack=${printLinear(ack)}`,
  ]
  return `${from} -> ${to} PSH ACK${numbers.join('')} len=${len}`
}

/** Goes on as if that line stood above. */
export function supplyText({ on, len }: MissingText): void {
  const { walk, from, sender, peer } = on
  const text: Segment = {
    seq: sender.tcb.snd.nxt,
    ack: sender.tcb.rcv.nxt,
    len,
    wnd: walk.network.endpoint(from).window,
    ...controlFlags(bit => bit === 'PSH'),
  }
  const linux = linuxEnd(on)
  const quiet = { owed: [], wasReset: false, keepsAlive: false }
  sender.tcb = segmentDeparts({ ...quiet, tcb: sender.tcb, seg: text, peer: peer.tcb }).tcb
  const around = { iss: () => walk.nextIss(peer), rfc1337: walk.rfc1337, ...(linux ? { linux } : {}) }
  const arrived = segmentArrives(peer.tcb, text, around)
  peer.tcb = arrived.tcb
  peer.owed = [...peer.owed.filter(({ kind }) => kind !== 'ack'), ...arrived.owed]
}
