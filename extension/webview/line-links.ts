/** A part of the diagram that stands for a line of the trace. */
export interface LineLink {
  readonly line: number
  readonly element: SVGElement
}

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Finds every message and note of a sequence diagram and makes it a target for pointer and keyboard.
 *
 * Mermaid marks messages and notes but not their texts: those of a message are the ones drawn just before its arrow.
 * The diagram must be in the document, because a hidden one has no measures.
 */
export function linkLines(
  svg: SVGSVGElement,
  messageLines: readonly number[],
  noteLines: readonly number[],
): readonly LineLink[] {
  return [...linkMessages(svg, messageLines), ...linkNotes(svg, noteLines)].sort(byHeight)
}

function linkMessages(svg: SVGSVGElement, lines: readonly number[]): LineLink[] {
  const links: LineLink[] = []
  let texts: SVGTextElement[] = []
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('text.messageText, [data-et="message"]')) {
    if (element instanceof SVGTextElement) {
      texts.push(element)
      continue
    }
    const line = lines[links.length]
    if (line === undefined) break
    for (const text of texts) colourSign(text, text)
    const target = targetUnder([...texts, element])
    describe(
      target,
      line,
      texts.map(text => text.textContent),
    )
    const first = texts[0] ?? element
    first.before(target)
    links.push({ line, element: target })
    texts = []
  }
  return links
}

function linkNotes(svg: SVGSVGElement, lines: readonly number[]): LineLink[] {
  return [...svg.querySelectorAll<SVGGElement>('g[data-et="note"]')].flatMap((note, index) => {
    const line = lines[index]
    if (line === undefined) return []
    const texts = [...note.querySelectorAll('text')]
    for (const text of texts) colourSign(note, text)
    note.classList.add('target')
    describe(
      note,
      line,
      texts.map(text => text.textContent),
    )
    return [{ line, element: note }]
  })
}

/** An invisible area behind a message's arrow and texts, that can be hit, focused and highlighted. */
function targetUnder(parts: readonly SVGGraphicsElement[]): SVGElement {
  const boxes = parts.map(part => part.getBBox())
  const left = Math.min(...boxes.map(box => box.x)) - 4
  const top = Math.min(...boxes.map(box => box.y)) - 4
  const right = Math.max(...boxes.map(box => box.x + box.width)) + 4
  const bottom = Math.max(...boxes.map(box => box.y + box.height)) + 6
  const target = document.createElementNS(SVG, 'rect')
  for (const [name, value] of Object.entries({
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    rx: 4,
  }))
    target.setAttribute(name, String(value))
  target.classList.add('target')
  return target
}

/** Says what a target is, to a reader who hears the page. */
export function describe(target: SVGElement, line: number, texts: readonly (string | null)[]): void {
  target.setAttribute('role', 'button')
  target.setAttribute('tabindex', '-1')
  target.setAttribute('aria-label', `Line ${line}: ${texts.filter(text => text).join(', ')}`)
}

/** Findings carry a sign; here they get a colour too. */
function colourSign(marked: SVGElement, text: SVGTextElement): void {
  const words = text.textContent ?? ''
  if (words.includes('✖')) marked.classList.add('error')
  else if (words.includes('⚠')) marked.classList.add('warning')
}

function byHeight(one: LineLink, other: LineLink): number {
  return one.element.getBoundingClientRect().top - other.element.getBoundingClientRect().top
}
