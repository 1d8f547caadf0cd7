/** What is left over when a trace ends: replies owed, connections half open or not wholly closed. */
import { atOrBefore, isFinAcked } from '@synfin/tcp'
import type { EndCode } from './catalogue.ts'
import { writingBelow } from './fixes.ts'
import type { EndOfConnection, Landmark } from './network.ts'
import { dueReplies } from './replies.ts'
import type { Reporter } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import { isUnnamed } from './survey.ts'
import type { Walk } from './walk.ts'

/** Reports what the last line leaves open, on the lines that opened it. */
export function walkEnd(walk: Walk, reporter: Reporter, last: Statement | undefined): void {
  for (const [a, b] of walk.survey.connections) {
    // A trace that names one end alone tells no whole story.
    if (isUnnamed(walk.survey, b)) continue
    const halves = [
      { of: a, peer: b, half: walk.network.half(a, b) },
      { of: b, peer: a, half: walk.network.half(b, a) },
    ]
    const owing = halves.filter(({ half }) => half.owed.some(isDue) && obligedBy(half) !== undefined)
    for (const { of, peer, half } of owing) replyExpected(walk, reporter, last, of, peer, half)
    const [halfOpen] = halves.filter(
      ({ half }) => half.tcb.state === 'SYN_SENT' || half.tcb.state === 'SYN_RCVD',
    )
    for (const end of halves) {
      const { of, half } = end
      // One of two ends that wait for each other is enough, and what is owed explains why they wait.
      const isTold = owing.length > 0 || (halfOpen !== undefined && halfOpen !== end)
      if (half.entered !== undefined) endsOpen(reporter, of, half, half.entered, isTold)
    }
  }
}

/** A challenge may be throttled (RFC 5961 §7), so nobody waits for it. */
function isDue(reply: EndOfConnection['owed'][number]): boolean {
  return reply.kind !== 'ack' || reply.challenge === undefined
}

/** The line that obliges an end to send what it has owed the longest. */
function obligedBy({ owed, obliged, obligedToReset }: EndOfConnection): Landmark | undefined {
  return owed[0]?.kind === 'rst' ? obligedToReset : obliged
}

function replyExpected(
  walk: Walk,
  reporter: Reporter,
  last: Statement | undefined,
  of: string,
  peer: string,
  half: EndOfConnection,
): void {
  const [due] = dueReplies(walk.network, of, peer)
  const obliged = obligedBy(half)
  if (due === undefined || obliged === undefined) return
  const { statement, span } = obliged
  const called =
    statement.line.kind === 'call'
      ? {
          message: say`the reset that this call sends is missing: \`${due.text}\``,
          section: 'RFC 9293 §3.10.5',
        }
      : { message: say`${of} owes an answer to this: \`${due.text}\`` }
  reporter.report(statement, {
    code: 'reply-expected',
    span,
    ...called,
    why: due.why,
    help: say`write \`${due.text}\` below`,
    fixes: last === undefined ? [] : writingBelow(last, due.text),
  })
}

function endsOpen(
  reporter: Reporter,
  of: string,
  half: EndOfConnection,
  entered: Landmark,
  isTold: boolean,
): void {
  const { state } = half.tcb
  const tell = (code: EndCode, message: string, why: string, help?: string) =>
    reporter.report(entered.statement, {
      code,
      span: entered.span,
      message,
      why,
      ...(help === undefined ? {} : { help }),
    })
  if ((state === 'SYN_SENT' || state === 'SYN_RCVD') && !isTold)
    tell(
      'ends-half-open',
      say`the trace ends with ${of} in ${state}`,
      say`the handshake is not finished, and nothing more is due (§3.5, §3.5.1)`,
      say`finish the handshake, refuse it, or reset it`,
    )
  if (state === 'TIME_WAIT')
    tell(
      'ends-in-time-wait',
      say`the trace ends with ${of} in TIME_WAIT`,
      say`it stays there for 2 MSL (§3.6.1)`,
      say`\`${of}: 2msl\` ends it`,
    )
  const unacked =
    half.tcb.finSeq !== undefined && !isFinAcked(half.tcb) && atOrBefore(half.tcb.snd.una, half.tcb.finSeq)
  if (unacked && state !== 'CLOSED' && state !== 'TIME_WAIT')
    tell(
      'ends-unclosed',
      say`the trace ends before ${of}'s FIN is acknowledged`,
      say`${of} stays in ${state} and will send its FIN again (§3.6, §3.8.1)`,
    )
}
