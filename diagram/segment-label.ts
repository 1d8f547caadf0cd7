import { isHidden, type Linear, printSegment, say, type TraceSegment } from '@synfin/trace'
import { labelLines } from './label.ts'

/** How a journey is drawn: solid where the segment arrives at once, dotted where the network keeps it for a while. */
export function arrowOf({ journey }: TraceSegment): string {
  switch (journey) {
    case 'delivered':
      return '->>'
    case 'lost':
      return '-x'
    case 'departs':
      return '--)'
    case 'arrives':
    case 'stray':
      return '-->>'
  }
}

/** Control bits and fields in the reader's symbols; the mark pairs a departure with its arrival. */
export function segmentLabel(segment: TraceSegment, mark = ''): string {
  const text = labelLines(written(segment), 56, 4)
  switch (segment.journey) {
    case 'delivered':
      return text
    case 'lost':
      return say`${text} (lost)`
    case 'departs':
      return `${text} …${mark}`
    case 'arrives':
      return `${mark}… ${text}`
    case 'stray':
      return say`stray ${text}`
  }
}

/** The segment in the language's notation, without numbers that have no name in it. */
function written(segment: TraceSegment): string {
  const { seq, ack } = segment
  const named = printSegment({
    ...segment,
    seq: isNamed(seq) ? seq : 'any',
    ack: isNamed(ack) ? ack : undefined,
  })
  return isNamed(seq) ? named : named.replace(' seq=*', '')
}

function isNamed(number: Linear | 'any' | undefined): boolean {
  return number === undefined || number === 'any' || !isHidden(number)
}
