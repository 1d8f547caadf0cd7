import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { OLD_NODE } from '../cli/old-node.ts'
import { type Outcome, program } from '../cli/synfin.ts'
import { type Files, readTarball, readZip, unpack } from './archives.ts'
import {
  below,
  namedByManifest,
  noticedIn,
  strangersInCommandLine,
  strangersInExtension,
  TARGETS,
  textOf,
} from './contents.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const EXAMPLE = join(root, 'examples/handshake.synfin')
const TIMEOUT_MILLISECONDS = 120_000
const MEGABYTE = 1_000_000

const VSIXS = ['synfin.vsix', ...TARGETS.map(target => `synfin-${target}.vsix`)]

/** A folder to work in, and the one in it where the packages are. */
let work: string
let folder: string

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'synfin-packages-'))
  folder = join(work, 'packages')
  execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MILLISECONDS,
  })
}, TIMEOUT_MILLISECONDS)

afterAll(() => rmSync(work, { recursive: true, force: true }))

test('packing makes VSIXs for every machine, a tarball and a bill of materials, and a release publishes them', () => {
  const made = readdirSync(folder).sort()
  const { version } = JSON.parse(readFileSync(join(root, 'cli/package.json'), 'utf8'))
  expect(made).toEqual([...VSIXS, 'synfin.cdx.json', `synfin-${version}.tgz`].sort())
  const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')
  const [, published = ''] = workflow.match(/gh release create .* --generate-notes (.*)/) ?? []
  for (const name of made)
    expect(
      published.split(' ').some(glob => matchesGlob(name, glob)),
      name,
    ).toBe(true)
})

test('no package has 4 MB', () => {
  for (const name of readdirSync(folder))
    expect(statSync(join(folder, name)).size, name).toBeLessThan(4 * MEGABYTE)
})

describe.each(VSIXS)('%s', name => {
  const target = TARGETS.find(target => name.includes(target))

  test('has nothing in it but what an installed extension needs', () => {
    expect(strangersInExtension(extensionIn(name), target)).toEqual([])
  })

  test('has every file that its manifest names', () => {
    const files = extensionIn(name)
    const named = namedByManifest(files)
    expect(named.length).toBeGreaterThan(10)
    expect([...files.keys()]).toEqual(expect.arrayContaining([...named]))
  })

  test('runs beside the workspace on its machines, and in a browser that is alone', () => {
    const manifest = textOf(readZip(readFileSync(join(folder, name))), 'extension.vsixmanifest')
    expect(manifest.match(/TargetPlatform="([^"]*)"/)?.[1]).toBe(target)
    expect(manifest).toContain('ExtensionKind" Value="workspace,web"')
  })

  test('says whose work is in it, with every licence', () => {
    const noticed = noticedIn(extensionIn(name))
    expect(noticed).toEqual(
      expect.arrayContaining(['langium', 'mermaid', 'dompurify', 'vscode-languageclient']),
    )
    expect(noticed.includes('koffi')).toBe(target !== undefined)
  })
})

describe('the programs of an unpacked VSIX', () => {
  test('replay against the kernel where the VSIX is for this machine', async () => {
    const { status, stdout, stderr } = await replayFrom(`synfin-linux-${process.arch}.vsix`)
    expect(stderr).toBe('')
    expect(stdout).toContain('4 passed')
    expect(status).toBe(0)
  })

  test('do not replay without the native part, and say what is missing', async () => {
    const { status, stderr } = await replayFrom('synfin.vsix')
    expect(stderr).toContain('koffi')
    expect(status).toBe(3)
  })
})

test('the bill of materials names what is in the packages, and nothing that only builds them', () => {
  const { components } = JSON.parse(readFileSync(join(folder, 'synfin.cdx.json'), 'utf8'))
  const references: readonly string[] = components.map((component: Component) => component['bom-ref'])
  const names = references.map(reference => reference.slice(0, reference.lastIndexOf('@')))
  const noticed = [...VSIXS.map(extensionIn), npmPackage()].flatMap(noticedIn)
  // The licence of koffi's machine code stands with koffi.
  const all = [...noticed, '@koromix/koffi-linux-arm64', '@koromix/koffi-linux-x64']
  expect(names.filter(name => !/^(@synfin\/|synfin$)/.test(name)).sort()).toEqual([...new Set(all)].sort())
})

