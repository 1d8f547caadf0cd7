import { describe, expect, test } from 'vitest'
import { readZoom, scaleOf, scrollToKeep, zoomBy } from '../../extension/webview/zoom.ts'

describe('zoom', () => {
  test('fits a wide diagram to the pane while it can be read, and leaves a narrow one as drawn', () => {
    expect(scaleOf('fit', 1000, 800)).toBe(0.8)
    expect(scaleOf('fit', 9000, 800)).toBe(0.5)
    expect(scaleOf('fit', 400, 500)).toBe(1)
    expect(scaleOf(2, 1000, 500)).toBe(2)
  })

  test('doubles in three steps and stays within its limits', () => {
    expect(zoomBy(zoomBy(zoomBy(1, 1), 1), 1)).toBeCloseTo(2)
    expect(zoomBy(8, 1)).toBe(8)
    expect(zoomBy(0.1, -1)).toBe(0.1)
  })

  test('keeps the point under the pointer where it is', () => {
    expect(scrollToKeep(100, 50, 2)).toBe(250)
    expect(scrollToKeep(0, 0, 2)).toBe(0)
  })

  test.each([[undefined], ['wide'], [Number.NaN]])('%s is no remembered scale', remembered => {
    expect(readZoom(remembered)).toBe('fit')
  })
})
