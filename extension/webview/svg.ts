const SVG = 'http://www.w3.org/2000/svg'

/** An element of a picture, with attributes. */
export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}

/** A text of its own, never read as markup. */
export function svgText(text: string, attributes: Readonly<Record<string, string | number>>): SVGTextElement {
  const element = svgElement('text', attributes)
  element.textContent = text
  return element
}

/** Makes a picture as large as what has been drawn into it, which must be in the document for that. */
export function fitViewBox(svg: SVGSVGElement, margin: number): void {
  const { x, y, width, height } = svg.getBBox()
  const before = svg.viewBox.baseVal
  const left = Math.min(before.x, x - margin)
  const top = Math.min(before.y, y - margin)
  const right = Math.max(before.x + before.width, x + width + margin)
  const bottom = Math.max(before.y + before.height, y + height + margin)
  svg.setAttribute('viewBox', `${left} ${top} ${right - left} ${bottom - top}`)
}
