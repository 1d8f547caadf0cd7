import { plus, type SeqNumber, seqNumber } from './sequence-number.ts'
import type { State } from './state.ts'

/** Text or a FIN that arrived ahead of RCV.NXT and waits for the hole to be filled (SHLD-31). */
export interface HeldText {
  readonly seq: SeqNumber
  readonly len: number
  readonly fin: boolean
}

/** The number after the last one that held text occupies, its FIN's included. */
export function heldEnd({ seq, len, fin }: HeldText): SeqNumber {
  return plus(seq, len + (fin ? 1 : 0))
}

/** Why a connection ended, as its application sees it. */
export type EndReason = 'refused' | 'reset' | 'timeout' | 'aborted' | 'closed'

/**
 * One end of one connection: the transmission control block (RFC 9293 §3.3.1). Never changed, only replaced.
 *
 * A trace shows when a segment leaves, which may be a line or more after the call that caused it. So `snd.nxt`
 * counts only what has left, and `unsent` holds what the application has handed over and is still to leave.
 */
export interface Tcb {
  readonly state: State
  /** SYN_RCVD was reached from LISTEN: a reset returns there (MUST-11). */
  readonly passive: boolean
  /** The SYN that opened it bore a Fast Open cookie that has not been refused: data need not wait (RFC 7413 §3). */
  readonly fastOpen: boolean
  readonly iss: SeqNumber
  readonly snd: {
    readonly una: SeqNumber
    readonly nxt: SeqNumber
    readonly wnd: number
    /** SEG.SEQ and SEG.ACK of the last window update. */
    readonly wl1: SeqNumber
    readonly wl2: SeqNumber
    /** The largest window the peer has offered (MAX.SND.WND, RFC 5961 §5). */
    readonly maxWnd: number
    /** How many of this end's numbers the peer has acknowledged, that of the SYN among them. */
    readonly acked: number
  }
  /** The peer's initial sequence number; meaningful from SYN_RCVD and ESTABLISHED on. */
  readonly irs: SeqNumber
  readonly rcv: { readonly nxt: SeqNumber; readonly wnd: number }
  /** The number of our own FIN, once it has left. */
  readonly finSeq: SeqNumber | undefined
  /** The number of the peer's FIN, once it has been processed in order. */
  readonly peerFinSeq: SeqNumber | undefined
  readonly unsent: { readonly octets: number; readonly fin: boolean }
  readonly held: readonly HeldText[]
  /** Linux forgets most of an orphan in FIN_WAIT_2, but has kept all of this one. */
  readonly isWholeOrphan?: true
  /** The last acknowledgment number that left. */
  readonly lastAck: SeqNumber | undefined
  /** Why the state is CLOSED; absent where there never was a connection. */
  readonly ended: EndReason | undefined
}

/** The window an end offers when nothing says otherwise, in octets. */
export const DEFAULT_WINDOW = 65535

const zero = seqNumber(0)

/** Everything handed over has left. */
export const NOTHING_UNSENT: Tcb['unsent'] = { octets: 0, fin: false }

/** No connection and no listener. */
export const closedTcb: Tcb = {
  state: 'CLOSED',
  passive: false,
  fastOpen: false,
  iss: zero,
  snd: { una: zero, nxt: zero, wnd: 0, wl1: zero, wl2: zero, maxWnd: 0, acked: 0 },
  irs: zero,
  rcv: { nxt: zero, wnd: DEFAULT_WINDOW },
  finSeq: undefined,
  peerFinSeq: undefined,
  unsent: NOTHING_UNSENT,
  held: [],
  lastAck: undefined,
  ended: undefined,
}

/** A listener that waits for a connection from anywhere, offering a window of `wnd` octets. */
export function listeningTcb(wnd: number): Tcb {
  return { ...closedTcb, state: 'LISTEN', passive: true, rcv: { nxt: zero, wnd } }
}

