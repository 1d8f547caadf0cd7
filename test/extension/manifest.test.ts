import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../extension/', import.meta.url)
const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('package.nls.json', folder), 'utf8'),
)
const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'), inEnglish)
const { commands, menus, keybindings, languages, grammars, configuration, snippets, walkthroughs } =
  manifest.contributes
const sources = textsOf(folder)

describe('the manifest', () => {
  test('contributes exactly the commands that the extension registers', () => {
    const registered = [...sources.matchAll(/registerCommand\('([^']+)'/g)].map(([, name]) => name)
    expect(registered.sort()).toEqual(commands.map(({ command }: { command: string }) => command).sort())
  })

  test('lets Enter end a line, whatever is proposed meanwhile', () => {
    expect(manifest.contributes.configurationDefaults['[synfin]']).toEqual({
      'editor.acceptSuggestionOnEnter': 'smart',
      'editor.suggest.selectionMode': 'never',
    })
  })

  test('lets Tab take what is proposed first, where nothing in the list is chosen', () => {
    const [tab] = keybindings.filter(({ key }: { key: string }) => key === 'tab')
    expect(tab).toEqual({
      key: 'tab',
      command: 'runCommands',
      args: { commands: ['selectFirstSuggestion', 'acceptSelectedSuggestion'] },
      when: 'textInputFocus && editorLangId == synfin && suggestWidgetVisible && !suggestWidgetHasFocusedSuggestion && !inSnippetMode',
    })
  })

  test('has a category and an icon on every command', () => {
    for (const command of commands)
      expect(command).toMatchObject({ category: 'Synfin', icon: expect.stringMatching(/^\$\(/) })
  })

  test('puts only its own commands into menus and on keys, but for Tab', () => {
    const known = new Set(commands.map(({ command }: { command: string }) => command))
    const keys = keybindings.filter(({ key }: { key: string }) => key !== 'tab')
    for (const item of [...Object.values(menus).flat(), ...keys]) expect(known).toContain(item.command)
  })

  test('offers what replays only where something can be replayed', () => {
    const items = Object.entries(menus).filter(([menu]) => menu !== 'commandPalette')
    const replaying = [...items.flatMap(([, items]) => items as MenuItem[]), ...keybindings].filter(
      ({ command }) => command.startsWith('synfin.replay'),
    )
    expect(replaying).not.toEqual([])
    for (const { when } of replaying) expect(when).toContain('synfin.canReplay')
    expect(sources).toContain("'setContext', 'synfin.canReplay'")
  })

  test('declares every setting that is read, and explains it', () => {
    const read = [
      ...sources.matchAll(/getConfiguration\('synfin'(?:, \w+)?\)\s*\.(?:get|update)\('([^']+)'/g),
    ].map(([, name]) => `synfin.${name}`)
    for (const name of read) expect(Object.keys(configuration.properties)).toContain(name)
    for (const setting of Object.values(configuration.properties))
      expect(setting).toMatchObject({ markdownDescription: expect.stringMatching(/\.$/) })
  })

  test('declares no setting that nobody reads', () => {
    const readers = sources + textsOf(new URL('../language-server/', folder))
    // The library that speaks to the server reads this one itself.
    const settings = Object.keys(configuration.properties).filter(name => name !== 'synfin.trace.server')
    for (const name of settings) expect(readers, name).toMatch(new RegExp(`\\b${name.split('.').at(-1)}\\b`))
  })

  test('is told in docs/vscode.md: every command and every setting', () => {
    const guide = readFileSync(new URL('../docs/vscode.md', folder), 'utf8')
    const hidden = menus.commandPalette.filter(({ when }: MenuItem) => when === 'false')
    const shown = commands.filter(
      ({ command }: MenuItem) => !hidden.some((item: MenuItem) => item.command === command),
    )
    for (const { title } of shown) expect(guide).toContain(`_${title}_`)
    for (const name of Object.keys(configuration.properties)) expect(guide).toContain(`\`${name}\``)
  })

  test('has all that a walkthrough and the snippets name, and ships it', () => {
    const media = walkthroughs[0].steps.flatMap(({ media }: { media: Record<string, string | object> }) =>
      Object.values(media.image ?? [media.markdown ?? media.svg]),
    )
    const ignored = readFileSync(new URL('.vscodeignore', folder), 'utf8')
    for (const path of [...media, snippets[0].path.replace('./', '')]) {
      // Pictures of the documents are copied when the extension is built.
      const source = path.replace(/^dist\/images\//, '../docs/images/')
      expect(existsSync(new URL(source, folder)), path).toBe(true)
      expect(ignored).toContain(`!${path.split('/')[0]}/**`)
    }
  })

  test('leads a walkthrough only to commands that exist', () => {
    const texts: string = walkthroughs[0].steps
      .map(({ description }: { description: string }) => description)
      .join()
    const known = new Set(commands.map(({ command }: { command: string }) => command))
    const linked = [...texts.matchAll(/\(command:(synfin\.\w+)/g)].map(([, command]) => command)
    expect(linked.length).toBeGreaterThan(4)
    for (const command of linked) expect(known).toContain(command)
  })

  test('tells of replays in the walkthrough only where there is a machine to replay on', () => {
    const steps: readonly { readonly id: string; readonly when?: string }[] = walkthroughs[0].steps
    const onMachines = steps.filter(({ when }) => when === '!isWeb || remoteName')
    expect(onMachines.map(({ id }) => id)).toEqual(['replay', 'test'])
    expect(steps.filter(({ when }) => when !== undefined)).toEqual(onMachines)
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

/** As VS Code reads the manifest: what is between `%` stands in the file of the language. */
function inEnglish(_name: string, value: unknown): unknown {
  return typeof value === 'string' && /^%.+%$/.test(value) ? texts[value.slice(1, -1)] : value
}

interface MenuItem {
  readonly command: string
  readonly when: string
}

/** All TypeScript of a folder. */
function textsOf(folder: URL): string {
  return readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .map(name => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
}
