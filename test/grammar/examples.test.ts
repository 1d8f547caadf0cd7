import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatText } from '@synfin/grammar'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../examples/', import.meta.url))
const names = globSync('**/*.synfin', { cwd: folder }).sort()

test.each(names)('%s is laid out as the formatter does', name => {
  const text = readFileSync(`${folder}/${name}`, 'utf8')
  expect(formatText(text)).toBe(text)
})

test.each(names)('%s begins by saying what it teaches', name => {
  const text = readFileSync(`${folder}/${name}`, 'utf8')
  expect(text).toMatch(/^\/\/ \S.*[\n]/)
  expect(text).toMatch(/^(?:\/\/.*\n)*\/\/.*[.:)]\n(?!\/\/)/)
})

test.each(['README.md', 'README.zh-cn.md', 'mistakes/README.md'])(
  '%s lists every example beside it',
  page => {
    const readme = readFileSync(folder + page, 'utf8')
    const listed = [...readme.matchAll(/\]\(([\w-]+\.synfin)\)/g)].map(([, name]) => name).sort()
    expect(listed).toEqual(globSync('*.synfin', { cwd: join(folder, dirname(page)) }).sort())
  },
)
