import type { DrawnTrace } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import { fitViewBox, svgElement, svgText } from './svg.ts'
import { textElement } from './text-element.ts'

type Header = DrawnTrace['header']
type DrawnHeader = Extract<Header, { readonly text: string }>

/** Bits in a row of the diagram. */
const WORD = 32

/** CSS pixels around the picture, of a bit where there is room, and of one that a letter still fits into. */
const MARGIN = 12
const WIDEST_BIT = 32
const NARROWEST_BIT = 8

/** How wide a bit is so that a row fits into a pane, both in CSS pixels; names are as large as ever, and broken. */
export function bitWidthIn(pane: number): number {
  const room = Math.floor((pane - 2 * MARGIN - 2) / WORD)
  return Math.min(WIDEST_BIT, Math.max(NARROWEST_BIT, room))
}

/** Writes each field's name above its value, sets off the bits that are set, and counts bits within their word. */
export function finishHeader(svg: SVGSVGElement, { fields }: DrawnHeader): void {
  const labelled = new Map(fields.map(field => [`${field.name} = ${field.value}`, field]))
  let lower = 0
  for (const row of svg.querySelectorAll<SVGGElement>(':scope > g')) {
    row.setAttribute('transform', `translate(0 ${lower})`)
    lower += finishRow(row, labelled)
  }
  fitViewBox(svg, MARGIN)
}

type Field = DrawnHeader['fields'][number]

/** Finishes the blocks of a word; says by how much it has become higher, for names that need several lines. */
function finishRow(row: SVGGElement, labelled: ReadonlyMap<string, Field>): number {
  const labels = [...row.querySelectorAll<SVGTextElement>('text.packetLabel')]
  const blocks = labels.map(label => writtenBlock(label, labelled.get(label.textContent ?? '')))
  const most = Math.max(1, ...blocks.map(({ lines }) => lines))
  for (const { rect, texts, lines } of blocks) {
    rect.setAttribute('height', String(Number(rect.getAttribute('height')) + (most - 1) * LINE_HEIGHT))
    for (const text of texts)
      text.setAttribute('transform', `translate(0 ${((most - lines) * LINE_HEIGHT) / 2})`)
  }
  return (most - 1) * LINE_HEIGHT
}

/** CSS pixels from one line of a name to the next. */
const LINE_HEIGHT = 11

interface Block {
  readonly rect: Element
  readonly texts: readonly SVGTextElement[]
  /** Of its name. */
  readonly lines: number
}

/** Puts name and value in the place of Mermaid's label, which stands behind its block. */
function writtenBlock(label: SVGTextElement, field: Field | undefined): Block {
  const rect = label.previousElementSibling as Element
  const { name, value, bits } = field ?? { name: label.textContent ?? '', value: '', bits: WORD }
  const [x, middle] = [label.getAttribute('x') ?? 0, Number(label.getAttribute('y'))]
  const nameText = svgText('', { y: middle - 6, 'text-anchor': 'middle', class: 'packetName' })
  const valueText = svgText(value, { x, 'text-anchor': 'middle', class: 'packetValue' })
  const numbers = numbersBehind(label)
  label.replaceWith(nameText, valueText)
  if (bits === 1 && value === '1') for (const part of [rect, nameText, valueText]) part.classList.add('set')
  const width = Number(rect.getAttribute('width'))
  for (const number of numbers) finishNumber(number, width)
  const room = width - Math.min(4, width / 8)
  const lines = brokenName(name, bits, line => widthOf(nameText, line) <= room)
  nameText.replaceChildren(
    ...lines.map((line, index) => {
      const part = svgElement('tspan', { x, dy: index === 0 ? 0 : LINE_HEIGHT })
      part.textContent = line
      return part
    }),
  )
  valueText.setAttribute('y', String(middle + 12 + (lines.length - 1) * LINE_HEIGHT))
  for (const part of [...nameText.children, valueText]) shrink(part as SVGTextContentElement, room)
  return { rect, texts: [nameText, valueText], lines: lines.length }
}

/**
 * A name in lines that fit: broken at spaces and behind Chinese characters, that of a control bit behind every letter,
 * as RFC 9293 Figure 1 writes it.
 */
function brokenName(name: string, bits: number, fits: (line: string) => boolean): readonly string[] {
  if (fits(name)) return [name]
  if (bits === 1) return [...name]
  const lines: string[] = []
  for (const word of name.split(/(?<=\s|\p{Script=Han})/u)) {
    const longer = (lines.at(-1) ?? '') + word
    if (lines.length > 0 && fits(longer.trimEnd())) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map(line => line.trimEnd())
}

function widthOf(text: SVGTextElement, words: string): number {
  text.textContent = words
  return text.getComputedTextLength()
}

/** Mermaid's numbers of a block's first and last bit. */
function numbersBehind(label: SVGTextElement): readonly SVGTextElement[] {
  const numbers: SVGTextElement[] = []
  for (let next = label.nextElementSibling; next?.matches('text.packetByte'); next = next.nextElementSibling)
    numbers.push(next as SVGTextElement)
  return numbers
}

/** The number of a block's first bit stays, if it does not reach into the next block, and that of a word's last. */
function finishNumber(number: SVGTextElement, room: number): void {
  const bit = Number(number.textContent) % WORD
  number.textContent = String(bit)
  const isWithin = number.classList.contains('end') && bit !== WORD - 1
  if (isWithin || number.getComputedTextLength() > room) number.remove()
}

function shrink(text: SVGTextContentElement, room: number): void {
  if (text.getComputedTextLength() > room) {
    text.setAttribute('textLength', String(room))
    text.setAttribute('lengthAdjust', 'spacingAndGlyphs')
  }
}

/** The fields as a table, for whoever would rather read than look. */
export function headerTable({ fields, title, remark }: DrawnHeader): HTMLElement {
  const table = document.createElement('table')
  const about = remark === '' ? say`TCP header of ${title}` : say`TCP header of ${title}. ${remark}`
  const head = row('th', [say`Field`, say`Bits`, say`Value`, say`Meaning`])
  table.append(
    textElement('caption', about),
    head,
    ...fields.map(({ name, bits, value, note }) => row('td', [name, String(bits), value, note])),
  )
  return table
}

function row(cell: 'th' | 'td', texts: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr')
  row.append(...texts.map(text => textElement(cell, text)))
  return row
}
