import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, textOf } from './pages.ts'

const { contributes } = json('extension/package.json')
const settings = Object.entries<{ readonly default: unknown }>(contributes.configuration.properties)

describe.each(['docs/vscode.md', 'docs/vscode.zh-cn.md', 'extension/README.md'])('%s', page => {
  const [on, off] = page.endsWith('.zh-cn.md') ? ['开', '关'] : ['on', 'off']

  test('names every setting with its default, and no other', () => {
    const defaults = settings.map(([name, { default: value }]) => [
      name,
      typeof value === 'boolean' ? (value ? on : off) : `\`${value}\``,
    ])
    const rows = textOf(page).matchAll(/^\| `(synfin\.[\w.]+)` +\| (\S+) +\|/gm)
    expect([...rows].map(([, name, value]) => [name, value]).sort()).toEqual(defaults.sort())
  })
})

describe.each([
  ['docs/vscode.md', 'extension/package.nls.json'],
  ['docs/vscode.zh-cn.md', 'extension/package.nls.zh-cn.json'],
])('%s', (page, titles) => {
  test('names every command of the palette by its title, with its key', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }: { readonly when: string }) => when === 'false')
      .map(({ command }: { readonly command: string }) => command)
    const missing = contributes.commands
      .filter(({ command }: { readonly command: string }) => !hidden.includes(command))
      .map(({ title }: { readonly title: string }) => `_${json(titles)[title.slice(1, -1)]}_`)
      .filter((title: string) => !textOf(page).includes(title))
    expect(missing).toEqual([])
    for (const { key } of contributes.keybindings)
      expect(textOf(page).toLowerCase().replaceAll('`', '')).toContain(key)
  })

  test('names every snippet by a word that brings it', () => {
    const snippets = Object.values<{ readonly prefix: string | readonly string[] }>(
      json('extension/snippets/synfin.json'),
    )
    const named = /^## (?:Snippets|代码片段)\n\n([\s\S]*?)\n\n/m.exec(textOf(page))?.[1] ?? ''
    const words = [...named.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
    const forgotten = snippets.filter(({ prefix }) => ![prefix].flat().some(word => words.includes(word)))
    expect(forgotten).toEqual([])
    expect(words.filter(word => !snippets.some(({ prefix }) => [prefix].flat().includes(word)))).toEqual([])
  })
})

function json(path: string) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
