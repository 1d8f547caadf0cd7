import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../extension/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
const { commands, menus, keybindings, languages, grammars, configuration } = manifest.contributes
const sources = ['extension.ts', 'preview.ts', 'replay.ts']
  .map(file => readFileSync(new URL(file, folder), 'utf8'))
  .join()

describe('the manifest', () => {
  test('contributes exactly the commands that the extension registers', () => {
    const registered = [...sources.matchAll(/registerCommand\('([^']+)'/g)].map(([, name]) => name)
    expect(registered.sort()).toEqual(commands.map(({ command }: { command: string }) => command).sort())
  })

  test('has a category and an icon on every command', () => {
    for (const command of commands)
      expect(command).toMatchObject({ category: 'Synfin', icon: expect.stringMatching(/^\$\(/) })
  })

  test('puts only its own commands into menus and on keys', () => {
    const known = new Set(commands.map(({ command }: { command: string }) => command))
    for (const item of [...menus['editor/title'], ...keybindings]) expect(known).toContain(item.command)
  })

  test('declares every setting that is read', () => {
    const read = [...sources.matchAll(/getConfiguration\('synfin'(?:, \w+)?\)\s*\.get\('([^']+)'/g)].map(
      ([, name]) => `synfin.${name}`,
    )
    expect(read.sort()).toEqual(Object.keys(configuration.properties).sort())
  })

  test('takes the grammar from the room that writes it', () => {
    for (const path of [languages[0].configuration, grammars[0].path])
      expect(existsSync(fileURLToPath(new URL(path.replace('./dist/', '../grammar/'), folder)))).toBe(true)
  })

  test('checks and draws in untrusted workspaces, and says what it does not', () => {
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({ supported: 'limited' })
    expect(manifest.capabilities.virtualWorkspaces).toMatchObject({ supported: 'limited' })
  })

  test('has a picture of at least 128 pixels', () => {
    const picture = readFileSync(new URL(manifest.icon, folder))
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect(picture.readUInt32BE(16)).toBeGreaterThanOrEqual(128)
  })

  test('runs on the oldest VS Code whose types it is built with', () => {
    const types = JSON.parse(
      readFileSync(new URL('../node_modules/@types/vscode/package.json', folder), 'utf8'),
    )
    expect(manifest.engines.vscode).toBe(`^${types.version}`)
  })
})
