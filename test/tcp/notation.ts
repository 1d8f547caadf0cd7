import {
  closedTcb,
  controlFlags,
  type LinuxEnd,
  listeningTcb,
  type Outcome,
  type Reply,
  type Segment,
  type SeqNumber,
  type State,
  segmentArrives,
  seqNumber,
  type Tcb,
  tcbInState,
} from '@synfin/tcp'

/** `SYN ACK seq=300 ack=101 len=5 win=10` as a segment. */
export function segment(text: string): Segment {
  const words = text.split(/\s+/)
  const number = (name: string) => {
    const value = words.find(word => word.startsWith(`${name}=`))?.slice(name.length + 1)
    return value === undefined ? undefined : Number(value)
  }
  const has = (bit: string) => words.includes(bit)
  return {
    seq: seqNumber(number('seq') ?? 0),
    ack: has('ACK') ? seqNumber(number('ack') ?? 0) : undefined,
    len: number('len') ?? 0,
    wnd: number('win') ?? 65535,
    ...controlFlags(has),
  }
}

/** The ISS that a listener in these tests chooses. */
export const ISS = seqNumber(300)

/** An end whose next number is 300 and which expects 100; with `passive`, SYN_RCVD was reached from LISTEN. */
export function end(
  state: State,
  options: { readonly window?: number; readonly passive?: boolean } = {},
): Tcb {
  const rcvWnd = options.window ?? 1000
  if (state === 'CLOSED') return closedTcb
  if (state === 'LISTEN') return listeningTcb(rcvWnd)
  const tcb = tcbInState({ state, sndNxt: seqNumber(300), rcvNxt: seqNumber(100), rcvWnd, sndWnd: 1000 })
  return state === 'SYN_RCVD' ? { ...tcb, passive: options.passive ?? true } : tcb
}

/** What comes of a segment: the state after it and the replies owed, as `ESTABLISHED, ACK`. */
export function arrival(tcb: Tcb, text: string, linux?: LinuxEnd): string {
  return describe(arrive(tcb, text, linux))
}

/** What comes of a segment; where Linux is named, on Linux. */
export function arrive(tcb: Tcb, text: string, linux?: LinuxEnd): Outcome {
  const around = { iss: () => ISS, rfc1337: false }
  return segmentArrives(tcb, segment(text), linux === undefined ? around : { ...around, linux })
}

function describe({ tcb, owed }: Outcome): string {
  const replies = owed.map(reply => say(reply, tcb))
  return [tcb.state + (tcb.ended === undefined ? '' : ` (${tcb.ended})`), ...replies].join(', ')
}

function say(reply: Reply, tcb: Tcb): string {
  const numbers = (seq: SeqNumber, ack?: SeqNumber) => `seq=${seq}${ack === undefined ? '' : ` ack=${ack}`}`
  if (reply.kind === 'ack') return `ACK ${numbers(tcb.snd.nxt, tcb.rcv.nxt)}`
  if (reply.kind === 'syn-ack') return `SYN ACK ${numbers(tcb.iss, tcb.rcv.nxt)}`
  return `${reply.ack === undefined ? 'RST' : 'RST ACK'} ${numbers(reply.seq, reply.ack)}`
}
