import { isHidden, isZero, type Linear, printLinear, say, type TraceSegment } from '@synfin/trace'
import { plain } from './label.ts'

/** A segment in words, for a reader who hears the diagram: `A sends SYN ACK to B, sequence k, acknowledges j+1`. */
export function spokenSegment(segment: TraceSegment): string {
  const { from, to, flags, icmp, journey, optional } = segment
  const what = icmp === undefined ? flags.join(' ') || say`a segment without flags` : `ICMP ${icmp}`
  const way = {
    delivered: optional ? say`${from} may send ${what} to ${to}` : say`${from} sends ${what} to ${to}`,
    lost: say`${from} sends ${what} to ${to}, which is lost`,
    departs: say`${from} sends ${what} to ${to}, which stays in the network`,
    arrives: say`${what} from ${from} arrives at ${to}`,
    stray: say`a stray ${what} that seems to come from ${from} arrives at ${to}`,
  }[journey]
  return plain([way, ...spokenNumbers(segment)].join(say`, `))
}

function spokenNumbers({ seq, ack, len, win }: TraceSegment): readonly string[] {
  const said = (words: (number: string) => string, number: Linear | 'any' | undefined) =>
    number === undefined || number === 'any' || isHidden(number) ? [] : [words(printLinear(number))]
  return [
    ...said(number => say`sequence ${number}`, seq),
    ...said(number => say`acknowledges ${number}`, ack),
    ...said(number => say`octets of data ${number}`, isZero(len) ? undefined : len),
    ...said(number => say`window ${number}`, win),
  ]
}
