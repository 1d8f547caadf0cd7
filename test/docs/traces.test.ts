import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatText, readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { describe, expect, onTestFinished, test } from 'vitest'
import { synfin } from '../cli/synfin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Everything a reader is sent to, but for the pages that are made from what other tests hold. */
const pages = globSync(['*.md', 'docs/*.md', 'extension/*.md'], { cwd: root }).filter(
  page => !/^docs.(flags|states|procedures)\.md$/.test(page),
)

describe.each(pages.filter(page => tracesOf(page).length > 0))('the traces of %s', page => {
  test.each(tracesOf(page))(
    'check without an error, in the layout of the formatter, at line %i',
    (_line, text) => {
      const { findings } = checkFile(readLines(text), { name: page })
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(formatText(text)).toBe(text)
    },
  )

  test('replay against the kernel', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'synfin-page-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const files = tracesOf(page).map(([line, text]) => {
      const file = join(folder, `line-${line}.synfin`)
      writeFileSync(file, text)
      return file
    })
    const { stdout, status } = await synfin(['replay', ...files])
    expect(status, stdout).toBe(0)
  })
})

/** Each trace that a page shows, with the line it begins on; a block may hold several. */
function tracesOf(page: string): readonly (readonly [number, string])[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```synfin\n(.*?)^```$/gms)].map(
    ({ index, 1: trace = '' }) => [text.slice(0, index).split('\n').length + 1, trace] as const,
  )
}
