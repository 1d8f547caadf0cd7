import { type CheckedTrace, closest, listed, say } from '@synfin/trace'

/** Says that no trace has this name, with the name most likely meant, or all there are. */
export function noSuchTrace(name: string, traces: readonly CheckedTrace[]): string {
  const names = traces.map(trace => trace.name)
  const [meant] = closest(name, names)
  if (meant !== undefined) return say`no trace named "${name}"; did you mean "${meant}"?`
  const shown = [...names.slice(0, 10).map(other => `"${other}"`), ...(names.length > 10 ? ['…'] : [])]
  return say`no trace named "${name}"; there is ${listed(shown) || say`none`}`
}
