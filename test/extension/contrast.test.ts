import { expect, test } from 'vitest'
import { contrast, parsed, readable } from '../../extension/webview/contrast.ts'

test.each`
  colour                | background   | ratio
  ${'#000000'}          | ${'#ffffff'} | ${'21.00'}
  ${'#ffffff'}          | ${'#ffffff'} | ${'1.00'}
  ${'#388a34'}          | ${'#ffffff'} | ${'4.33'}
  ${'rgba(0, 0, 0, 0)'} | ${'#ffffff'} | ${'1.00'}
  ${'rgb(119 119 119)'} | ${'#ffffff'} | ${'4.48'}
  ${'#00000080'}        | ${'#ffffff'} | ${'4.00'}
`('$colour on $background has contrast $ratio', ({ colour, background, ratio }) => {
  expect(contrast(shade(colour), shade(background)).toFixed(2)).toBe(ratio)
})

test.each([
  ['#388a34', '#202020', '#ffffff'],
  ['#f14c4c', '#202020', '#ffffff'],
  ['#cca700', '#3b3b3b', '#ffffff'],
  ['#2b7d3880', '#cccccc', '#1f1f1f'],
  ['#000000', '#cccccc', '#1f1f1f'],
])('%s is made readable', (colour, text, background) => {
  const made = readable(colour, text, background)
  expect(contrast(shade(made), shade(background))).toBeGreaterThanOrEqual(4.5)
})

test('what is readable, or no colour that can be reckoned with, stays', () => {
  expect(readable('#73c991', '#cccccc', '#1f1f1f')).toBe('#73c991')
  expect(readable('green', '#cccccc', '#1f1f1f')).toBe('green')
})

function shade(colour: string) {
  const parts = parsed(colour)
  if (parts === undefined) throw new Error(`no colour: ${colour}`)
  return parts
}
