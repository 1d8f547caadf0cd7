import type { DrawnMessage } from './flights.ts'
import type { PlayedLine } from './messages.ts'
import { svgElement, svgText } from './svg.ts'

interface DrawnNote {
  readonly row: { readonly line: number }
  readonly note: SVGGElement
}

/** Colours every arrow that a replay has played, and writes time and state in a column on the right. */
export function markPlayed(
  svg: SVGSVGElement,
  messages: readonly DrawnMessage[],
  notes: readonly DrawnNote[],
  played: readonly PlayedLine[],
): void {
  if (played.length === 0) return
  const fared = new Map(played.map(line => [line.line, line]))
  const instead = new Set(messages.flatMap(({ row }) => (row.observed ? [row.line] : [])))
  const written = new Set<number>()
  const { x, width } = svg.getBBox()
  const column = svgElement('g', { class: 'played' })
  const write = (line: PlayedLine, { y: top, height }: DOMRect) => {
    if (written.has(line.line)) return
    written.add(line.line)
    const time = line.time === undefined ? '' : `  ${line.time}`
    // What came instead has an arrow of its own, which says it.
    const text = instead.has(line.line) ? '✖' : line.text
    const words = svgText(`${text}${time}`, { x: x + width + 20, y: top + height / 2 + 4 })
    words.classList.add(line.verdict)
    column.append(words)
  }
  for (const { row, arrow, texts } of messages) {
    const line = fared.get(row.line)
    if (line === undefined) continue
    const verdict = row.observed ? 'failed' : line.verdict
    colour(svg, arrow, verdict)
    if (row.observed) for (const text of texts) text.classList.add('failed')
    else {
      if (line.verdict === 'failed' && line.differences.length > 0)
        for (const text of texts) text.classList.add('instead')
      write(line, arrow.getBBox())
    }
  }
  for (const { row, note } of notes) {
    const line = fared.get(row.line)
    if (line === undefined) continue
    write(line, note.getBBox())
  }
  svg.append(column)
}

/** An arrow's head is a marker that all arrows share, so a coloured one gets its own. */
function colour(svg: SVGSVGElement, arrow: SVGGraphicsElement, verdict: PlayedLine['verdict']): void {
  if (verdict === 'skipped') return
  arrow.classList.add(verdict)
  const id = /url\(["']?#([^"')]+)/.exec(arrow.getAttribute('marker-end') ?? '')?.[1]
  const marker = id && svg.querySelector(`#${CSS.escape(id)}`)
  if (!marker) return
  const own = `${id}-${verdict}`
  if (!svg.querySelector(`#${CSS.escape(own)}`)) {
    const copy = marker.cloneNode(true) as Element
    copy.id = own
    copy.classList.add(verdict)
    marker.after(copy)
  }
  arrow.setAttribute('marker-end', `url(#${own})`)
}
