import type { DrawnTrace } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import { fitViewBox, svgText } from './svg.ts'

type Header = DrawnTrace['header']
export type DrawnHeader = Extract<Header, { readonly text: string }>

/** Writes each field's name above its value, sets off the bits that are set, and counts bits within their word. */
export function finishHeader(svg: SVGSVGElement, { fields }: DrawnHeader): void {
  const names = new Map(fields.map(field => [`${field.name} = ${field.value}`, field]))
  for (const label of svg.querySelectorAll<SVGTextElement>('text.packetLabel')) {
    const text = label.textContent ?? ''
    const cut = text.indexOf(' = ')
    const field = names.get(text)
    const [name, value] = [field?.name ?? text.slice(0, cut), field?.value ?? text.slice(cut + 3)]
    const at = { x: label.getAttribute('x') ?? 0, 'text-anchor': 'middle' }
    const y = Number(label.getAttribute('y'))
    const parts = [
      svgText(name, { ...at, y: y - 6, class: 'packetName' }),
      svgText(value, { ...at, y: y + 12, class: 'packetValue' }),
    ]
    const block = label.previousElementSibling
    if (field?.bits === 1 && value === '1') for (const part of [block, ...parts]) part?.classList.add('set')
    label.replaceWith(...parts)
    const room = Number(block?.getAttribute('width')) - 4
    for (const part of parts) shrink(part, room)
  }
  for (const number of svg.querySelectorAll('text.packetByte')) {
    const bit = Number(number.textContent) % WORD
    if (number.classList.contains('end') && bit !== WORD - 1) number.remove()
    else number.textContent = String(bit)
  }
  fitViewBox(svg, 12)
}

/** Bits in a row of the diagram. */
const WORD = 32

function shrink(text: SVGTextElement, room: number): void {
  if (text.getComputedTextLength() > room) {
    text.setAttribute('textLength', String(room))
    text.setAttribute('lengthAdjust', 'spacingAndGlyphs')
  }
}

/** The fields as a table, for whoever would rather read than look. */
export function headerTable({ fields, title, remark }: DrawnHeader): HTMLElement {
  const table = document.createElement('table')
  const caption = document.createElement('caption')
  caption.textContent = remark === '' ? say`TCP header of ${title}` : say`TCP header of ${title}. ${remark}`
  const head = row('th', [say`Field`, say`Bits`, say`Value`, ''])
  table.append(
    caption,
    head,
    ...fields.map(({ name, bits, value, note }) => row('td', [name, String(bits), value, note])),
  )
  return table
}

function row(cell: 'th' | 'td', texts: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr')
  row.append(
    ...texts.map(text => {
      const element = document.createElement(cell)
      element.textContent = text
      return element
    }),
  )
  return row
}
