import type { DrawnTrace } from '@synfin/language-server/protocol'
import { firstLine } from './edge-label.ts'
import { type LineLink, linkTo, wordsOf } from './line-links.ts'
import { fitViewBox, svgElement, svgText } from './svg.ts'

/**
 * Finds the edges of a state diagram that an end took, sets them off from the others, and links each to the first
 * line that its label names (`A line 5`); and each state to where it is first reached.
 */
export function finishStates(svg: SVGSVGElement, { reached }: DrawnTrace['state']): readonly LineLink[] {
  const nodes = [...svg.querySelectorAll<SVGGElement>('g.node')]
  for (const node of nodes) finishNode(node)
  const states = nodes.flatMap(node => {
    const at = reached.find(({ state }) => isNodeOf(node, state))
    return at === undefined ? [] : [linkTo(node, at.line, wordsOf(node.querySelectorAll('text')))]
  })
  const links = [...svg.querySelectorAll<SVGElement>('.edgeLabels .label[data-id]')].flatMap(label => {
    const texts = [...label.querySelectorAll('tspan.text-outer-tspan, tspan.row')]
    const words = (texts.length > 0 ? texts : [label])
      .map(({ textContent }) => textContent?.trim())
      .join(', ')
    const line = firstLine(words)
    const edge = svg.querySelector(`path[data-id="${CSS.escape(label.dataset.id ?? '')}"]`)
    for (const part of [label, edge]) part?.classList.add(line === undefined ? 'untaken' : 'taken')
    return line === undefined ? [] : [linkTo(label, line, words)]
  })
  fitViewBox(svg, 8)
  return [...states, ...links].sort((one, other) => one.line - other.line)
}

/** Mermaid sets a node's lines flush left, and its colours past any style sheet. */
function finishNode(node: SVGGElement): void {
  for (const styled of node.querySelectorAll('[style]')) styled.removeAttribute('style')
  // A node's middle is its origin; its label is moved away from there.
  const label = node.querySelector<SVGGElement>('g.label')
  const moved = label?.transform.baseVal.consolidate()?.matrix.e ?? 0
  for (const text of label?.querySelectorAll('text') ?? []) {
    for (const line of text.querySelectorAll('tspan.text-outer-tspan')) line.setAttribute('x', String(-moved))
    text.setAttribute('text-anchor', 'middle')
  }
}

/** Marks where the ends are after the cursor's line. */
export function markStates(svg: SVGSVGElement, current: DrawnTrace['current']): void {
  for (const old of svg.querySelectorAll('.here')) old.remove()
  for (const node of svg.querySelectorAll<SVGGElement>('g.node')) {
    const here = current.find(({ state }) => isNodeOf(node, state))
    node.classList.toggle('current', here !== undefined)
    if (here === undefined) continue
    const shape = node.querySelector<SVGGraphicsElement>('rect, path')
    if (shape === null) continue
    const { x, y, width, height } = shape.getBBox()
    const words = `◂ ${here.ends.join(', ')}`
    const mark = svgElement('g', { class: 'here' })
    mark.append(svgText(words, { x: x + width + 6, y: y + height / 2 + 4 }))
    node.append(mark)
  }
}

function isNodeOf(node: SVGGElement, state: string): boolean {
  return new RegExp(`(^|-)state-${state}-\\d+$`).test(node.id)
}
