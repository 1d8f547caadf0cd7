import { type Endpoint, endpointKey, socketAddress, socketAddressKey } from './socket-address.ts'
import {
  applySettings,
  chooseInitialSequenceNumber,
  resetAndClose,
  type SocketSettings,
  sendAtOnce,
  sharePort,
  takeError,
} from './socket-options.ts'
import {
  AF_INET,
  AF_INET6,
  accept,
  bind,
  close,
  connect,
  type Direction,
  listen,
  openSocket,
  receive,
  SOCK_STREAM,
  SystemError,
  send,
  shutdown,
} from './system-calls.ts'

const MSG_NOSIGNAL = 0x4000
const MSG_MORE = 0x8000

/** A call of the application's, to be made on a real socket. */
export type SocketCall =
  | { readonly call: 'send'; readonly octets: number; readonly more: boolean }
  | { readonly call: 'receive'; readonly octets: number | undefined }
  | { readonly call: 'shutdown'; readonly direction: Direction }
  | { readonly call: 'close' | 'abort' }

/** What became of a call. A deferred one is made as soon as the connection allows. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly octets: number }
  | { readonly kind: 'failed'; readonly errno: string }
  | { readonly kind: 'deferred' }

interface Connection {
  readonly peer: Endpoint
  fd: number | undefined
  /** Calls that wait for the connection, in order. */
  readonly deferred: SocketCall[]
  /** The error the kernel reported last; reading it clears it there. */
  error: string | undefined
}

/** The application of the kernel's end: one listener at most, and one connection per peer. */
export class KernelSockets {
  readonly #local: Endpoint
  readonly #settings: SocketSettings
  readonly #connections = new Map<string, Connection>()
  #listener: number | undefined

  constructor(local: Endpoint, settings: SocketSettings) {
    this.#local = local
    this.#settings = settings
  }

  get isListening(): boolean {
    return this.#listener !== undefined
  }

