import type { Endpoint } from '@synfin/capture'
import type { State } from '@synfin/tcp'
import { NETLINK_SOCK_DIAG, Netlink, NLM_F_ACK, netlinkMessage } from './netlink.ts'
import { AF_INET, AF_INET6, IPPROTO_TCP } from './system-calls.ts'
import { SystemError } from './system-error.ts'

const SOCK_DIAG_BY_FAMILY = 20
const SOCK_DESTROY = 21

/** Linux's numbers of the states (tcp_states.h); 12 is a request that waits for the last ACK of its handshake. */
const STATES: Readonly<Record<number, State>> = {
  1: 'ESTABLISHED',
  2: 'SYN_SENT',
  3: 'SYN_RCVD',
  4: 'FIN_WAIT_1',
  5: 'FIN_WAIT_2',
  6: 'TIME_WAIT',
  7: 'CLOSED',
  8: 'CLOSE_WAIT',
  9: 'LAST_ACK',
  10: 'LISTEN',
  11: 'CLOSING',
  12: 'SYN_RCVD',
}

/** Reads the state of a connection from outside: requests, orphans and TIME_WAIT, which no descriptor shows. */
export class SockDiag {
  readonly #netlink = new Netlink(NETLINK_SOCK_DIAG)
  /** What is asked of a pair, by its remote end: after every line the same. */
  readonly #questions = new WeakMap<Endpoint, Buffer>()

  /**
   * The state of a pair, whose remote end has one local end only: LISTEN where only a listener would take the pair's
   * segments; CLOSED where nothing would.
   */
  state(local: Endpoint, remote: Endpoint): State {
    try {
      const reply = this.#netlink.request('SOCK_DIAG_BY_FAMILY', this.#question(local, remote))
      return STATES[reply[1] ?? 7] ?? 'CLOSED'
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ENOENT') return 'CLOSED'
      throw error
    }
  }

  #question(local: Endpoint, remote: Endpoint): Buffer {
    let question = this.#questions.get(remote)
    if (!question) {
      question = pairMessage(SOCK_DIAG_BY_FAMILY, 0, local, remote)
      this.#questions.set(remote, question)
    }
    return question
  }

  /**
   * Ends the pair's connection by force, also in TIME_WAIT.
   *
   * Throws SystemError: EOPNOTSUPP where the kernel is built without INET_DIAG_DESTROY, ENOENT where there is none.
   */
  destroy(local: Endpoint, remote: Endpoint): void {
    this.#netlink.request('SOCK_DESTROY', pairMessage(SOCK_DESTROY, NLM_F_ACK, local, remote))
  }

  close(): void {
    this.#netlink.close()
  }
}

/** `struct inet_diag_req_v2` for one pair of endpoints. */
function pairMessage(type: number, flags: number, local: Endpoint, remote: Endpoint): Buffer {
  const body = Buffer.alloc(56)
  body[0] = local.address.family === 4 ? AF_INET : AF_INET6
  body[1] = IPPROTO_TCP
  body.writeUInt32LE(0xffffffff, 4)
  body.writeUInt16BE(local.port, 8)
  body.writeUInt16BE(remote.port, 10)
  local.address.octets.copy(body, 12)
  remote.address.octets.copy(body, 28)
  body.fill(0xff, 48, 56)
  return netlinkMessage(type, flags, body)
}
