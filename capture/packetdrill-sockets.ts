/** The calls of the application as system calls of a packetdrill script. */
import type { Call } from '@synfin/trace'

/** The sockets of a script: it calls the first 3, as a program that has opened nothing else. */
export class PacketdrillSockets {
  #next = 3
  #listener: number | undefined
  #connection: number | undefined

  /** Whether a connection of the listener's is still to be taken. */
  get canAccept(): boolean {
    return this.#listener !== undefined && this.#connection === undefined
  }

  listen(): string[] {
    const socket = this.#next++
    this.#listener = socket
    return [
      `+0 socket(..., SOCK_STREAM, IPPROTO_TCP) = ${socket}`,
      `+0 setsockopt(${socket}, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0`,
      `+0 bind(${socket}, ..., ...) = 0`,
      `+0 listen(${socket}, 1) = 0`,
    ]
  }

  accept(): string[] {
    this.#connection = this.#next++
    return [`+0 accept(${this.#listener}, ..., ...) = ${this.#connection}`]
  }

  /** A call of the kernel's end; empty where a script cannot make it. */
  call({ call, fails }: Call, octets: number): string[] {
    const failed = fails && `-1${fails.errno === undefined ? '' : ` ${fails.errno}`}`
    const socket = this.#connection
    switch (call) {
      case 'listen':
        return this.listen()
      case 'connect':
        return fails ? [] : this.#connect()
      case 'unlisten':
        return this.#closeListener()
    }
    if (socket === undefined) return call === 'close' || call === 'abort' ? this.#closeListener() : []
    switch (call) {
      case 'send':
        return [`+0 write(${socket}, ..., ${octets}) = ${failed ?? octets}`]
      case 'receive':
        return [`+0 read(${socket}, ..., ${octets}) = ${failed ?? octets}`]
      case 'shutdown':
        return [`+0 shutdown(${socket}, SHUT_WR) = ${failed ?? 0}`]
      case 'shutdown receive':
        return [`+0 shutdown(${socket}, SHUT_RD) = ${failed ?? 0}`]
      case 'close':
        this.#connection = undefined
        return [`+0 close(${socket}) = ${failed ?? 0}`]
      case 'abort':
        this.#connection = undefined
        return [
          `+0 setsockopt(${socket}, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0`,
          `+0 close(${socket}) = ${failed ?? 0}`,
        ]
    }
  }

  /** Without waiting: the segments that follow complete it. */
  #connect(): string[] {
    const socket = this.#next++
    this.#connection = socket
    return [
      `+0 socket(..., SOCK_STREAM, IPPROTO_TCP) = ${socket}`,
      `+0 fcntl(${socket}, F_SETFL, O_RDWR|O_NONBLOCK) = 0`,
      `+0 connect(${socket}, ..., ...) = -1 EINPROGRESS (Operation now in progress)`,
    ]
  }

  #closeListener(): string[] {
    const socket = this.#listener
    this.#listener = undefined
    return socket === undefined ? [] : [`+0 close(${socket}) = 0`]
  }
}
