import { readLines } from '@synfin/grammar'
import type { Line } from '@synfin/trace'

/** What a line says, on one line and without its positions: `call end:A call:connect peer:B`. */
export function plain(text: string): string {
  return readLines(text).map(plainLine).join('\n')
}

export function plainLine({ kind, number: _, span: __, text: ___, comment: ____, ...rest }: Line): string {
  return `${kind} ${properties(rest)}`.trim()
}

function properties(value: object): string {
  return Object.entries(value)
    .filter(([name, item]) => !/span$/i.test(name) && item !== undefined && !isEmpty(item))
    .map(([name, item]) => `${name}:${plainValue(item)}`)
    .join(' ')
}

/** Names, sums and flags are shown as written; what is neither is shown by its properties. */
function plainValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainValue).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  if ('any' in value) return '*'
  if ('bit' in value) return String(value.bit)
  if ('terms' in value && 'text' in value) return String(value.text)
  const shown = properties(value)
  const word = /^text:(.*)$/s.exec(shown)
  return word?.[1] !== undefined && Object.keys(value).length === 2 ? word[1] : `(${shown})`
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
