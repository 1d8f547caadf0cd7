import { type Endpoint, endpointKey } from '@synfin/capture'
import { socketAddress, socketAddressKey } from './socket-address.ts'
import {
  applySettings,
  chooseInitialSequenceNumber,
  resetAndClose,
  sendAtOnce,
  sharePort,
  shortenUserTimeout,
  takeError,
} from './socket-options.ts'
import {
  type CallOutcome,
  DEFAULT_BACKLOG,
  type SocketCall,
  type SocketSettings,
  type Sockets,
} from './sockets.ts'
import {
  AF_INET,
  AF_INET6,
  accept,
  bind,
  close,
  connect,
  listen,
  openSocket,
  receive,
  SOCK_STREAM,
  send,
  shutdown,
} from './system-calls.ts'
import { SystemError } from './system-error.ts'
import { WaitingCalls } from './waiting-calls.ts'

const MSG_NOSIGNAL = 0x4000
const MSG_MORE = 0x8000
/** No process has one of this number. */
const NO_DESCRIPTOR = -1

/** What the application holds, or will, of the connection with one peer. */
interface HeldSocket {
  readonly peer: Endpoint
  fd: number | undefined
  readonly waiting: SocketCall[]
  /** The error the kernel reported last; reading it clears it there. */
  error: string | undefined
}

/** The kernel's own sockets, non-blocking. */
export class KernelSockets implements Sockets {
  readonly #local: Endpoint
  readonly #settings: SocketSettings
  readonly #connections = new Map<string, HeldSocket>()
  readonly #calls = new WaitingCalls<HeldSocket>(
    ({ fd }) => fd !== undefined,
    (connection, call) => this.#make(connection, call),
  )
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
      listen(this.#listener, this.#settings.backlog ?? DEFAULT_BACKLOG)
    })
  }

  unlisten(): CallOutcome {
    const listener = this.#listener ?? NO_DESCRIPTOR
    this.#listener = undefined
    return attempt(() => close(listener))
  }

  /** The number 0 asks for none: the kernel takes it for "unset" and draws one. */
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

  call(peer: Endpoint, call: SocketCall, isOpening: boolean): CallOutcome {
    return this.#calls.call(this.#connection(peer), call, isOpening)
  }

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
    for (const connection of this.#connections.values()) this.#calls.proceed(connection)
  }

  expect(peer: Endpoint): void {
    this.#connection(peer)
  }

  holds(peer: Endpoint): boolean {
    return this.#connection(peer).fd !== undefined
  }

  release(peer: Endpoint): void {
    const connection = this.#connection(peer)
    const { fd } = connection
    connection.fd = undefined
    connection.waiting.length = 0
    if (fd !== undefined) attempt(() => close(fd))
  }

  shortenUserTimeout(peer: Endpoint): boolean {
    const { fd } = this.#connection(peer)
    return fd !== undefined && attempt(() => shortenUserTimeout(fd)).kind === 'done'
  }

  drain(peer: Endpoint): void {
    const { fd } = this.#connection(peer)
    if (fd !== undefined) attempt(() => receiveUpTo(fd, undefined))
  }

  error(peer: Endpoint): string | undefined {
    const connection = this.#connection(peer)
    if (connection.fd !== undefined) {
      connection.error = takeError(connection.fd) ?? connection.error
    }
    return connection.error
  }

  abandon(): void {
    for (const { fd } of this.#connections.values()) if (fd !== undefined) attempt(() => resetAndClose(fd))
    this.#connections.clear()
    if (this.#listener !== undefined) close(this.#listener)
    this.#listener = undefined
  }

  #make(connection: HeldSocket, call: SocketCall): CallOutcome {
    const { fd } = connection
    if (fd === undefined) return this.#callWithoutConnection(call)
    if (call.call === 'close' || call.call === 'abort') connection.fd = undefined
    return attempt(() => makeCall(fd, call))
  }

  /** What the kernel says to a call on a socket without connection. A close fails only on a descriptor that is gone. */
  #callWithoutConnection(call: SocketCall): CallOutcome {
    if (call.call === 'close' || call.call === 'abort') return attempt(() => makeCall(NO_DESCRIPTOR, call))
    const fd = this.#openBoundSocket()
    try {
      return attempt(() => makeCall(fd, call))
    } finally {
      close(fd)
    }
  }

  #connection(peer: Endpoint): HeldSocket {
    const key = endpointKey(peer.address.octets, peer.port)
    let connection = this.#connections.get(key)
    if (!connection) {
      connection = { peer, fd: undefined, waiting: [], error: undefined }
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

/** So many octets, or all there are; fewer where there are no more. Throws SystemError if the connection has failed. */
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
