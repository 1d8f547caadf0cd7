import type { CallOutcome, SocketCall } from './sockets.ts'

/** Calls of an application that are made as soon as there is a connection to make them on. */
export class WaitingCalls<Connection extends { readonly waiting: SocketCall[] }> {
  readonly #isHeld: (connection: Connection) => boolean
  readonly #make: (connection: Connection, call: SocketCall) => CallOutcome

  /** `isHeld` where the application holds a connection; `make` makes a call on it, or on none. */
  constructor(
    isHeld: (connection: Connection) => boolean,
    make: (connection: Connection, call: SocketCall) => CallOutcome,
  ) {
    this.#isHeld = isHeld
    this.#make = make
  }

  /** Makes a call, or keeps it behind those that wait already and while the connection is opening. */
  call(connection: Connection, call: SocketCall, isOpening: boolean): CallOutcome {
    const { waiting } = connection
    const mustWait = waiting.length > 0 || (isOpening && !this.#isHeld(connection))
    const outcome = mustWait ? undefined : this.#make(connection, call)
    if (outcome && !(isOpening && hasNoRoom(call, outcome))) return outcome
    waiting.push(call)
    return { kind: 'deferred' }
  }

  /** Makes what waits, in order, as far as the connection allows. */
  proceed(connection: Connection): void {
    const { waiting } = connection
    for (let [next] = waiting; next && this.#isHeld(connection); [next] = waiting) {
      if (hasNoRoom(next, this.#make(connection, next))) return
      waiting.shift()
    }
  }
}

/** What is sent finds no room before the connection is established. */
function hasNoRoom({ call }: SocketCall, outcome: CallOutcome): boolean {
  return call === 'send' && outcome.kind === 'failed' && outcome.errno === 'EAGAIN'
}
