import type { State } from '@synfin/tcp'
import type { Endpoint } from './endpoint.ts'
import { KernelSockets } from './kernel-sockets.ts'
import type { Rig } from './rig.ts'
import type { SocketSettings } from './sockets.ts'
import type { Arrival, Link, Recorder } from './stack.ts'
import { SystemError } from './system-error.ts'

/** The longest the thread is blocked at once. */
const SLICE_MILLISECONDS = 10

/** One run's part of a rig. Enters the rig. */
export class KernelLink implements Link {
  readonly sockets: KernelSockets
  readonly inbox: Arrival[]
  readonly look = 2
  readonly timers = undefined
  readonly #rig: Rig
  readonly #local: Endpoint

  constructor(rig: Rig, local: Endpoint, settings: SocketSettings, record: Recorder | undefined) {
    rig.enter()
    this.#rig = rig
    this.#local = local
    this.sockets = new KernelSockets(local, settings)
    this.inbox = rig.openInbox(local.port, record)
  }

  now(): number {
    return performance.now()
  }

  send(packet: Buffer): void {
    this.#rig.send(packet, this.#local.port)
  }

  collect(): void {
    this.#rig.collect()
  }

  await(milliseconds: number): void {
    this.#rig.await(Math.min(milliseconds, SLICE_MILLISECONDS))
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
    this.#rig.closeInbox(this.#local.port)
  }
}
