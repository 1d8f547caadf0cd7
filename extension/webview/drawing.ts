import { say } from '@synfin/trace'
import mermaid from 'mermaid'
import { harmless } from './harmless-svg.ts'
import { pictureStyle } from './picture-style.ts'
import { type Palette, themeVariables } from './theme.ts'

const SVG = 'http://www.w3.org/2000/svg'

/**
 * What no diagram of ours contains, as every label is escaped: settings, front matter, markup but line breaks, links and
 * callbacks.
 */
const FOREIGN = /%%|^---|<(?!br\/>)|^\s*(?:click|links?|properties|details)\b/m

let drawings = 0
let drawnWith = ''

/**
 * Draws Mermaid text as an SVG of its natural size, with a style sheet of its own.
 *
 * @param bitWidth of a header, in CSS pixels
 * @throws whatever Mermaid says of a text it cannot draw
 */
export async function draw(text: string, colours: Palette, bitWidth = 32): Promise<SVGSVGElement> {
  if (FOREIGN.test(text)) throw new Error(say`this is no diagram of Synfin`)
  initialize(colours, bitWidth)
  drawings += 1
  const id = `drawing-${drawings}`
  const { svg } = await mermaid.render(id, text)
  const element = parse(svg)
  element.removeAttribute('style')
  // What stands behind Mermaid's own style sheet, and in the page's, is to count.
  for (const own of element.querySelectorAll('style'))
    own.textContent = own.textContent?.replaceAll('!important', '') ?? ''
  const style = document.createElementNS(SVG, 'style')
  style.textContent = pictureStyle(id, colours)
  element.append(style)
  return element
}

function initialize(colours: Palette, bitWidth: number): void {
  const wanted = JSON.stringify([colours, bitWidth])
  if (wanted === drawnWith) return
  drawnWith = wanted
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    htmlLabels: false,
    layout: 'dagre',
    look: 'classic',
    theme: 'base',
    themeVariables: themeVariables(colours),
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
    packet: { bitWidth, rowHeight: 44, paddingX: 0, paddingY: 8, showBits: true },
  })
}

/** In an SVG that Mermaid has cleaned (`securityLevel: 'strict'`) and we clean again. */
function parse(svg: string): SVGSVGElement {
  const template = document.createElement('template')
  template.innerHTML = svg
  const element = template.content.querySelector('svg')
  if (element === null) throw new Error(say`Mermaid drew nothing`)
  return harmless(element)
}
