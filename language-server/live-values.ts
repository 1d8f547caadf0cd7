import type { Linear } from '@synfin/trace'
import type { Connection } from 'vscode-languageserver'
import { type LiveValuesParams, liveValuesMethod } from './protocol.ts'

type Values = Readonly<Record<string, number>>

/** What the symbols of each trace stood for on the wire when it was last replayed, as the editor tells. */
export class LiveValues {
  readonly #known = new Map<string, ReadonlyMap<string, Values>>()

  constructor(connection: Connection, changed: () => void) {
    connection.onNotification(liveValuesMethod, ({ uri, traces }: LiveValuesParams) => {
      this.#known.set(uri, new Map(traces.map(({ name, values }) => [name, values])))
      changed()
    })
  }

  /** A number of a trace as it was on the wire; absent where nobody knows, and for one that is written without symbols. */
  of(uri: string, trace: string, { constant, terms }: Linear): number | undefined {
    const values = this.#known.get(uri)?.get(trace)
    const parts = Object.entries(terms).map(([symbol, times]) => times * (values?.[symbol] ?? Number.NaN))
    if (parts.length === 0) return undefined
    const sum = parts.reduce((total, part) => total + part, constant)
    return Number.isNaN(sum) ? undefined : modulo32(sum)
  }
}

/** Sequence numbers are counted modulo 2^32 (RFC 9293 §3.4). */
function modulo32(number: number): number {
  return ((number % 2 ** 32) + 2 ** 32) % 2 ** 32
}
