/** What a trace's lines leave unsaid of its beginning (see "Who listens" in the language). */
import { type End, type Event, otherEnd } from './events.ts'

/**
 * What a reader takes an end to be before the first line: a listener, as one that is sent a SYN before it does
 * anything; closed, as one that calls or sends first; or it takes a reader some thought.
 */
export function beginningOf(end: End, events: readonly Event[]): 'listens' | 'closed' | 'unclear' {
  for (const [at, event] of events.entries()) {
    if (event.kind === 'given' && event.ends.some(given => given.end === end)) return 'closed'
    if (event.kind === 'call' && event.end === end) return 'closed'
    if (event.kind === 'icmp') return 'unclear'
    if (event.kind !== 'segment' || event.flags.includes('RST')) continue
    const { from, flags, journey } = event
    const isNetworks = journey === 'arrives' || journey === 'stray'
    if (from === end && !isNetworks) return 'closed'
    const reaches = from === otherEnd(end) && journey !== 'lost' && journey !== 'departs'
    if (!reaches || !flags.includes('SYN')) continue
    const isRefused = nextSent(events.slice(at + 1), end)?.flags.includes('RST')
    return flags.includes('ACK') || isRefused ? 'unclear' : 'listens'
  }
  return 'closed'
}

function nextSent(events: readonly Event[], end: End) {
  return events
    .filter(event => event.kind === 'segment')
    .find(({ from, journey }) => from === end && journey !== 'arrives' && journey !== 'stray')
}

/** Whether the first segment is no SYN and nothing before it says where its connection comes from. */
export function startsInTheMiddle(events: readonly Event[]): boolean {
  for (const event of events) {
    if (event.kind === 'given' || event.kind === 'call') return false
    if (event.kind === 'segment') return !event.flags.includes('SYN')
  }
  return false
}