describe('the npm package', () => {
  test('has nothing in it but what an installed command needs', () => {
    expect(strangersInCommandLine(npmPackage())).toEqual([])
    expect(noticedIn(npmPackage())).toEqual(expect.arrayContaining(['langium', 'vscode-languageserver']))
  })

  test('depends on koffi alone, and can do without', () => {
    const manifest = JSON.parse(textOf(npmPackage(), 'package.json'))
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/koffi/package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: 'synfin',
      bin: { synfin: 'bin/synfin.js' },
      engines: { node: '>=22' },
      optionalDependencies: { koffi: version },
    })
    for (const absent of ['private', 'dependencies', 'devDependencies', 'scripts'])
      expect(manifest).not.toHaveProperty(absent)
  })

  describe('installed into an empty folder', () => {
    let home: string

    beforeAll(() => {
      home = install()
    }, TIMEOUT_MILLISECONDS)

    test('checks and explains', async () => {
      const checked = await synfinIn(home, ['check', 'handshake.synfin'])
      expect(checked).toEqual({ status: 0, stdout: '2 traces in 1 file: no errors\n', stderr: '' })
      const explained = await synfinIn(home, ['explain', 'TIME_WAIT'])
      expect(explained).toMatchObject({ status: 0, stdout: expect.stringContaining('2 MSL'), stderr: '' })
    })

    test('replays against the kernel', async () => {
      const { status, stdout, stderr } = await synfinIn(home, ['replay', 'handshake.synfin'])
      expect(stderr).toBe('')
      expect(stdout).toContain('4 passed')
      expect(status).toBe(0)
    })

    test('serves an editor', async () => {
      const server = spawn(join(home, 'node_modules/.bin/synfin'), ['lsp', '--stdio'], { timeout: 25_000 })
      const ended = once(server, 'exit')
      let heard = ''
      server.stdout.setEncoding('utf8').on('data', text => {
        heard += text
      })
      const ask = (id: number, method: string, params: object) => {
        server.stdin.write(framed({ id, method, params }))
        return vi.waitFor(() => expect(heard).toContain(`"id":${id},"result"`), { timeout: 20_000 })
      }
      await ask(1, 'initialize', { processId: null, rootUri: null, capabilities: {} })
      await ask(2, 'shutdown', {})
      server.stdin.write(framed({ method: 'exit' }))
      expect(await ended).toEqual([0, null])
    })

    test('says on an old Node which one it needs', async () => {
      const bin = join(home, 'node_modules/synfin/bin/synfin.js')
      const { status, stderr } = await program(process.execPath, ['--import', OLD_NODE, bin, 'check'], {})
      expect(stderr).toBe('synfin: synfin needs Node 22 or newer, and this is Node 20.20.2\n')
      expect(status).toBe(2)
    })
  })

  test(
    'checks and replays against the model where koffi cannot be had',
    async () => {
      const home = install('--omit=optional')
      expect(existsSync(join(home, 'node_modules/koffi'))).toBe(false)
      for (const args of [['check'], ['replay', '--peer', 'model']])
        expect(await synfinIn(home, [...args, 'handshake.synfin'])).toMatchObject({ status: 0 })
      expect(await synfinIn(home, ['replay', 'handshake.synfin'])).toMatchObject({ status: 3 })
    },
    TIMEOUT_MILLISECONDS,
  )
})

interface Component {
  readonly 'bom-ref': string
}

/** The extension's files in a VSIX. */
function extensionIn(name: string): Files {
  return below('extension/', readZip(readFileSync(join(folder, name))))
}

function npmPackage(): Files {
  return below('package/', readTarball(readFileSync(tarball())))
}

function tarball(): string {
  return join(folder, readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '')
}

/** An empty folder with the npm package installed, as a user would, and a trace. */
function install(...options: string[]): string {
  const home = mkdtempSync(join(work, 'home-'))
  writeFileSync(join(home, 'package.json'), '{}')
  cpSync(EXAMPLE, join(home, 'handshake.synfin'))
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', tarball(), ...quietly, ...options], {
    cwd: home,
    timeout: TIMEOUT_MILLISECONDS,
  })
  return home
}

function synfinIn(home: string, args: readonly string[]): Promise<Outcome> {
  return program(join(home, 'node_modules/.bin/synfin'), args, { cwd: home })
}

/** Replays an example with the command line that the extension has for its tasks. */
function replayFrom(vsix: string): Promise<Outcome> {
  const home = mkdtempSync(join(work, 'unpacked-'))
  unpack(extensionIn(vsix), home)
  return program(process.execPath, [join(home, 'dist/cli/main.js'), 'replay', EXAMPLE], {})
}

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
