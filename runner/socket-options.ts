import type { SocketSettings } from './sockets.ts'
import {
  close,
  errnoName,
  IPPROTO_TCP,
  intOption,
  SOL_SOCKET,
  setIntOption,
  setOption,
} from './system-calls.ts'

const SO_REUSEADDR = 2
const SO_ERROR = 4
const SO_RCVBUF = 8
const SO_KEEPALIVE = 9
const SO_LINGER = 13
const SO_REUSEPORT = 15

const TCP_NODELAY = 1
const TCP_MAXSEG = 2
const TCP_KEEPIDLE = 4
const TCP_KEEPINTVL = 5
const TCP_DEFER_ACCEPT = 9
const TCP_WINDOW_CLAMP = 10
const TCP_USER_TIMEOUT = 18
const TCP_REPAIR = 19
const TCP_REPAIR_QUEUE = 20
const TCP_QUEUE_SEQ = 21
const TCP_SEND_QUEUE = 2
const TCP_FASTOPEN_CONNECT = 30
const TCP_REPAIR_OFF_NO_WP = -1

/** To be called before `listen` or `connect`. Throws SystemError for a value this kernel refuses. */
export function applySettings(fd: number, settings: SocketSettings): void {
  const { win, mss, wscale, deferAccept, keepalive, fastOpen } = settings
  if (win !== undefined) {
    setIntOption(fd, SOL_SOCKET, SO_RCVBUF, Math.min(win, 2 ** 30))
    setIntOption(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, Math.max(win, 1))
  } else if (wscale !== undefined) setIntOption(fd, IPPROTO_TCP, TCP_WINDOW_CLAMP, 0xffff * 2 ** wscale)
  if (mss !== undefined) setIntOption(fd, IPPROTO_TCP, TCP_MAXSEG, mss)
  if (deferAccept) setIntOption(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1)
  if (fastOpen) setIntOption(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1)
  if (keepalive !== undefined) {
    const seconds = Math.max(1, Math.ceil(keepalive / 1000))
    setIntOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1)
    setIntOption(fd, IPPROTO_TCP, TCP_KEEPIDLE, seconds)
    setIntOption(fd, IPPROTO_TCP, TCP_KEEPINTVL, seconds)
  }
}

/** Lets a listener and connections that the same end opens itself have one port. */
export function sharePort(fd: number): void {
  setIntOption(fd, SOL_SOCKET, SO_REUSEADDR, 1)
  setIntOption(fd, SOL_SOCKET, SO_REUSEPORT, 1)
}

/** Turns Nagle's algorithm off: what is sent leaves now (RFC 9293 §3.7.4). */
export function sendAtOnce(fd: number): void {
  setIntOption(fd, IPPROTO_TCP, TCP_NODELAY, 1)
}

/** Of a socket not yet connected. 0 is Linux's "unset". */
export function chooseInitialSequenceNumber(fd: number, isn: number): void {
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR, 1)
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR_QUEUE, TCP_SEND_QUEUE)
  setIntOption(fd, IPPROTO_TCP, TCP_QUEUE_SEQ, isn)
  setIntOption(fd, IPPROTO_TCP, TCP_REPAIR, TCP_REPAIR_OFF_NO_WP)
}

/** The error the kernel has for the application, by its errno's name; reading it clears it. */
export function takeError(fd: number): string | undefined {
  const errno = intOption(fd, SOL_SOCKET, SO_ERROR)
  return errno === 0 ? undefined : errnoName(errno)
}

/** The user timeout (RFC 5482) of what is sent already, in milliseconds: the shortest there is, as 0 would be the default. */
export function shortenUserTimeout(fd: number): void {
  setIntOption(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 1)
}

/** ABORT (RFC 9293 §3.10.5): a close that does not linger. */
export function resetAndClose(fd: number): void {
  const linger = Buffer.alloc(8)
  linger.writeInt32LE(1, 0)
  setOption(fd, SOL_SOCKET, SO_LINGER, linger)
  close(fd)
}
