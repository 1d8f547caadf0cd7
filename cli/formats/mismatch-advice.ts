import { type Peer, peerName, type ReplayStep } from '@synfin/runner'
import { say } from '@synfin/trace'

/** What to say below a line that did not go as written. Who is right, trace or peer, only the reader knows. */
export interface Advice {
  readonly why: string | undefined
  /** Absent where nothing of the peer's could be written: its program has failed. */
  readonly help: string | undefined
}

/** Why the peer may have done that, and what to write if it is right. */
export function adviceFor(step: ReplayStep, peer: Peer): Advice {
  return {
    why: isRefusal(step)
      ? say`a SYN that meets no connection and no listener is answered with RST (§3.10.7.1)`
      : undefined,
    help: helpFor(step, peer),
  }
}

function isRefusal({ expected, observed }: ReplayStep): boolean {
  return / SYN ACK\b/.test(expected) && / RST ACK\b/.test(observed)
}

function helpFor(step: ReplayStep, player: Peer): string | undefined {
  const { verdict, expected } = step
  const peer = peerName(player)
  const observed = withoutLiveNumbers(step)
  if (isRefusal(step)) {
    const [kernel = ''] = expected.split(' ')
    return say`add \`${kernel}: listen\` above the SYN, or say \`given ${kernel} CLOSED\` if the refusal is meant`
  }
  if (verdict === 'missing')
    return say`if the ${peer} is right, delete this line, or end its flags with \`?\` where kernels differ`
  if (observed === '') return undefined
  if (verdict === 'unexpected')
    return say`if the ${peer} is right, write \`${observed}\` on a line of its own, its flags with \`?\` where kernels differ`
  return say`if the ${peer} is right, write \`${observed}\``
}

/** A number of this run that no symbol stands for means nothing in the next: left out, it is inferred. */
function withoutLiveNumbers({ observed, live = '' }: ReplayStep): string {
  const numbers = new Set(live.match(/\b(seq|ack)=[1-9]\d*/g))
  return observed
    .split(' ')
    .filter(word => !numbers.has(word))
    .join(' ')
}
