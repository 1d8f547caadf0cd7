/** ICMP errors, which are about a segment of their receiver. */
import { type IcmpError, icmpArrives, icmpArrivesOnLinux, seqNumber } from '@synfin/tcp'
import type { Journey } from './checked-trace.ts'
import { ZERO } from './linear.ts'
import { traceSegment } from './segment-numbers.ts'
import { type LineBetween, NO_CALLS, type WalkedSegment } from './walked-line.ts'

/** An ICMP error about a segment of its receiver. */
export function walkIcmp(on: LineBetween, journey: Journey): WalkedSegment {
  const { from, to, peer: half } = on
  const { network } = on.walk
  network.touch(from, to)
  const seq = on.numbering.number('seq', 'must-be-known')
  const segment = traceSegment(on, journey, {
    seq: seq?.linear ?? half.numbers.say(half.tcb.snd.una),
    ack: undefined,
    len: ZERO,
    win: undefined,
  })
  if (journey === 'delivered' || journey === 'stray') {
    const about = seq === undefined ? half.tcb.snd.una : seqNumber(seq.value)
    const arrives = on.walk.profile === 'linux' ? icmpArrivesOnLinux : icmpArrives
    const { tcb } = arrives(half.tcb, (on.line.icmp?.text ?? '') as IcmpError, about)
    if (tcb.state !== half.tcb.state) {
      half.entered = { statement: on.statement, span: on.line.flagsSpan }
      half.owed = []
    }
    half.tcb = tcb
  }
  network.refresh(to, from)
  return { segment, calls: NO_CALLS }
}
