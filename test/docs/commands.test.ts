import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { synfin } from '../cli/synfin.ts'
import { PAGES, root, textOf } from './pages.ts'

const COMMANDS = [
  'check',
  'replay',
  'record',
  'compare',
  'diagram',
  'import',
  'export',
  'explain',
  'format',
  'lsp',
]

test.each(COMMANDS)('pages show `synfin %s` with options that it has', async command => {
  const { stdout: help } = await synfin([command, '--help'])
  const known = new Set(help.match(/--?[a-z][\w-]*/gi))
  const shown = PAGES.flatMap(page => shownOptions(page, command).map(option => [page, option] as const))
  expect(shown.filter(([, option]) => !known.has(option))).toEqual([])
})

test('pages show no command that synfin does not have', () => {
  const shown = PAGES.flatMap(page =>
    [...textOf(page).matchAll(/(?:^ {4}\$? ?|`|npx )synfin ([a-z]+)/gm)].map(([, name]) => [page, name]),
  )
  expect(shown.filter(([, name = '']) => !COMMANDS.includes(name))).toEqual([])
})

test('pages show no script that npm does not have', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const shown = PAGES.flatMap(page =>
    [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => [page, name]),
  )
  expect(shown.filter(([, name = '']) => !(name in scripts))).toEqual([])
})

/** The options of a command where a page shows it with some, to the end of the line or of the code. */
function shownOptions(page: string, command: string): readonly string[] {
  const shown = textOf(page).matchAll(new RegExp(`\\bsynfin ${command}\\b[^\`\\n|>]*`, 'g'))
  return [...shown].flatMap(([text]) => text.replace(/'[^']*'/g, '').match(/(?<=\s)--?[a-z][\w-]*/gi) ?? [])
}
