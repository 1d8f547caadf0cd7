/** How large a diagram is shown: as the pane's width allows as long as it can be read, or by a scale of the reader's. */
export type Zoom = 'fit' | number

const SMALLEST = 0.1
const LARGEST = 8
/** Below this scale nothing can be read: a wider diagram is scrolled. */
const READABLE = 0.5

/** The scale at which a diagram of a width is shown in a pane of a width, both in CSS pixels. */
export function scaleOf(zoom: Zoom, width: number, pane: number): number {
  return zoom === 'fit' ? Math.max(READABLE, Math.min(1, pane / Math.max(1, width))) : zoom
}

/** A step in or out of the scale shown now; three steps double it. */
export function zoomBy(scale: number, steps: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, scale * 2 ** (steps / 3)))
}

/** Where to scroll so that the point under the pointer stays there when the scale changes. */
export function scrollToKeep(scroll: number, pointer: number, ratio: number): number {
  return (scroll + pointer) * ratio - pointer
}

/** Reads what an earlier page remembered. */
export function readZoom(remembered: unknown): Zoom {
  if (typeof remembered !== 'number' || !Number.isFinite(remembered)) return 'fit'
  return Math.min(LARGEST, Math.max(SMALLEST, remembered))
}
