import type { ReplayPlan } from './replay-plan.ts'
import type { KeptStack, Peer } from './stack.ts'

/** Each rig takes three descriptors, of which a process has some thousand; closing one takes 30 ms. */
const CAPACITY = 192
/** A stack under test is a process of somebody's, of whatever size. */
const PROGRAMS = 8

/** A rig and who is on it. */
export interface PooledRig {
  readonly rig: KeptStack
  readonly key: string
  /** Whether only one run at a time can use it: its kernel's port is fixed. */
  readonly isExclusive: boolean
  users: number
  /** Whether a run has left something behind, such as the cookies of a fast open. */
  isSpoilt: boolean
}

/**
 * The rigs of one process, each with a namespace of its own: one per trace and kernel's end, kept for repetitions,
 * which take ports of their own. What a kernel's rig is, the program of a stack under test is too.
 */
export class RigPool {
  readonly #rigs: PooledRig[] = []

  /** A rig to play on, opened where none is idle; nothing while all are in use. Throws what opening it throws. */
  lease(
    peer: Peer,
    name: string,
    { needs, sockets, kernel }: ReplayPlan,
    open: () => KeptStack,
  ): PooledRig | undefined {
    const isExclusive = kernel.port !== undefined
    const key = JSON.stringify([name, isExclusive, needs, sockets])
    let pooled = this.#rigs.find(
      candidate =>
        candidate.key === key && !candidate.isSpoilt && (candidate.users === 0 || !candidate.isExclusive),
    )
    if (!pooled) {
      if (!this.#makeRoom(peer)) return undefined
      pooled = { rig: open(), key, isExclusive, users: 0, isSpoilt: sockets.fastOpen }
      this.#rigs.push(pooled)
    }
    pooled.users++
    return pooled
  }

  release(pooled: PooledRig, isClear: boolean): void {
    pooled.users--
    if (!isClear) pooled.isSpoilt = true
    if (pooled.isSpoilt && pooled.users === 0) this.#close(pooled)
  }

  /** Closes the oldest idle rig where there is no place for another. */
  #makeRoom(peer: Peer): boolean {
    const isNested = this.#rigs.every(({ rig }) => rig.isNested)
    const rivals = isNested ? this.#rigs.filter(({ rig }) => rig.peer === peer) : this.#rigs
    const capacity = peer === 'stack' ? PROGRAMS : CAPACITY
    if (rivals.length < (isNested ? capacity : 1)) return true
    const idle = rivals.find(({ users }) => users === 0)
    if (idle) this.#close(idle)
    return idle !== undefined
  }

  #close(pooled: PooledRig): void {
    this.#rigs.splice(this.#rigs.indexOf(pooled), 1)
    pooled.rig.close()
  }
}
