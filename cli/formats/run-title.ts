import type { ReplayRun } from '@synfin/runner'

/** A run in a test report: `client closes first (kernel B)`. Of a trace that cannot be read nobody knows the ends. */
export function runTitle({ trace, peer, kernel }: ReplayRun): string {
  return kernel === '' ? trace : `${trace} (${peer} ${kernel})`
}
