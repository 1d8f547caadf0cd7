import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatText } from '@synfin/grammar'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../examples/', import.meta.url))

test.each(globSync('**/*.synfin', { cwd: folder }))('%s is laid out as the formatter does', name => {
  const text = readFileSync(`${folder}/${name}`, 'utf8')
  expect(formatText(text)).toBe(text)
})
