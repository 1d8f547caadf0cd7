import type { ShowTrace } from './messages.ts'
import { textElement } from './text-element.ts'

/** Lists the traces of the document, those with findings marked; hidden where there is nothing to choose. */
export function fillTraces(select: HTMLSelectElement, { traces, drawn }: ShowTrace): void {
  select.hidden = traces.length < 2
  select.replaceChildren(
    ...traces.map(({ name, line, errors, warnings }, index) => {
      const option = textElement('option', `${errors > 0 ? '✖ ' : warnings > 0 ? '⚠ ' : ''}${name}`)
      option.value = String(line)
      option.selected = index === drawn.index
      return option
    }),
  )
}

/** Selects how numbers are shown; live ones cannot be chosen without a replay. */
export function fillNumbers(
  select: HTMLSelectElement,
  { numbers, hasLive }: Pick<ShowTrace, 'numbers' | 'hasLive'>,
): void {
  for (const option of select.options) {
    option.selected = option.value === numbers
    if (option.value === 'live') option.disabled = !hasLive && numbers !== 'live'
  }
}
