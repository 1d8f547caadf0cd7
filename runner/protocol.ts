/** What the process that starts a replay and the process that plays it say to each other. */
import type { CheckedTrace, Language } from '@synfin/trace'
import type { PlayOptions } from './play-options.ts'
import type { ReplayRun } from './replay-run.ts'
import type { Unavailability } from './unavailable.ts'

export type ToChild =
  /** The language of all it says from now on. */
  | { readonly kind: 'speak'; readonly language: Pick<Language, 'id' | 'texts'> }
  /** A trace to keep: however often it is played, it is sent once. */
  | { readonly kind: 'trace'; readonly traceId: number; readonly trace: CheckedTrace }
  | { readonly kind: 'forget'; readonly traceId: number }
  | { readonly kind: 'play'; readonly id: number; readonly traceId: number; readonly options: PlayOptions }

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'playing'; readonly id: number }
  /** The process group of a stack's program, which is to end with the child at the latest. */
  | { readonly kind: 'program'; readonly pid: number; readonly isRunning: boolean }
  | { readonly kind: 'played'; readonly id: number; readonly run: ReplayRun }
  | { readonly kind: 'unavailable'; readonly id: number; readonly cause: Unavailability }
