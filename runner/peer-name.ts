import { say } from '@synfin/trace'
import type { Peer } from './stack.ts'

/** Who plays the end that is not ours, in the language that is spoken: `kernel`. */
export function peerName(peer: Peer): string {
  switch (peer) {
    case 'kernel':
      return say`kernel`
    case 'model':
      return say`model`
    case 'stack':
      return say`stack`
  }
}
