import type { Endpoint } from '@synfin/capture'
import type { ModelConnection } from './model-connection.ts'
import type { CallOutcome, SocketCall, Sockets } from './sockets.ts'

/** Calls that wait for a connection, in order. */
type Deferred = SocketCall[]

const DONE: CallOutcome = { kind: 'done', octets: 0 }

/** Sockets as Linux's are, errors and all, on the model's connections. */
export class ModelSockets implements Sockets {
  isListening = false
  readonly #isLinux: boolean
  readonly #connectionWith: (peer: Endpoint) => ModelConnection
  readonly #deferred = new Map<ModelConnection, Deferred>()

  constructor(isLinux: boolean, connectionWith: (peer: Endpoint) => ModelConnection) {
    this.#isLinux = isLinux
    this.#connectionWith = connectionWith
  }

  listen(): CallOutcome {
    this.isListening = true
    return DONE
  }

  unlisten(): CallOutcome {
    if (!this.isListening) return failed('EBADF')
    this.isListening = false
    return DONE
  }

  connect(peer: Endpoint, isn: number | undefined): CallOutcome {
    const connection = this.#connectionWith(peer)
    const { state } = connection
    if (connection.connect(isn)) return DONE
    if (connection.holder !== 'application') return failed('EADDRNOTAVAIL')
    return failed(state === 'SYN_SENT' || state === 'SYN_RCVD' ? 'EALREADY' : 'EISCONN')
  }

  call(peer: Endpoint, call: SocketCall): CallOutcome {
    const connection = this.#connectionWith(peer)
    const deferred = this.#deferredOf(connection)
    if (deferred.length === 0 && !this.#mustWait(connection, call)) return makeCall(connection, call)
    deferred.push(call)
    return { kind: 'deferred' }
  }

  proceed(): void {
    for (const [connection, deferred] of this.#deferred) {
      const isNew = connection.holder === 'nobody' && connection.state !== 'CLOSED'
      if (isNew && connection.isUsable) connection.holder = 'application'
      for (let next = deferred[0]; next && !this.#mustWait(connection, next); next = deferred[0]) {
        deferred.shift()
        makeCall(connection, next)
      }
    }
  }

  expect(peer: Endpoint): void {
    this.#deferredOf(this.#connectionWith(peer))
  }

  holds(peer: Endpoint): boolean {
    return this.#connectionWith(peer).holder === 'application'
  }

  release(peer: Endpoint): void {
    const connection = this.#connectionWith(peer)
    connection.holder = 'gone'
    this.#deferredOf(connection).length = 0
  }

  drain(peer: Endpoint): void {
    this.#connectionWith(peer).receive(undefined)
  }

  error(peer: Endpoint): string | undefined {
    return this.#connectionWith(peer).error
  }

  abandon(): void {
    this.isListening = false
    for (const connection of this.#deferred.keys()) connection.forget()
    this.#deferred.clear()
  }

  /** RFC 9293's calls are good in SYN_RCVD too; no application of Linux has such a connection. */
  #mustWait(connection: ModelConnection, { call }: SocketCall): boolean {
    if (isUnaccepted(connection) && this.#isLinux) return true
    const isOpening = connection.state === 'SYN_SENT' || connection.state === 'SYN_RCVD'
    return call === 'receive' && isOpening && !connection.isUsable
  }

  #deferredOf(connection: ModelConnection): Deferred {
    const deferred = this.#deferred.get(connection) ?? []
    this.#deferred.set(connection, deferred)
    return deferred
  }
}

function makeCall(connection: ModelConnection, call: SocketCall): CallOutcome {
  const isThere = connection.holder === 'application' || isUnaccepted(connection)
  switch (call.call) {
    case 'send': {
      const errno = connection.takeError()
      if (errno !== undefined) return failed(errno)
      return connection.send(call.octets, call.more) ? { kind: 'done', octets: call.octets } : failed('EPIPE')
    }
    case 'receive': {
      if (!isThere) return failed('ENOTCONN')
      const errno = connection.available > 0 ? undefined : connection.takeError()
      return errno === undefined ? { kind: 'done', octets: connection.receive(call.octets) } : failed(errno)
    }
    case 'shutdown':
      if (!isThere || connection.state === 'CLOSED') return failed('ENOTCONN')
      if (call.direction === 'send') connection.shutdown()
      else connection.isDeaf = true
      return DONE
    case 'close':
    case 'abort':
      if (!isThere) return failed('EBADF')
      if (call.call === 'close') connection.close(call.isResetBare)
      else connection.abort(call.isResetBare)
      connection.holder = 'gone'
      return DONE
  }
}

function isUnaccepted({ holder, state }: ModelConnection): boolean {
  return holder === 'nobody' && state === 'SYN_RCVD'
}

function failed(errno: string): CallOutcome {
  return { kind: 'failed', errno }
}
