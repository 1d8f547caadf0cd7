// Runs a program that may make no namespaces, as the seccomp profile of a container has it: unshare(2) is refused with
// EPERM for it and whatever it starts.
import { spawnSync } from 'node:child_process'
import koffi from 'koffi'

const PR_SET_NO_NEW_PRIVS = 38
const PR_SET_SECCOMP = 22
const SECCOMP_MODE_FILTER = 2
const UNSHARE = process.arch === 'arm64' ? 97 : 272
const EPERM = 1

/** `struct sock_filter`s: load the call's number; is it unshare; refuse; allow. */
const FILTER = [
  [0x20, 0, 0, 0],
  [0x15, 0, 1, UNSHARE],
  [0x06, 0, 0, 0x0005_0000 | EPERM],
  [0x06, 0, 0, 0x7fff_0000],
]

const prctl = koffi.load(null).func('int prctl(int option, ulong a, void *b, ulong c, ulong d)')
const octets = Buffer.alloc(FILTER.length * 8)
for (const [at, [code, ifTrue, ifFalse, value]] of FILTER.entries()) {
  octets.writeUInt16LE(code, at * 8)
  octets[at * 8 + 2] = ifTrue
  octets[at * 8 + 3] = ifFalse
  octets.writeUInt32LE(value, at * 8 + 4)
}
const program = Buffer.alloc(16)
program.writeUInt16LE(FILTER.length, 0)
program.writeBigUInt64LE(BigInt(koffi.address(octets)), 8)
if (prctl(PR_SET_NO_NEW_PRIVS, 1, null, 0, 0) < 0) throw new Error('no_new_privs')
if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) < 0) throw new Error('seccomp')

const [, , command, ...args] = process.argv
process.exit(spawnSync(command, args, { stdio: 'inherit' }).status ?? 1)
