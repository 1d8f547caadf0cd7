import type { DrawnTrace } from '@synfin/language-server/protocol'
import type { DrawnMessage } from './flights.ts'
import { svgElement, svgText } from './svg.ts'

type States = NonNullable<DrawnTrace['sequence']['initial']>

/** How far from its lifeline a state stands. */
const GAP = 12

/**
 * Writes the state of both ends beside each arrow, as textbooks and RFC 9293's figures do: set off where the line brought
 * it, quiet where it stays.
 */
export function drawBeside(
  svg: SVGSVGElement,
  initial: States | undefined,
  messages: readonly DrawnMessage[],
): void {
  const [left, right] = lifelines(svg)
  if (initial === undefined || left === undefined || right === undefined) return
  const column = svgElement('g')
  const write = (states: States, y: number, line: number) => {
    const both = [state(states[0], 0, left - GAP, y), state(states[1], 1, right + GAP, y)]
    for (const one of both) one.dataset.line = String(line)
    column.append(...both)
  }
  const boxes = [...svg.querySelectorAll<SVGGraphicsElement>('rect.actor-top')].map(box => box.getBBox())
  const [leftBox, rightBox] = boxes.sort((one, other) => one.x - other.x)
  if (leftBox && rightBox) {
    const y = leftBox.y + leftBox.height / 2 + 4
    column.append(
      state(initial[0], 0, leftBox.x - GAP, y),
      state(initial[1], 1, rightBox.x + rightBox.width + GAP, y),
    )
  }
  for (const { row, arrow } of messages) {
    if (row.states === undefined) continue
    const box = arrow.getBBox()
    write(row.states, box.y + box.height / 2 + 4, row.line)
  }
  svg.append(column)
}

function lifelines(svg: SVGSVGElement): readonly number[] {
  const lines = [...svg.querySelectorAll<SVGLineElement>('[data-et="life-line"]')]
  return lines.map(line => line.x1.baseVal.value).sort((one, other) => one - other)
}

function state({ state, isNew }: States[number], end: 0 | 1, x: number, y: number): SVGElement {
  const group = svgElement('g', { class: isNew ? `beside new end${end}` : 'beside' })
  group.append(svgText(state, { x, y, 'text-anchor': end === 0 ? 'end' : 'start' }))
  return group
}
