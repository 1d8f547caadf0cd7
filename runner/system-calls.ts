/**
 * The system calls Node has no binding for, through FFI. The only file that knows koffi.
 *
 * An FFI call hands the kernel a bare pointer: every function that takes a buffer checks its length here first.
 * Constants are those of Linux on x64 and arm64, where they agree.
 */
import koffi from 'koffi'
import { SystemError } from './system-error.ts'

export const AF_INET = 2
export const AF_INET6 = 10
export const AF_NETLINK = 16
export const AF_PACKET = 17
export const SOCK_STREAM = 1
export const SOCK_DGRAM = 2
export const SOCK_RAW = 3
/** The levels that an option of a socket can belong to. */
export const SOL_SOCKET = 1
export const IPPROTO_TCP = 6
const SOCK_NONBLOCK = 0o4000
const SOCK_CLOEXEC = 0o2000000
const CLONE_NEWNET = 0x40000000

/** Symbols of the C library this Node is linked with, glibc or musl. */
const libc = koffi.load(null)

const c = {
  socket: libc.func('int socket(int domain, int type, int protocol)'),
  close: libc.func('int close(int fd)'),
  bind: libc.func('int bind(int fd, const void *address, uint length)'),
  listen: libc.func('int listen(int fd, int backlog)'),
  accept4: libc.func('int accept4(int fd, void *address, void *length, int flags)'),
  connect: libc.func('int connect(int fd, const void *address, uint length)'),
  shutdown: libc.func('int shutdown(int fd, int how)'),
  setsockopt: libc.func('int setsockopt(int fd, int level, int option, const void *value, uint length)'),
  getsockopt: libc.func('int getsockopt(int fd, int level, int option, void *value, void *length)'),
  send: libc.func('long send(int fd, const void *octets, size_t count, int flags)'),
  sendto: libc.func(
    'long sendto(int fd, const void *octets, size_t count, int flags, const void *address, uint length)',
  ),
  recv: libc.func('long recv(int fd, void *octets, size_t count, int flags)'),
  read: libc.func('long read(int fd, void *octets, size_t count)'),
  write: libc.func('long write(int fd, const void *octets, size_t count)'),
  ioctl: libc.func('int ioctl(int fd, ulong request, void *argument)'),
  ioctlNumber: libc.func('int ioctl(int fd, ulong request, ulong argument)'),
  poll: libc.func('int poll(void *fds, ulong count, int timeout)'),
  unshare: libc.func('int unshare(int flags)'),
  setns: libc.func('int setns(int fd, int type)'),
  pipe2: libc.func('int pipe2(void *fds, int flags)'),
  waitid: libc.func('int waitid(int type, uint id, void *info, int options)'),
  prctl: libc.func('int prctl(int option, ulong a, ulong b, ulong c, ulong d)'),
  ifNameToIndex: libc.func('uint if_nametoindex(const char *name)'),
}

const ERRNO_NAMES = new Map(Object.entries(koffi.os.errno).map(([name, value]) => [value, name]))
ERRNO_NAMES.set(koffi.os.errno.EAGAIN ?? 11, 'EAGAIN')

/** The name of an errno, as the trace language writes it after `fails`. */
export function errnoName(errno: number): string {
  return ERRNO_NAMES.get(errno) ?? `errno ${errno}`
}

/** A nonblocking socket, closed on exec. */
export function openSocket(domain: number, type: number, protocol: number): number {
  return checked('socket', c.socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol))
}

/** A socket whose calls block, closed on exec. Give it a receive timeout. */
export function openBlockingSocket(domain: number, type: number, protocol: number): number {
  return checked('socket', c.socket(domain, type | SOCK_CLOEXEC, protocol))
}

export function close(fd: number): void {
  checked('close', c.close(fd))
}

export function bind(fd: number, address: Buffer): void {
  checked('bind', c.bind(fd, address, address.length))
}

export function listen(fd: number, backlog: number): void {
  checked('listen', c.listen(fd, backlog))
}

/** The next established connection and its peer's address, or nothing while there is none. */
export function accept(fd: number): { fd: number; peer: Buffer } | undefined {
  const peer = Buffer.alloc(28)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(peer.length)
  const accepted = c.accept4(fd, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC)
  if (accepted < 0 && failedWith('EAGAIN')) return undefined
  return { fd: checked('accept', accepted), peer }
}

/** Starts an active OPEN and does not wait for its end. */
export function connect(fd: number, address: Buffer): void {
  const result = c.connect(fd, address, address.length)
  if (result < 0 && failedWith('EINPROGRESS')) return
  checked('connect', result)
}

export type Direction = 'receive' | 'send'

export function shutdown(fd: number, direction: Direction): void {
  checked('shutdown', c.shutdown(fd, direction === 'send' ? 1 : 0))
}

