import { say } from '@synfin/trace'
import { svgElement } from './svg.ts'

/** Canvases beyond this many pixels a browser refuses. */
const MOST_PIXELS = 48_000_000
const LONGEST_SIDE = 16_000

/** The picture as a file of its own: with a background, and nothing in it that only the page needs. */
export function svgFile(picture: SVGSVGElement, background: string): string {
  const svg = picture.cloneNode(true) as SVGSVGElement
  for (const element of svg.querySelectorAll('*')) {
    for (const name of ['tabindex', 'role', 'aria-label', 'aria-hidden', 'data-line'])
      element.removeAttribute(name)
    element.classList.remove('target', 'current', 'match', 'found')
    if (element.classList.length === 0) element.removeAttribute('class')
  }
  const { x, y, width, height } = picture.viewBox.baseVal
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  svg.removeAttribute('tabindex')
  svg.prepend(svgElement('rect', { x, y, width, height, fill: background }))
  return new XMLSerializer().serializeToString(svg)
}

/**
 * Draws the picture as a PNG, twice as fine as on the screen, less so where it is very large.
 *
 * @throws where the browser cannot
 */
export async function pngFile(picture: SVGSVGElement, background: string): Promise<HTMLCanvasElement> {
  const { width, height } = picture.viewBox.baseVal
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(picture, background))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error(say`this browser draws no pictures`)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Puts a picture on the clipboard, which the browser allows only while the page has the focus. */
export async function copyPng(canvas: HTMLCanvasElement): Promise<void> {
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error(say`this browser makes no PNG`)
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
}
