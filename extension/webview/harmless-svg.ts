/** The elements that our diagrams consist of. What can run, load or embed something is not among them. */
const KNOWN = new Set(
  'svg g defs marker symbol style title desc path line rect circle ellipse polygon polyline text tspan filter feDropShadow linearGradient stop'
    .split(' ')
    .map(name => name.toLowerCase()),
)

/**
 * Takes from a picture whatever could run script, load a resource or lead away. Mermaid escapes labels already: this
 * holds even where it should fail.
 */
export function harmless(svg: SVGSVGElement): SVGSVGElement {
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    if (!KNOWN.has(element.localName.toLowerCase())) element.remove()
    for (const { name, value } of [...element.attributes]) {
      if (isHarmful(name.toLowerCase(), value)) element.removeAttribute(name)
    }
    if (element.localName === 'style' && leadsAway(element.textContent ?? '')) element.remove()
  }
  return svg
}

function isHarmful(name: string, value: string): boolean {
  if (name.startsWith('on') || name === 'src') return true
  if (name === 'href' || name.endsWith(':href')) return !value.startsWith('#')
  return leadsAway(value)
}

/** Any `url()` but one of the picture's own parts, and any import. */
function leadsAway(style: string): boolean {
  return /@import/i.test(style) || /url\(\s*(?!["']?#)/i.test(style.replace(/\\[0-9a-f]{1,6}\s?/gi, '?'))
}
