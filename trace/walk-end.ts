/** What is left over when a trace ends: replies owed, connections half open or not wholly closed. */
import { atOrBefore, isFinAcked } from '@synfin/tcp'
import type { EndCode } from './catalogue.ts'
import type { Fix } from './finding.ts'
import type { EndOfConnection, Landmark } from './network.ts'
import { dueReplies } from './replies.ts'
import { editOn, type Reporter } from './reporter.ts'
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
    const owing = halves.filter(({ half }) => half.owed.some(isDue) && half.obliged !== undefined)
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

function replyExpected(
  walk: Walk,
  reporter: Reporter,
  last: Statement | undefined,
  of: string,
  peer: string,
  half: EndOfConnection,
): void {
  const [due] = dueReplies(walk.network, of, peer)
  if (due === undefined || half.obliged === undefined) return
  const { statement, span } = half.obliged
  reporter.report(statement, {
    code: 'reply-expected',
    span,
    message: `${of} owes an answer to this: \`${due.text}\``,
    why: due.why,
    help: `write \`${due.text}\` below`,
    fixes: last === undefined ? [] : insertionBelow(last, due.text),
  })
}

/** A new line below the last; where a note stands on that line, it would move away with the end of the line. */
function insertionBelow({ source, use }: Statement, text: string): Fix[] {
  if (use !== undefined || source.expects.length > 0) return []
  const { end } = source.span
  return [{ title: `write ${text}`, edits: [editOn(source, { start: end, end }, `\n${text}`)] }]
}

function endsOpen(
  reporter: Reporter,
  of: string,
  half: EndOfConnection,
  entered: Landmark,
  isTold: boolean,
): void {
  const { state } = half.tcb
  const say = (code: EndCode, message: string, why: string, help?: string) =>
    reporter.report(entered.statement, {
      code,
      span: entered.span,
      message,
      why,
      ...(help === undefined ? {} : { help }),
    })
  if ((state === 'SYN_SENT' || state === 'SYN_RCVD') && !isTold)
    say(
      'ends-half-open',
      `the trace ends with ${of} in ${state}`,
      'the handshake is not finished, and nothing more is due (§3.5, §3.5.1)',
      'finish the handshake, refuse it, or reset it',
    )
  if (state === 'TIME_WAIT')
    say(
      'ends-in-time-wait',
      `the trace ends with ${of} in TIME_WAIT`,
      'it stays there for 2 MSL (§3.6.1)',
      `\`${of}: 2msl\` ends it`,
    )
  const unacked =
    half.tcb.finSeq !== undefined && !isFinAcked(half.tcb) && atOrBefore(half.tcb.snd.una, half.tcb.finSeq)
  if (unacked && state !== 'CLOSED' && state !== 'TIME_WAIT')
    say(
      'ends-unclosed',
      `the trace ends before ${of}'s FIN is acknowledged`,
      `${of} stays in ${state} and will send its FIN again (§3.6, §3.8.1)`,
    )
}
