import { say } from '@synfin/trace'
import { Connections } from './connections.ts'
import { readCapture } from './read-capture.ts'
import { traceOf } from './trace-of-connection.ts'

export interface ImportedCapture {
  /** A trace for each connection, not laid out; `''` where there is none. */
  readonly text: string
  /** What of the capture could not be read, or was left out, as sentences. */
  readonly problems: readonly string[]
  /** Whether the capture could be read to its end. */
  readonly isWhole: boolean
}

/** More lines than anybody reads; a checked trace of so many takes some hundred megabytes. */
const MOST_SEGMENTS = 100_000

/**
 * Makes a trace of each TCP connection in a capture, in the order of their first segments.
 *
 * What can be read is imported, however the capture ends; memory is bounded, however long it is. Never throws on what
 * the capture contains; what the stream throws goes on.
 */
export async function importCapture(
  chunks: AsyncIterable<Uint8Array>,
  mostSegments = MOST_SEGMENTS,
): Promise<ImportedCapture> {
  const problems: string[] = []
  const connections = new Connections(mostSegments)
  const isWhole = await readCapture(chunks, {
    segment: captured => connections.add(captured),
    problem: sentence => problems.push(sentence),
  })
  if (connections.leftOut > 0)
    problems.push(
      say`these are the first ${mostSegments} segments; ${connections.leftOut} more are left out: filter the capture first`,
    )
  const names = new Map<string, number>()
  const traces = connections.all().map(connection => traceOf(connection, nameOf(connection, names)))
  if (traces.length === 0 && problems.length === 0) problems.push(say`no TCP segment in this capture`)
  return { text: traces.join('\n'), problems, isWhole }
}

/** `192.0.2.1:43210 to 198.51.100.2:80`, and which connection of these two ends it is where it is not the first. */
function nameOf(
  { client, server }: { readonly client: string; readonly server: string },
  names: Map<string, number>,
): string {
  const name = `${client} to ${server}`.replace(/["\\]/g, '_')
  const count = (names.get(name) ?? 0) + 1
  names.set(name, count)
  return count === 1 ? name : `${name}, connection ${count}`
}