/** Sets an option whose value is one int. */
export function setIntOption(fd: number, level: number, option: number, value: number): void {
  const octets = Buffer.alloc(4)
  octets.writeInt32LE(value | 0)
  setOption(fd, level, option, octets)
}

export function setOption(fd: number, level: number, option: number, value: Buffer): void {
  checked('setsockopt', c.setsockopt(fd, level, option, value, value.length))
}

/** Reads an option whose value is one int. */
export function intOption(fd: number, level: number, option: number): number {
  const value = Buffer.alloc(4)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(4)
  checked('getsockopt', c.getsockopt(fd, level, option, value, length))
  return value.readInt32LE()
}

/** How many octets the kernel took. */
export function send(fd: number, octets: Buffer, flags: number): number {
  return checked('send', c.send(fd, octets, octets.length, flags))
}

export function sendTo(fd: number, octets: Buffer, address: Buffer): void {
  checked('sendto', c.sendto(fd, octets, octets.length, 0, address, address.length))
}

/** How many octets came; 0 at the end of the stream. Throws EAGAIN where there are none. */
export function receive(fd: number, into: Buffer, count = into.length): number {
  if (count > into.length) throw new RangeError('receive: more octets than the buffer holds')
  return checked('recv', c.recv(fd, into, count, 0))
}

/** How many octets came, or nothing while there are none. */
export function read(fd: number, into: Buffer): number | undefined {
  const count = c.read(fd, into, into.length)
  if (count < 0 && failedWith('EAGAIN')) return undefined
  return checked('read', count)
}

export function write(fd: number, octets: Buffer): void {
  checked('write', c.write(fd, octets, octets.length))
}

/** An interface request; the kernel reads and writes one `struct ifreq`, 40 octets. */
export function interfaceRequest(fd: number, call: string, request: number, ifreq: Buffer): void {
  if (ifreq.length < 40) throw new RangeError('ioctl: a struct ifreq has 40 octets')
  checked(call, c.ioctl(fd, request, ifreq))
}

/** A device request whose argument is a number. */
export function deviceRequest(fd: number, call: string, request: number, argument: number): void {
  checked(call, c.ioctlNumber(fd, request, argument))
}

export function interfaceIndex(name: string): number {
  const index = c.ifNameToIndex(name)
  if (index === 0) throw new SystemError('if_nametoindex', errnoName(koffi.errno()))
  return index
}

const pollEntry = Buffer.alloc(8)
const POLLIN = 1

/** Waits until there is something to read, or its end, at most so many milliseconds. Says whether there is. */
export function waitReadable(fd: number, milliseconds: number): boolean {
  pollEntry.writeInt32LE(fd, 0)
  pollEntry.writeInt16LE(POLLIN, 4)
  pollEntry.writeInt16LE(0, 6)
  const result = c.poll(pollEntry, 1, Math.max(0, Math.ceil(milliseconds)))
  if (result < 0 && failedWith('EINTR')) return false
  return checked('poll', result) > 0
}

/** Blocks the thread for so many milliseconds. */
export function pause(milliseconds: number): void {
  c.poll(pollEntry, 0, milliseconds)
}

/** Moves the calling thread, and with it all sockets it opens from now on, into a network namespace of its own. */
export function enterNewNetworkNamespace(): void {
  checked('unshare', c.unshare(CLONE_NEWNET))
}

/** Moves the calling thread into the network namespace a descriptor of `/proc/…/ns/net` names. */
export function enterNetworkNamespace(fd: number): void {
  checked('setns', c.setns(fd, CLONE_NEWNET))
}

/** Two descriptors, closed on exec: what is written to one is read from the other. */
export function openPipe(): { readonly reading: number; readonly writing: number } {
  const fds = Buffer.alloc(8)
  checked('pipe2', c.pipe2(fds, SOCK_CLOEXEC))
  return { reading: fds.readInt32LE(0), writing: fds.readInt32LE(4) }
}

const P_PID = 1
const WNOHANG = 1
const WEXITED = 4
const WNOWAIT = 0x0100_0000
const CLD_EXITED = 1

/** How a process of ours has ended, which it leaves for others to learn as well; nothing while it runs. */
export function howEnded(pid: number): { readonly status: number } | { readonly signal: number } | undefined {
  const info = Buffer.alloc(128)
  if (c.waitid(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.readInt32LE(0) === 0)
    return undefined
  const value = info.readInt32LE(24)
  return info.readInt32LE(8) === CLD_EXITED ? { status: value } : { signal: value }
}

const PR_SET_PDEATHSIG = 1
const SIGKILL = 9

/** Has the kernel end this process when its parent ends. */
export function dieWithParent(): void {
  c.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
}

/** Takes {@link dieWithParent} back. */
export function outliveParent(): void {
  c.prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)
}

function failedWith(code: string): boolean {
  return errnoName(koffi.errno()) === code
}

function checked(call: string, result: number): number {
  if (result < 0) throw new SystemError(call, errnoName(koffi.errno()))
  return result
}
