/** What is said of windows: the one a segment fills, and the one it offers (RFC 9293 §3.8.6). */
import { before, plus, type Segment, type Tcb } from '@synfin/tcp'
import { say } from './say.ts'
import { agreed } from './segment-options.ts'
import type { LineBetween } from './walked-line.ts'

/** Data beyond what the peer has offered; one octet at a closed window is a probe. */
export function judgeFill(on: LineBetween, seg: Segment, sender: Tcb): void {
  const { from, to } = on
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
      message: say`${from} sends more than ${to}'s window of ${wnd} octets allows`,
      why: say`new data ends at SND.UNA + SND.WND; what lies beyond ${to} may drop (§3.8.6; §3.10.7.4, first check)`,
      help: say`send less, or let ${to} acknowledge or open its window first`,
    })
  else if (seg.len === 1)
    reporter.report(on.statement, {
      code: 'zero-window-probe',
      span,
      message: say`one octet at a closed window: a probe`,
      why: say`${to} must answer with its window, so that ${from} learns when it opens (§3.8.6.1)`,
    })
  else
    reporter.report(on.statement, {
      code: 'zero-window-data',
      span,
      message: say`${to}'s window is closed, and ${from} sends ${seg.len} octets`,
      why: say`with a window of 0 only a probe of one octet may be sent (§3.8.6.1)`,
      help: say`wait until ${to} opens its window, or send \`len=1\``,
    })
}

/** A window that closes, or that takes back what it had offered. Judged where it is written. */
export function judgeOffer(on: LineBetween, seg: Segment): void {
  const { from, sender } = on
  const field = on.numbering.field('win')
  if (field === undefined || 'any' in field.value || seg.rst || seg.ack === undefined) return
  const edge = plus(seg.ack, seg.wnd)
  const { rightEdge } = sender
  sender.rightEdge = edge
  if (seg.wnd === 0)
    on.walk.reporter.report(on.statement, {
      code: 'zero-window',
      span: field.span,
      message: say`${from} closes its window`,
      why: say`the peer may send no more data but probes until the window opens (§3.8.6.1)`,
    })
  if (rightEdge === undefined || !before(edge, rightEdge)) return
  // A scaled window is rounded down, which moves its edge a little (RFC 7323 §2.4).
  const rounding = agreed(sender, 'wscale') ? 2 ** Math.min(14, sender.offer?.wscale ?? 0) : 0
  const isRounded = !before(plus(edge, rounding), rightEdge)
  on.walk.reporter.report(on.statement, {
    code: 'window-shrunk',
    span: field.span,
    message: say`${from} takes back a part of the window it has offered`,
    ...(isRounded
      ? {
          severity: 'info',
          why: say`so little comes of rounding: a window is a multiple of ${rounding} octets, and its right edge may move back by less than that (RFC 7323 §2.4; §3.8.6)`,
        }
      : {
          why: say`the right edge of the window, ack + win, should never move back: the peer may have filled it already (§3.8.6, SHLD-14)`,
          help: say`write a window that ends no earlier than the last one`,
        }),
  })
}
