import {
  AF_NETLINK,
  close,
  errnoName,
  openBlockingSocket,
  receive,
  SOCK_RAW,
  SOL_SOCKET,
  send,
  setOption,
} from './system-calls.ts'
import { SystemError } from './system-error.ts'

export const NETLINK_ROUTE = 0
export const NETLINK_SOCK_DIAG = 4

const NLM_F_REQUEST = 1
export const NLM_F_ACK = 4
export const NLM_F_EXCL = 0x200
export const NLM_F_CREATE = 0x400

const NLMSG_ERROR = 2
const HEADER = 16
const SO_RCVTIMEO = 20

/** A netlink socket that asks one thing at a time. */
export class Netlink {
  readonly #fd: number
  readonly #reply = Buffer.alloc(16384)

  constructor(protocol: number) {
    this.#fd = openBlockingSocket(AF_NETLINK, SOCK_RAW, protocol)
    // A malformed message is never answered: one second, then EAGAIN.
    setOption(
      this.#fd,
      SOL_SOCKET,
      SO_RCVTIMEO,
      Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    )
  }

  /**
   * Sends a message and returns the body of the first reply, valid until the next request.
   *
   * Throws SystemError, named after `what`, when the kernel answers with an errno.
   */
  request(what: string, message: Buffer): Buffer {
    send(this.#fd, message, 0)
    const length = receive(this.#fd, this.#reply)
    if (length < HEADER) throw new SystemError(what, 'EBADMSG')
    if (this.#reply.readUInt16LE(4) === NLMSG_ERROR) {
      const errno = -this.#reply.readInt32LE(HEADER)
      if (errno !== 0) throw new SystemError(what, errnoName(errno))
    }
    return this.#reply.subarray(HEADER, length)
  }

  close(): void {
    close(this.#fd)
  }
}

/** A netlink message: header, the type's own struct, attributes. */
export function netlinkMessage(type: number, flags: number, body: Buffer, attributes: Buffer[] = []): Buffer {
  const message = Buffer.concat([Buffer.alloc(HEADER), body, ...attributes])
  message.writeUInt32LE(message.length, 0)
  message.writeUInt16LE(type, 4)
  message.writeUInt16LE(flags | NLM_F_REQUEST, 6)
  message.writeUInt32LE(1, 8)
  return message
}

/** One attribute, padded to four octets; a list is its attributes in a row. */
export function attribute(type: number, value: Buffer | Buffer[] | number | string): Buffer {
  const octets = attributeValue(value)
  const padded = Buffer.alloc((4 + octets.length + 3) & ~3)
  padded.writeUInt16LE(4 + octets.length, 0)
  padded.writeUInt16LE(type, 2)
  octets.copy(padded, 4)
  return padded
}

function attributeValue(value: Buffer | Buffer[] | number | string): Buffer {
  if (Array.isArray(value)) return Buffer.concat(value)
  if (typeof value === 'string') return Buffer.from(`${value}\0`)
  if (typeof value !== 'number') return value
  const octets = Buffer.alloc(4)
  octets.writeUInt32LE(value)
  return octets
}
