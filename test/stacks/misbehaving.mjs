// A stack's program that does one thing wrong, named by its first argument. It has a TUN device and no TCP at all.
import { readSync, writeSync } from 'node:fs'

const [, , fault = ''] = process.argv
let state = 'CLOSED'
const ready = { nonsense: 'hello world', tap: 'ready tap' }[fault] ?? 'ready tun states'

/** An IPv4 packet of another protocol, and one whose TCP header is cut short. */
const PACKETS = [17, 6].map(protocol => {
  const packet = Buffer.alloc(28)
  packet[0] = 0x45
  packet.writeUInt16BE(packet.length, 2)
  packet[8] = 64
  packet[9] = protocol
  packet.set([10, 77, 0, 1], 12)
  packet.set([10, 77, 0, 2], 16)
  let sum = 0
  for (let at = 0; at < 20; at += 2) sum += packet.readUInt16BE(at)
  packet.writeUInt16BE(~((sum & 0xffff) + (sum >> 16)) & 0xffff, 10)
  return packet
})

if (fault === 'exits') {
  console.error('no licence for this machine')
  process.exit(7)
}
if (fault === 'mute') setInterval(() => {}, 1000)
else {
  // `deaf` goes on where a polite program would end: with its input, and at SIGTERM.
  if (fault === 'deaf') process.on('SIGTERM', () => {})
  writeSync(1, `${ready}\n`)
  serve()
}

function serve() {
  const buffer = Buffer.alloc(4096)
  for (;;) {
    const count = read(buffer)
    if (count === 0 && fault === 'deaf') return void setInterval(() => {}, 1000)
    if (count === 0) return
    for (const request of buffer.toString('latin1', 0, count).trim().split('\n')) respond(request)
  }
}

function read(buffer) {
  try {
    return readSync(0, buffer)
  } catch {
    return 0
  }
}

function respond(request) {
  const [verb] = request.split(' ')
  if (fault === 'crashes' && verb === 'sync') process.kill(process.pid, 'SIGSEGV')
  if (fault === 'hangs' && verb === 'sync') for (;;);
  if (fault === 'babbles' && verb === 'listen') writeSync(1, 'certainly!\n')
  else if (fault === 'two-lines' && verb === 'listen') writeSync(1, 'ok\nok\n')
  else if (fault === 'endless' && verb === 'listen') writeSync(1, 'x'.repeat(9000))
  else if (verb === 'state') writeSync(1, `ok ${fault === 'odd-state' ? 'HALF_OPEN' : state}\n`)
  else if (verb === 'accept') writeSync(1, fault === 'odd-accept' ? 'ok somewhere 1\n' : 'fails EAGAIN\n')
  else {
    if (verb === 'listen') state = 'LISTEN'
    if (fault === 'packets' && verb === 'listen') for (const packet of PACKETS) writeSync(3, packet)
    writeSync(1, 'ok\n')
  }
}
