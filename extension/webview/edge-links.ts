import { describe, type LineLink } from './line-links.ts'

/**
 * Finds the edges of a state diagram that an end took, sets them off from the others, and links each to the first
 * line that its label names (`A line 5`).
 */
export function linkEdges(svg: SVGSVGElement): readonly LineLink[] {
  return [...svg.querySelectorAll<SVGElement>('.edgeLabels .label[data-id]')].flatMap(label => {
    const line = /\blines? (\d+)/.exec(label.textContent ?? '')?.[1]
    const edge = svg.querySelector(`path[data-id="${CSS.escape(label.dataset.id ?? '')}"]`)
    for (const part of [label, edge]) part?.classList.add(line === undefined ? 'untaken' : 'taken')
    if (line === undefined) return []
    label.classList.add('target')
    const texts = [...label.querySelectorAll('p')].flatMap(text =>
      [...text.childNodes].map(node => node.textContent),
    )
    describe(label, Number(line), texts)
    return [{ line: Number(line), element: label }]
  })
}
