import type { Peer } from './stack.ts'

/** How one trace is to be played. */
export interface PlayOptions {
  readonly file: string
  /** The end the kernel plays. */
  readonly kernel: string
  /** Whether `2msl` takes its 60 s. */
  readonly isRealTime: boolean
  /** Whether to keep every packet. */
  readonly isCaptured: boolean
  /** The command of the stack that plays that end in place of the kernel. */
  readonly stack?: string | undefined
  /** Whether the kernel's lines are still to be written: no later line says what its application means. */
  readonly isRecorded?: boolean
}

/** Who plays the end that is not ours, where it is not the model. */
export function peerFor({ stack }: Pick<PlayOptions, 'stack'>): Peer {
  return stack === undefined ? 'kernel' : 'stack'
}
