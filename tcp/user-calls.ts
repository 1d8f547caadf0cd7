/**
 * What the application asks of TCP: OPEN, SEND, RECEIVE, CLOSE, ABORT (RFC 9293 §3.10.1 to §3.10.5).
 *
 * A call changes the state at once. The segments it causes leave on later lines of the trace, so what is still
 * to leave is kept in `unsent`; an unsent SYN shows as SND.NXT = ISS.
 */
import type { Reply } from './reply.ts'
import type { SeqNumber } from './sequence-number.ts'
import { closedTcb, endConnection, isSynUnsent, type Tcb } from './tcb.ts'

/** Why a call is refused, in the RFC's words. */
export type Refusal = 'connection already exists' | 'connection does not exist' | 'connection closing'

export interface CallOutcome {
  readonly tcb: Tcb
  readonly refused: Refusal | undefined
  /** The reset that must leave because of the call. */
  readonly owed: Reply | undefined
}

function done(tcb: Tcb): CallOutcome {
  return { tcb, refused: undefined, owed: undefined }
}

function refuse(tcb: Tcb, refused: Refusal): CallOutcome {
  return { tcb, refused, owed: undefined }
}

/** Active OPEN (§3.10.1): the SYN with number `iss` is to leave. */
export function openActive(tcb: Tcb, iss: SeqNumber): CallOutcome {
  if (tcb.state !== 'CLOSED' && tcb.state !== 'LISTEN') return refuse(tcb, 'connection already exists')
  return done({
    ...closedTcb,
    state: 'SYN_SENT',
    iss,
    snd: { ...closedTcb.snd, una: iss, nxt: iss },
    rcv: { ...closedTcb.rcv, wnd: tcb.rcv.wnd },
  })
}

/** SEND (§3.10.2). Before ESTABLISHED the octets are queued. */
export function send(tcb: Tcb, octets: number): CallOutcome {
  switch (tcb.state) {
    case 'CLOSED':
    case 'LISTEN':
      return refuse(tcb, 'connection does not exist')
    case 'SYN_SENT':
    case 'SYN_RCVD':
    case 'ESTABLISHED':
    case 'CLOSE_WAIT':
      return done({ ...tcb, unsent: { ...tcb.unsent, octets: tcb.unsent.octets + octets } })
    default:
      return refuse(tcb, 'connection closing')
  }
}

/** RECEIVE (§3.10.3). Takes text off the receive queue, which has no place in the TCB. */
export function receive(tcb: Tcb): CallOutcome {
  switch (tcb.state) {
    case 'CLOSED':
      return refuse(tcb, 'connection does not exist')
    case 'CLOSING':
    case 'LAST_ACK':
    case 'TIME_WAIT':
      return refuse(tcb, 'connection closing')
    default:
      return done(tcb)
  }
}

/** CLOSE (§3.10.4): no more to send; a FIN is to leave after everything queued. */
export function close(tcb: Tcb): CallOutcome {
  const closing = { ...tcb, unsent: { ...tcb.unsent, fin: true } }
  switch (tcb.state) {
    case 'CLOSED':
      return refuse(tcb, 'connection does not exist')
    case 'LISTEN':
    case 'SYN_SENT':
      return done(endConnection(tcb, 'closed'))
    case 'SYN_RCVD':
      // With text queued, or with our own SYN still to leave, the CLOSE waits for ESTABLISHED.
      return done(tcb.unsent.octets > 0 || isSynUnsent(tcb) ? closing : { ...closing, state: 'FIN_WAIT_1' })
    case 'ESTABLISHED':
      return done({ ...closing, state: 'FIN_WAIT_1' })
    // The text has LAST-ACK wait until everything queued is segmentized; the FIN does, the state need not.
    case 'CLOSE_WAIT':
      return done({ ...closing, state: 'LAST_ACK' })
    default:
      return refuse(tcb, 'connection closing')
  }
}

/** Linux's shutdown(): in SYN_RCVD the FIN waits for ESTABLISHED, where §3.10.4 may form it at once. */
export function shutdownOnLinux(tcb: Tcb): CallOutcome {
  return tcb.state === 'SYN_RCVD' ? done({ ...tcb, unsent: { ...tcb.unsent, fin: true } }) : close(tcb)
}

/** ABORT (§3.10.5): forgets everything; in a live connection a reset tells the peer. */
export function abort(tcb: Tcb): CallOutcome {
  if (tcb.state === 'CLOSED') return refuse(tcb, 'connection does not exist')
  const reset = { kind: 'rst', seq: tcb.snd.nxt, ack: undefined, orAck: tcb.rcv.nxt } as const
  return {
    tcb: endConnection(tcb, 'aborted'),
    refused: undefined,
    owed: abortResets(tcb) ? reset : undefined,
  }
}

/** Whether an ABORT in this state sends a reset. */
export function abortResets({ state, unsent }: Tcb): boolean {
  // As long as its FIN waits to be sent, LAST-ACK is CLOSE-WAIT to everybody else.
  if (state === 'LAST_ACK') return unsent.fin
  return ['SYN_RCVD', 'ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2', 'CLOSE_WAIT'].includes(state)
}
