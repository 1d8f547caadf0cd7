import type { ReplayPlan } from './replay-plan.ts'
import { Rig } from './rig.ts'

/** Each rig takes two descriptors, of which a process has some thousand. */
const CAPACITY = 64

interface PooledRig {
  readonly rig: Rig
  readonly key: string
  /** Whether only one run at a time can use it: its kernel's port is fixed. */
  readonly isExclusive: boolean
  users: number
  /** Whether a run has left something behind. */
  isSpoilt: boolean
}

/**
 * The rigs of one process, each with a namespace of its own: one per trace and kernel's end, kept for repetitions,
 * which take ports of their own.
 */
export class RigPool {
  readonly #rigs: PooledRig[] = []

  /** A rig to play on; nothing while all are in use. Throws SettingRefused, NoDevice or SystemError. */
  lease(name: string, { needs, kernel }: ReplayPlan): PooledRig | undefined {
    const isExclusive = kernel.port !== undefined
    const key = JSON.stringify([name, isExclusive, needs])
    let pooled = this.#rigs.find(
      candidate =>
        candidate.key === key && !candidate.isSpoilt && (candidate.users === 0 || !candidate.isExclusive),
    )
    if (!pooled) {
      if (!this.#makeRoom()) return undefined
      pooled = { rig: Rig.open(needs), key, isExclusive, users: 0, isSpoilt: false }
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
  #makeRoom(): boolean {
    const isNested = this.#rigs.every(({ rig }) => rig.isNested)
    if (this.#rigs.length < (isNested ? CAPACITY : 1)) return true
    const idle = this.#rigs.find(({ users }) => users === 0)
    if (idle) this.#close(idle)
    return idle !== undefined
  }

  #close(pooled: PooledRig): void {
    this.#rigs.splice(this.#rigs.indexOf(pooled), 1)
    pooled.rig.close()
  }
}

export type { PooledRig }
