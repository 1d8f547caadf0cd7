/** Timers that run out (RFC 9293 §3.10.8). The model has no clock: a timeout is an event like any other. */
import { endConnection, type Tcb } from './tcb.ts'

/** TIME-WAIT timeout, after 2 MSL, which are 240 s (§3.4.2): the connection is forgotten. Undefined in any other state. */
export function timeWaitTimeout(tcb: Tcb): Tcb | undefined {
  return tcb.state === 'TIME_WAIT' ? endConnection(tcb, 'closed') : undefined
}

/** USER TIMEOUT: the connection is given up, in any state. */
export function userTimeout(tcb: Tcb): Tcb {
  return tcb.state === 'CLOSED' ? tcb : endConnection(tcb, 'timeout')
}
