import { closeSync, openSync } from 'node:fs'
import { enterNetworkNamespace, enterNewNetworkNamespace } from './system-calls.ts'
import { SystemError } from './system-error.ts'

/** A network namespace that the thread can be in: what it opens or starts there belongs to it. */
export class Namespace {
  /** Whether it was made for this; otherwise it is the one the process was in. */
  readonly isNested: boolean
  readonly #descriptor: number

  /** The one the thread is in. */
  static #entered: Namespace | undefined

  /** Enters a new namespace where the process may create one, else stays in the one it is in. */
  static enterNew(): Namespace {
    const namespace = new Namespace(enterOwn())
    Namespace.#entered = namespace
    return namespace
  }

  private constructor(isNested: boolean) {
    this.isNested = isNested
    // Synchronous: a thread of the pool would see the namespace the process started in.
    this.#descriptor = openSync('/proc/self/ns/net', 'r')
  }

  enter(): void {
    if (Namespace.#entered === this) return
    enterNetworkNamespace(this.#descriptor)
    Namespace.#entered = this
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** Where no namespace may be made inside this one, ports of their own keep the runs apart. */
function enterOwn(): boolean {
  try {
    enterNewNetworkNamespace()
    return true
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}
