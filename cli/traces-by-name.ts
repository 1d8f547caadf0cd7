import type { CheckedTrace } from '@synfin/trace'
import { closest } from '@synfin/trace'

/** Says that no trace has this name, with the name most likely meant, or all there are. */
export function noSuchTrace(name: string, traces: readonly CheckedTrace[]): string {
  const names = traces.map(trace => trace.name)
  const [meant] = closest(name, names)
  if (meant !== undefined) return `no trace named "${name}"; did you mean "${meant}"?`
  const shown = names.slice(0, 10).map(other => `"${other}"`)
  return `no trace named "${name}"; there is ${shown.join(', ') || 'none'}${names.length > 10 ? ', …' : ''}`
}
