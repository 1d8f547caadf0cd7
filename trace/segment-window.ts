/** What is said of windows: the one a segment fills, and the one it offers (RFC 9293 §3.8.6). */
import { before, plus, type Segment, type Tcb } from '@synfin/tcp'
import type { EndOfConnection } from './network.ts'
import { agreed } from './segment-options.ts'
import type { WalkedLine } from './walked-line.ts'

/** Data beyond what the peer has offered; one octet at a closed window is a probe. */
export function judgeFill(on: WalkedLine, seg: Segment, sender: Tcb, from: string, to: string): void {
  const { una, nxt, wnd } = sender.snd
  const end = plus(seg.seq, seg.len)
  const limit = plus(una, wnd)
  if (seg.len === 0 || seg.syn || seg.rst || !before(nxt, end) || !before(limit, end)) return
  const { reporter } = on.walk
  const span = on.numbering.field('len')?.span ?? on.line.flagsSpan
  if (wnd > 0)
    reporter.report(on.statement, {
      code: 'window-overrun',
      span,
      message: `${from} sends more than ${to}'s window of ${wnd} octets allows`,
      why: `new data ends at SND.UNA + SND.WND; what lies beyond ${to} may drop (§3.8.6; §3.10.7.4, first check)`,
      help: `send less, or let ${to} acknowledge or open its window first`,
    })
  else if (seg.len === 1)
    reporter.report(on.statement, {
      code: 'zero-window-probe',
      span,
      message: `one octet at a closed window: a probe`,
      why: `${to} must answer with its window, so that ${from} learns when it opens (§3.8.6.1)`,
    })
  else
    reporter.report(on.statement, {
      code: 'zero-window-data',
      span,
      message: `${to}'s window is closed, and ${from} sends ${seg.len} octets`,
      why: `with a window of 0 only a probe of one octet may be sent (§3.8.6.1)`,
      help: `wait until ${to} opens its window, or send \`len=1\``,
    })
}

/** A window that closes, or that takes back what it had offered. Judged where it is written. */
export function judgeOffer(
  on: WalkedLine,
  seg: Segment,
  sender: EndOfConnection,
  peer: EndOfConnection,
  from: string,
): void {
  const field = on.numbering.field('win')
  if (field === undefined || 'any' in field.value || seg.rst || seg.ack === undefined) return
  const edge = plus(seg.ack, seg.wnd)
  const { rightEdge } = sender
  sender.rightEdge = edge
  if (seg.wnd === 0)
    on.walk.reporter.report(on.statement, {
      code: 'zero-window',
      span: field.span,
      message: `${from} closes its window`,
      why: 'the peer may send no more data but probes until the window opens (§3.8.6.1)',
    })
  // A scaled window is rounded down, which moves its edge a little (RFC 7323 §2.4).
  const rounding = agreed(sender, peer, 'wscale') ? 2 ** Math.min(14, sender.offer?.wscale ?? 0) : 0
  if (rightEdge === undefined || !before(plus(edge, rounding), rightEdge)) return
  on.walk.reporter.report(on.statement, {
    code: 'window-shrunk',
    span: field.span,
    message: `${from} takes back a part of the window it has offered`,
    why: 'the right edge of the window, ack + win, should never move back: the peer may have filled it already (§3.8.6, SHLD-14)',
    help: 'write a window that ends no earlier than the last one',
  })
}
