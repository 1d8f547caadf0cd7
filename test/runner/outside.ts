/**
 * A network namespace of its own that looks like a machine's: an interface with an address, and routes to everybody
 * the traces name. Replays run inside it; the counters of all its interfaces go to stdout.
 */
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import type { ReplayOptions } from '@synfin/runner'
import { type IpAddress, readIpAddress } from '../../capture/ip-address.ts'
import { configureInterface, createVethPair } from '../../runner/network-interface.ts'
import { setSysctl } from '../../runner/sysctl.ts'
import { replay, startRunner } from './replay.ts'

/** What the counters said. */
export interface Outside {
  readonly before: Counters
  readonly after: Counters
  /** After one datagram of our own to an address of the traces: proof that the counters count. */
  readonly control: Counters
  /** Of the namespace that the kernel was played in last. */
  readonly inside: Counters
  /** How many packets were on the replays' wires. */
  readonly packets: number
  readonly peers: readonly string[]
}

/** By interface, every packet sent or received, dropped ones too. */
export type Counters = Readonly<Record<string, number>>

export interface OutsideRequest {
  readonly texts: readonly string[]
  /** Whom the traces name. */
  readonly addresses: readonly string[]
  /** The command of a stack to play against as well. */
  readonly stack: string
}

const OWN_ADDRESS = '203.0.113.1'

const { texts, addresses, stack }: OutsideRequest = JSON.parse(readFileSync(0, 'utf8'))
makeInterface()
const before = countersOf('self')
const kernel = await play({}, {})
const veth = await play({ SYNFIN_TUN: '/nowhere/tun' }, {})
// That program has no TCP: it cannot be brought into any other state.
const closed = texts.filter(text => text.includes('given B CLOSED'))
const program = await play({}, { stack }, closed)
const after = countersOf('self')
await sendDatagram(addresses[0] ?? '')
const runs = [kernel, veth, program].flatMap(played => played.runs)
const outside: Outside = {
  before,
  after,
  control: countersOf('self'),
  inside: kernel.inside,
  packets: runs.reduce((sum, { packets = [] }) => sum + packets.length, 0),
  peers: runs.map(({ peer }) => peer),
}
process.stdout.write(JSON.stringify(outside))

function makeInterface(): void {
  // Otherwise it would speak of itself: neighbours, multicast listeners, routers.
  setSysctl('ipv6/conf/default/disable_ipv6', 1)
  createVethPair('out0', Buffer.from([2, 0, 0, 0, 0, 9]), 'out1')
  const address = readIpAddress(OWN_ADDRESS) as IpAddress
  const routes = addresses.map(text => readIpAddress(text) as IpAddress)
  configureInterface({ name: 'out0', address, routes, mtu: 1500, holdRetransmissions: false })
}

async function play(env: NodeJS.ProcessEnv, options: Partial<ReplayOptions>, played = texts) {
  await using runner = startRunner(env)
  const replays = played.map(text => replay(runner, text, 'B', { capture: true, ...options }))
  const runs = (await Promise.all(replays)).flat()
  // The runner before has ended its own, which may not be gone yet.
  const child = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').at(-1)
  return { runs, inside: countersOf(child ?? '') }
}

/** Of the namespace that a process is in. */
function countersOf(process: string): Counters {
  const [, , ...lines] = readFileSync(`/proc/${process}/net/dev`, 'utf8').trim().split('\n')
  return Object.fromEntries(
    lines.map(line => {
      const [name = '', numbers = ''] = line.split(':')
      const [, rx, , rxDropped, , , , , , tx, txErrors, txDropped] = numbers.trim().split(/\s+/).map(Number)
      const counted = [rx, rxDropped, tx, txErrors, txDropped]
      return [name.trim(), counted.reduce<number>((sum, count) => sum + (count ?? 0), 0)]
    }),
  )
}

async function sendDatagram(address: string): Promise<void> {
  const socket = createSocket('udp4')
  await new Promise(resolve => socket.send('x', 9, address, resolve))
  socket.close()
}
