/** However forged a segment is and whoever its address belongs to: it stays on the replay's own device. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Outside, OutsideRequest } from './outside.ts'

const program = fileURLToPath(new URL('outside.ts', import.meta.url))
const misbehaving = fileURLToPath(new URL('../stacks/misbehaving.mjs', import.meta.url))

/** Of documentation networks, and of everybody's private ones. */
const ADDRESSES = ['198.51.100.7', '192.0.2.2', '10.77.0.1', '10.77.0.2']

const STRAYS = `
... -> B stray SYN seq=90
... -> B stray SYN ACK seq=7 ack=9
... -> B stray RST seq=123456789
... -> B stray RST ACK seq=5 ack=5
... -> B stray FIN ACK seq=80000 ack=1
... -> B stray PSH ACK seq=400000 ack=77 len=1400
... -> B stray NONE seq=1
... -> B stray ICMP host-unreachable seq=300
`

test('nothing leaves on any interface outside the replay’s namespaces, nor inside on any but its own', () => {
  const hosts = 'host A 198.51.100.7:4000\nhost B 192.0.2.2:80'
  const states = ['CLOSED', 'LISTEN', 'ESTABLISHED', 'TIME_WAIT'].map(state =>
    state === 'CLOSED' || state === 'LISTEN' ? `given B ${state}` : `given B ${state} seq=300 ack=100`,
  )
  const texts = states.flatMap(given =>
    // Each stray in a run of its own: the first answer to one ends the run.
    STRAYS.trim()
      .split('\n')
      .flatMap(stray => [`${given}\n${stray}`, `${hosts}\n${given}\n${stray}`]),
  )
  const stack = `exec ${process.execPath} ${misbehaving} packets`
  const outside = measure({ texts, addresses: ADDRESSES, stack })
  expect(outside.after).toEqual(outside.before)
  expect(outside.control.out0).toBeGreaterThan(outside.after.out0 ?? Infinity)
  expect(Object.keys(outside.inside)).toContain('synfin0')
  const others = Object.entries(outside.inside).filter(([name]) => name !== 'synfin0')
  expect(others.filter(([, count]) => count > 0)).toEqual([])
  expect(outside.packets).toBeGreaterThan(texts.length * 3)
  expect(new Set(outside.peers)).toEqual(new Set(['kernel', 'stack']))
}, 120_000)

function measure(request: OutsideRequest): Outside {
  const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const { stdout, stderr, status } = spawnSync(
    'unshare',
    [...rights, '--net', '--', process.execPath, '--no-warnings', program],
    { input: JSON.stringify(request), encoding: 'utf8', timeout: 110_000 },
  )
  if (status !== 0) throw new Error(`the process outside ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}
