/** What the extension and the page of its preview say to each other. Lines count from 1. */
import type { DrawnTrace, TraceHeading } from '@synfin/language-server/protocol'

/** Extension to page. */
export type ToPage = ShowTrace | ShowNothing | ShowCursor | AskPicture

/** Draw this trace. */
export interface ShowTrace {
  readonly kind: 'trace'
  /** The document's name, for titles and labels. */
  readonly document: string
  /** All traces of the document, to choose from; the one to draw is `drawn.index`. */
  readonly traces: readonly TraceHeading[]
  readonly drawn: DrawnTrace
  /** The cursor's line. */
  readonly cursor: number
  /** How numbers are shown. */
  readonly numbers: NumbersShown
  /** Whether a replay of this very text tells live numbers. */
  readonly hasLive: boolean
  /** The last replay of the trace; absent without one. */
  readonly replay: ShownReplay | undefined
}

/** How sequence numbers can be shown: in the trace's symbols, counted from the initial ones, or as they were on the wire. */
export const NUMBERS = ['written', 'relative', 'live'] as const
export type NumbersShown = (typeof NUMBERS)[number]

/** What the last replay of a trace brought. */
export interface ShownReplay {
  /** The text has changed since: then only the runs' verdicts are told. */
  readonly isOutdated: boolean
  readonly runs: readonly ShownRun[]
  readonly lines: readonly PlayedLine[]
}

/** How one run fared; `milliseconds` are those that the kernel and the wire took. */
export interface ShownRun {
  /** The end that the kernel played, or the model in its place. */
  readonly kernel: string
  readonly peer: string
  readonly verdict: 'passed' | 'failed' | 'skipped'
  readonly reason: string | undefined
  readonly milliseconds: number
}

/** How a line fared in all runs. */
export interface PlayedLine {
  readonly line: number
  readonly verdict: 'passed' | 'failed' | 'skipped'
  /** In a few words: the kernel's state, or what it did instead. */
  readonly text: string
  /** When it was on the wire, as `+0.4 ms` since the first packet; absent where no packet was captured. */
  readonly time: string | undefined
  /** One for each run in which it did not go as written. */
  readonly differences: readonly Difference[]
}

/** What the trace says beside what the kernel did. */
export interface Difference {
  readonly headline: string
  readonly expected: string
  readonly observed: string
}

/** There is nothing to draw; the reason is shown instead. */
export interface ShowNothing {
  readonly kind: 'nothing'
  readonly reason: string
}

/** The cursor moved within the trace that is drawn. */
export interface ShowCursor {
  readonly kind: 'cursor'
  readonly line: number
}

/** A command asks for the picture that is shown. */
export interface AskPicture {
  readonly kind: 'picture'
  readonly action: PictureAction
}

/** The diagrams of the preview, one a tab. */
export const TABS = ['sequence', 'state', 'header'] as const
export type Tab = (typeof TABS)[number]

/** What can be done with the picture as it is shown; only the page has it. */
export const PICTURE_ACTIONS = ['save-svg', 'save-png', 'copy-svg'] as const
export type PictureAction = (typeof PICTURE_ACTIONS)[number]

/** What can be done with the diagram's Mermaid text. */
const TEXT_ACTIONS = ['save-mermaid', 'copy-mermaid', 'copy-markdown', 'open-mermaid'] as const
export type TextAction = (typeof TEXT_ACTIONS)[number]

/** Page to extension. */
export type FromPage =
  /** The page listens now, after loading for the first time or again. */
  | { readonly kind: 'ready' }
  /** The reader chose what stands on this line. */
  | { readonly kind: 'reveal'; readonly line: number }
  /** The reader chose the trace that begins on this line. */
  | { readonly kind: 'choose'; readonly line: number }
  /** The page shows another diagram of the trace. */
  | { readonly kind: 'tab'; readonly tab: Tab }
  /** The reader chose how to show numbers. */
  | { readonly kind: 'numbers'; readonly numbers: NumbersShown }
  /** The picture, as SVG or as a PNG in base64, for the action. */
  | { readonly kind: 'picture'; readonly action: PictureAction; readonly tab: Tab; readonly data: string }
  /** The reader wants the diagram's text. */
  | { readonly kind: 'text'; readonly action: TextAction; readonly tab: Tab }

/** A picture larger than this is none of ours. */
const LARGEST_PICTURE = 100_000_000

/** Reads a message from the page, which is trusted no more than any web page; undefined if it is none of ours. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { kind, line, numbers, action, tab, data } = message as Readonly<Record<string, unknown>>
  if (kind === 'ready') return { kind }
  if ((kind === 'reveal' || kind === 'choose') && isLine(line)) return { kind, line }
  if (kind === 'numbers' && isOneOf(NUMBERS, numbers)) return { kind, numbers }
  if (!isOneOf(TABS, tab)) return undefined
  if (kind === 'tab') return { kind, tab }
  if (kind === 'text' && isOneOf(TEXT_ACTIONS, action)) return { kind, action, tab }
  if (kind === 'picture' && isOneOf(PICTURE_ACTIONS, action) && isPicture(data))
    return { kind, action, tab, data }
  return undefined
}

function isLine(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

function isPicture(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LARGEST_PICTURE
}

function isOneOf<T extends string>(known: readonly T[], value: unknown): value is T {
  return known.includes(value as T)
}
