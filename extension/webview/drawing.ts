import mermaid from 'mermaid'
import { hasDarkTheme, themeVariables } from './theme.ts'

let drawings = 0

/**
 * Draws Mermaid text as an SVG of its natural size.
 *
 * @throws whatever Mermaid says of a text it cannot draw
 */
export async function draw(text: string): Promise<SVGSVGElement> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    layout: 'dagre',
    look: 'classic',
    theme: 'base',
    themeVariables: themeVariables(getComputedStyle(document.body), hasDarkTheme(document.body)),
    maxTextSize: 2_000_000,
    maxEdges: 10_000,
    fontSize: 14,
    sequence: {
      diagramMarginX: 24,
      diagramMarginY: 12,
      messageMargin: 30,
      noteMargin: 8,
      height: 40,
      width: 140,
      mirrorActors: true,
      messageFontSize: 14,
      noteFontSize: 13,
      actorFontSize: 15,
    },
  })
  drawings += 1
  const { svg } = await mermaid.render(`drawing-${drawings}`, text)
  const element = parse(svg)
  const { width, height } = element.viewBox.baseVal
  element.removeAttribute('style')
  element.dataset.width = String(width)
  element.dataset.height = String(height)
  return element
}

/** In an SVG that Mermaid has cleaned (`securityLevel: 'strict'`); script in it would not run under the page's policy. */
function parse(svg: string): SVGSVGElement {
  const template = document.createElement('template')
  template.innerHTML = svg
  const element = template.content.querySelector('svg')
  if (element === null) throw new Error('Mermaid drew nothing')
  return element
}
