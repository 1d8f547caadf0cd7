import type { Endpoint } from '@synfin/capture'
import type { State } from '@synfin/tcp'
import { KernelSockets } from './kernel-sockets.ts'
import type { Rig } from './rig.ts'
import type { SocketSettings } from './sockets.ts'
import type { Arrival, Link, Recorder, StrangePacket } from './stack.ts'
import { SystemError } from './system-error.ts'

/** The longest the thread is blocked at once. */
const SLICE_MILLISECONDS = 10

/** One run's part of a rig, whose namespace the thread is in. */
export class KernelLink implements Link {
  readonly sockets: KernelSockets
  readonly inbox: Arrival[]
  readonly strange: readonly StrangePacket[]
  readonly look = 2
  readonly timers = undefined
  readonly #rig: Rig
  readonly #local: Endpoint

  constructor(rig: Rig, local: Endpoint, settings: SocketSettings, record: Recorder | undefined) {
    this.#rig = rig
    this.#local = local
    this.sockets = new KernelSockets(local, settings)
    const { arrivals, strange } = rig.packets.open(local.port, record)
    this.inbox = arrivals
    this.strange = strange
  }

  now(): number {
    return performance.now()
  }

  send(packet: Buffer): void {
    this.#rig.packets.send(packet, this.#local.port)
    this.collect()
  }

  collect(): void {
    this.#rig.packets.collect()
  }

  await(milliseconds: number): void {
    this.#rig.packets.await(Math.min(milliseconds, SLICE_MILLISECONDS))
  }

  state(ours: Endpoint): State {
    return this.#rig.diag.state(this.#local, ours)
  }

  destroy(ours: Endpoint): boolean {
    try {
      this.#rig.diag.destroy(this.#local, ours)
      return true
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

  close(): void {
    this.#rig.packets.close(this.#local.port)
  }
}