/** The TCB after its connection is gone. The numbers stay, for those who ask what the last ones were. */
export function endConnection(tcb: Tcb, ended: EndReason): Tcb {
  return { ...tcb, state: 'CLOSED', unsent: NOTHING_UNSENT, held: [], ended }
}

/** The connection that a listener was opening is forgotten; it goes on listening. */
export function backToListen(tcb: Tcb): Tcb {
  return { ...tcb, state: 'LISTEN', unsent: NOTHING_UNSENT, held: [] }
}

/** Whether our SYN is still to leave. */
export function isSynUnsent(tcb: Tcb): boolean {
  return (tcb.state === 'SYN_SENT' || tcb.state === 'SYN_RCVD') && tcb.snd.nxt === tcb.iss
}

/** Whether the peer has acknowledged our FIN. */
export function isFinAcked(tcb: Tcb): boolean {
  return tcb.finSeq !== undefined && tcb.snd.una === plus(tcb.finSeq, 1)
}

/** Fixes the initial sequence number of a TCB whose SYN has not left. */
export function chooseIss(tcb: Tcb, iss: SeqNumber): Tcb {
  return { ...tcb, iss, snd: { ...tcb.snd, una: iss, nxt: iss } }
}

/** How an end starts in the middle of a connection. */
export interface Start {
  readonly state: State
  /** SND.NXT. */
  readonly sndNxt: SeqNumber
  /** RCV.NXT. */
  readonly rcvNxt: SeqNumber
  /** RCV.WND. */
  readonly rcvWnd: number
  /** SND.WND. */
  readonly sndWnd: number
}

/**
 * The TCB of an end that starts in a given state, as if it had come there by the shortest legal way.
 *
 * Whatever the state implies is filled in: FIN_WAIT_1, CLOSING and LAST_ACK have a FIN out that waits for its
 * acknowledgment; FIN_WAIT_2 and TIME_WAIT have had it; CLOSE_WAIT and later have received the peer's.
 */
export function tcbInState({ state, sndNxt, rcvNxt, rcvWnd, sndWnd }: Start): Tcb {
  if (state === 'CLOSED') return { ...closedTcb, rcv: { nxt: zero, wnd: rcvWnd } }
  if (state === 'LISTEN') return listeningTcb(rcvWnd)
  const lastSent = plus(sndNxt, -1)
  const awaitsAck = ['SYN_SENT', 'SYN_RCVD', 'FIN_WAIT_1', 'CLOSING', 'LAST_ACK'].includes(state)
  const ownFin = ['FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSING', 'LAST_ACK', 'TIME_WAIT'].includes(state)
  const peerFin = ['CLOSE_WAIT', 'CLOSING', 'LAST_ACK', 'TIME_WAIT'].includes(state)
  const handshake = state === 'SYN_SENT' || state === 'SYN_RCVD'
  return {
    ...closedTcb,
    state,
    passive: state === 'SYN_RCVD',
    // Mid-connection the initial numbers are unknown and lie behind everything that can still be named.
    iss: handshake ? lastSent : plus(sndNxt, -(2 ** 30)),
    irs: state === 'SYN_RCVD' ? plus(rcvNxt, -1) : plus(rcvNxt, -(2 ** 30)),
    snd: {
      una: awaitsAck ? lastSent : sndNxt,
      nxt: sndNxt,
      wnd: sndWnd,
      wl1: rcvNxt,
      wl2: awaitsAck ? lastSent : sndNxt,
      maxWnd: sndWnd,
      acked: handshake ? 0 : ownFin && !awaitsAck ? 2 : 1,
    },
    rcv: { nxt: rcvNxt, wnd: rcvWnd },
    finSeq: ownFin ? lastSent : undefined,
    peerFinSeq: peerFin ? plus(rcvNxt, -1) : undefined,
    lastAck: state === 'SYN_SENT' ? undefined : rcvNxt,
  }
}