  listen(): CallOutcome {
    return attempt(() => {
      this.#listener ??= this.#openBoundSocket()
      listen(this.#listener, this.#settings.backlog ?? 128)
    })
  }

  unlisten(): CallOutcome {
    const listener = this.#listener
    if (listener === undefined) return { kind: 'failed', errno: 'EBADF' }
    this.#listener = undefined
    return attempt(() => close(listener))
  }

  /**
   * Starts an active OPEN, with the initial sequence number asked for.
   *
   * 0 asks for none: the kernel takes it for "unset" and draws one.
   */
  connect(peer: Endpoint, isn: number | undefined): CallOutcome {
    return attempt(() => {
      const connection = this.#connection(peer)
      if (connection.fd === undefined) {
        connection.fd = this.#openBoundSocket()
        connection.error = undefined
        if (isn !== undefined && isn !== 0) chooseInitialSequenceNumber(connection.fd, isn)
      }
      connect(connection.fd, socketAddress(peer))
    })
  }

  /** Makes a call on the connection with a peer, or keeps it until there is one. */
  call(peer: Endpoint, call: SocketCall, isOpening: boolean): CallOutcome {
    const connection = this.#connection(peer)
    if (connection.deferred.length > 0 || (connection.fd === undefined && isOpening)) {
      connection.deferred.push(call)
      return { kind: 'deferred' }
    }
    return this.#perform(connection, call, isOpening)
  }

  /** Accepts what has been established, and makes the calls that waited for it. */
  proceed(): void {
    while (this.#listener !== undefined) {
      const accepted = accept(this.#listener)
      if (!accepted) break
      const connection = this.#connections.get(socketAddressKey(accepted.peer))
      if (connection && connection.fd === undefined) {
        connection.fd = accepted.fd
        connection.error = undefined
        sendAtOnce(accepted.fd)
      } else if (connection?.fd !== undefined) {
        close(connection.fd)
        connection.fd = accepted.fd
        connection.error = undefined
      } else close(accepted.fd)
    }
    for (const connection of this.#connections.values()) this.#performDeferred(connection)
  }

  /** Says that segments of this peer may make a connection, so that `proceed` keeps it. */
  expect(peer: Endpoint): void {
    this.#connection(peer)
  }

  /** Whether the application holds a connection with a peer. */
  holds(peer: Endpoint): boolean {
    return this.#connection(peer).fd !== undefined
  }

  /** Gives up a connection that is over, so that the next call begins another. */
  release(peer: Endpoint): void {
    const connection = this.#connection(peer)
    const { fd } = connection
    connection.fd = undefined
    connection.deferred.length = 0
    if (fd !== undefined) attempt(() => close(fd))
  }

  /** Receives everything there is. */
  drain(peer: Endpoint): void {
    const { fd } = this.#connection(peer)
    if (fd !== undefined) attempt(() => receiveUpTo(fd, undefined))
  }

  /** The error the application would see, by its errno's name; nothing while there is none. */
  error(peer: Endpoint): string | undefined {
    const connection = this.#connection(peer)
    if (connection.fd !== undefined) {
      connection.error = takeError(connection.fd) ?? connection.error
    }
    return connection.error
  }

  /** Ends every connection with a reset and closes everything. */
  abandon(): void {
    for (const { fd } of this.#connections.values()) if (fd !== undefined) attempt(() => resetAndClose(fd))
    this.#connections.clear()
    if (this.#listener !== undefined) close(this.#listener)
    this.#listener = undefined
  }

  #performDeferred(connection: Connection): void {
    while (connection.fd !== undefined && connection.deferred.length > 0) {
      const [next] = connection.deferred
      if (!next || this.#perform(connection, next, true).kind === 'deferred') return
      connection.deferred.shift()
    }
  }

  #perform(connection: Connection, call: SocketCall, isOpening: boolean): CallOutcome {
    const { fd } = connection
    if (fd === undefined) return this.#callWithoutConnection(call)
    if (call.call === 'close' || call.call === 'abort') connection.fd = undefined
    const outcome = attempt(() => makeCall(fd, call))
    if (outcome.kind !== 'failed' || outcome.errno !== 'EAGAIN' || call.call !== 'send' || !isOpening)
      return outcome
    if (connection.deferred.length === 0) connection.deferred.push(call)
    return { kind: 'deferred' }
  }

  /** What the kernel says to a call on a socket that has no connection. */
  #callWithoutConnection(call: SocketCall): CallOutcome {
    if (call.call === 'close' || call.call === 'abort') return { kind: 'failed', errno: 'EBADF' }
    const fd = this.#openBoundSocket()
    try {
      return attempt(() => makeCall(fd, call))
    } finally {
      close(fd)
    }
  }

  #connection(peer: Endpoint): Connection {
    const key = endpointKey(peer.address.octets, peer.port)
    let connection = this.#connections.get(key)
    if (!connection) {
      connection = { peer, fd: undefined, deferred: [], error: undefined }
      this.#connections.set(key, connection)
    }
    return connection
  }

  #openBoundSocket(): number {
    const fd = openSocket(this.#local.address.family === 4 ? AF_INET : AF_INET6, SOCK_STREAM, 0)
    try {
      sharePort(fd)
      sendAtOnce(fd)
      applySettings(fd, this.#settings)
      bind(fd, socketAddress(this.#local))
      return fd
    } catch (error) {
      close(fd)
      throw error
    }
  }
}

/** Octets sent or received; 0 for calls that count none. */
function makeCall(fd: number, call: SocketCall): number {
  switch (call.call) {
    case 'send':
      return send(fd, Buffer.alloc(call.octets, 'b'), MSG_NOSIGNAL | (call.more ? MSG_MORE : 0))
    case 'receive':
      return receiveUpTo(fd, call.octets)
    case 'shutdown':
      shutdown(fd, call.direction)
      return 0
    case 'close':
      close(fd)
      return 0
    case 'abort':
      resetAndClose(fd)
      return 0
  }
}

const received = Buffer.alloc(65536)

/** So many octets, or all there are; fewer where there are no more. Throws SystemError where the connection has failed. */
function receiveUpTo(fd: number, octets: number | undefined): number {
  let total = 0
  while (octets === undefined || total < octets) {
    try {
      const count = receive(fd, received, Math.min(received.length, (octets ?? Infinity) - total))
      if (count === 0) break
      total += count
    } catch (error) {
      if (error instanceof SystemError && error.code === 'EAGAIN') break
      throw error
    }
  }
  return total
}

function attempt(call: () => unknown): CallOutcome {
  try {
    const result = call()
    return { kind: 'done', octets: typeof result === 'number' ? result : 0 }
  } catch (error) {
    if (error instanceof SystemError) return { kind: 'failed', errno: error.code }
    throw error
  }
}
