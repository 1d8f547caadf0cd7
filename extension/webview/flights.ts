import type { DrawnTrace } from '@synfin/language-server/protocol'
import { svgElement } from './svg.ts'

/** A message as Mermaid drew it. */
export interface DrawnMessage {
  readonly row: DrawnTrace['sequence']['rows'][number] & { readonly kind: 'message' }
  readonly arrow: SVGGraphicsElement
  readonly texts: readonly SVGTextElement[]
}

/** How far along its arrow a segment is seen that is lost, that goes into the network, or that comes out of it. */
const LOST = 0.62
const INTO = 0.3
const OUT_OF = 0.7
/** Where a stray comes from, which nobody sent. */
const NOWHERE = 0.4

/**
 * Draws what the network does: a lost segment ends on its way, and one in flight goes down, as time does, from the line
 * on which it departs to the one on which it arrives.
 */
export function drawFlights(svg: SVGSVGElement, messages: readonly DrawnMessage[]): void {
  const departures = new Map<string, SVGLineElement>()
  const ground = messages[0]?.texts[0] ?? messages[0]?.arrow
  for (const { row, arrow, texts } of messages) {
    if (!(arrow instanceof SVGLineElement) || row.journey === undefined) continue
    if (row.journey === 'lost') endAt(arrow, LOST)
    if (row.journey === 'stray') beginAt(arrow, NOWHERE)
    if (row.journey === 'departs') {
      endAt(arrow, INTO)
      arrow.removeAttribute('marker-end')
      leanOn(texts, arrow, 'start')
      if (row.mark !== undefined) departures.set(row.mark, arrow)
    }
    if (row.journey === 'arrives') {
      leanOn(texts, arrow, 'end')
      beginAt(arrow, OUT_OF)
      const departure = departures.get(row.mark ?? '')
      if (departure === undefined) continue
      // Below all labels, which stay legible where it crosses them.
      ground?.before(flight(departure, arrow))
      svg.classList.add('crossed')
      departures.delete(row.mark ?? '')
    }
  }
  for (const departure of departures.values()) ground?.before(stillInFlight(departure))
}

function endAt(arrow: SVGLineElement, part: number): void {
  const { x1, x2 } = ends(arrow)
  arrow.setAttribute('x2', String(x1 + part * (x2 - x1)))
}

function beginAt(arrow: SVGLineElement, part: number): void {
  const { x1, x2 } = ends(arrow)
  arrow.setAttribute('x1', String(x1 + part * (x2 - x1)))
}

/** Puts the texts of an arrow beside the lifeline that it leaves or reaches. */
function leanOn(texts: readonly SVGTextElement[], arrow: SVGLineElement, end: 'start' | 'end'): void {
  const { x1, x2 } = ends(arrow)
  const goesRight = x2 > x1
  const at = (end === 'start' ? x1 : x2) + (goesRight === (end === 'start') ? 10 : -10)
  for (const text of texts) {
    text.setAttribute('x', String(at))
    for (const span of text.querySelectorAll('tspan')) span.setAttribute('x', String(at))
    text.style.textAnchor = goesRight === (end === 'start') ? 'start' : 'end'
  }
}

function flight(departure: SVGLineElement, arrival: SVGLineElement): SVGElement {
  const from = ends(departure)
  const to = ends(arrival)
  return svgElement('path', { class: 'flight', d: `M ${from.x2} ${from.y} L ${to.x1} ${to.y}` })
}

/** Nobody knows yet when it arrives. */
function stillInFlight(departure: SVGLineElement): SVGElement {
  const { x1, x2, y } = ends(departure)
  return svgElement('path', { class: 'flight', d: `M ${x2} ${y} l ${(x2 - x1) * 0.7} 22` })
}

function ends(arrow: SVGLineElement): { readonly x1: number; readonly x2: number; readonly y: number } {
  return { x1: arrow.x1.baseVal.value, x2: arrow.x2.baseVal.value, y: arrow.y1.baseVal.value }
}
