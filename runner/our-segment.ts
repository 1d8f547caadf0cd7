import { DoesNotFit, type LiveNumbers, sentSegment, type WireSegment } from '@synfin/capture'
import type { TraceSegment } from '@synfin/trace'
import type { Connection } from './connection.ts'
import { CannotPlay } from './replay-plan.ts'

/** A segment of ours as it goes on the wire. Throws CannotPlay or CannotBind. */
export function ourSegment(segment: TraceSegment, connection: Connection, numbers: LiveNumbers): WireSegment {
  try {
    return sentSegment(segment, connection, numbers)
  } catch (error) {
    throw error instanceof DoesNotFit ? new CannotPlay('trace-cannot', error.message) : error
  }
}
