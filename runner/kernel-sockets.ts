import { type Endpoint, endpointKey, socketAddress, socketAddressKey } from './socket-address.ts'
import {
  AF_INET,
  AF_INET6,
  accept,
  bind,
  close,
  connect,
  type Direction,
  errnoName,
  intOption,
  listen,
  openSocket,
  receive,
  SOCK_STREAM,
  SystemError,
  send,
  setIntOption,
  setOption,
  shutdown,
} from './system-calls.ts'

const SOL_SOCKET = 1
const SO_REUSEADDR = 2
const SO_ERROR = 4
const SO_RCVBUF = 8
const SO_KEEPALIVE = 9
const SO_LINGER = 13
const SO_REUSEPORT = 15

const IPPROTO_TCP = 6
const TCP_NODELAY = 1
const TCP_MAXSEG = 2
const TCP_KEEPIDLE = 4
const TCP_KEEPINTVL = 5
const TCP_DEFER_ACCEPT = 9
const TCP_WINDOW_CLAMP = 10
const TCP_REPAIR = 19
const TCP_REPAIR_QUEUE = 20
const TCP_QUEUE_SEQ = 21
const TCP_SEND_QUEUE = 2
const TCP_REPAIR_OFF_NO_WP = -1

const MSG_NOSIGNAL = 0x4000
const MSG_MORE = 0x8000

/** How the kernel's end is set up: what a `host` line says of it. */
export interface SocketSettings {
  /** The window to offer, in octets. */
  readonly win: number | undefined
  readonly mss: number | undefined
  /** The shift whose window still fits. */
  readonly wscale: number | undefined
  readonly backlog: number | undefined
  readonly deferAccept: boolean
  /** Idle milliseconds before a probe. */
  readonly keepalive: number | undefined
}

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
        setIntOption(accepted.fd, IPPROTO_TCP, TCP_NODELAY, 1)
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
      const errno = intOption(connection.fd, SOL_SOCKET, SO_ERROR)
      if (errno !== 0) connection.error = errnoName(errno)
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
      // A listener and a connection that this end opened itself share one port.
      setIntOption(fd, SOL_SOCKET, SO_REUSEADDR, 1)
      setIntOption(fd, SOL_SOCKET, SO_REUSEPORT, 1)
      setIntOption(fd, IPPROTO_TCP, TCP_NODELAY, 1)
      this.#applySettings(fd)
      bind(fd, socketAddress(this.#local))
      return fd
    } catch (error) {
      close(fd)
      throw error
    }
  }

  #applySettings(fd: number): void {
    const { win, mss, wscale, deferAccept, keepalive } = this.#settings
    if (win !== undefined) {
      setIntOption(fd, SOL_SOCKET, SO_RCVBUF, Math.min(win, 0x3fffffff))
      setIntOption(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, Math.max(win, 1))
    } else if (wscale !== undefined) setIntOption(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, 0xffff * 2 ** wscale)
    if (mss !== undefined) setIntOption(fd, IPPROTO_TCP, TCP_MAXSEG, mss)
    if (deferAccept) setIntOption(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1)
    if (keepalive !== undefined) {
      const seconds = Math.max(1, Math.ceil(keepalive / 1000))
      setIntOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1)
      setIntOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, seconds)
      setIntOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, seconds)
    }
  }
}

function chooseInitialSequenceNumber(fd: number, isn: number): void {
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR, 1)
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR_QUEUE, TCP_SEND_QUEUE)
  setIntOption(fd, IPPROTO_TCP, TCP_QUEUE_SEQ, isn)
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR, TCP_REPAIR_OFF_NO_WP)
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

/** ABORT (RFC 9293 §3.10.5): a close that does not linger. */
function resetAndClose(fd: number): void {
  const linger = Buffer.alloc(8)
  linger.writeInt32LE(1, 0)
  setOption(fd, SOL_SOCKET, SO_LINGER, linger)
  close(fd)
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
