// A real workbench of VS Code: code-server with the extension host, Chromium with the window.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumExecutable } from '../../scripts/browser.mjs'
import { installedCodeServer } from './code-server.mjs'

/** In front of each line that the suite prints: the window's log carries everybody's. */
const SUITE_MARK = '@@suite@@'

/** Seconds that code-server has to answer its first request. */
const START = 60

/** A window without distractions; what a test is not about must not come between. */
export const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'git.enabled': false,
  'files.autoSave': 'off',
  'workbench.reduceMotion': 'on',
}

/**
 * Starts a server of its own, reachable from this machine alone, with nothing installed and nothing remembered.
 *
 * @param {{ work: string, extensions?: string, isTrusted?: boolean, runsSuite?: boolean, settings?: object }} options
 */
export async function startCodeServer({
  work,
  extensions,
  isTrusted = false,
  runsSuite = true,
  settings = {},
}) {
  const { node, entry } = installedCodeServer()
  const port = await freePort()
  const home = path.join(work, 'home')
  const user = path.join(work, 'user')
  const log = path.join(work, 'server.log')
  for (const folder of [home, path.join(user, 'User')]) mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(work, 'config.yaml'), '')
  writeFileSync(path.join(user, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }))
  const output = openSync(log, 'a')
  const words = [
    ...[
      entry,
      '--config',
      path.join(work, 'config.yaml'),
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
    ],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...['--ignore-last-opened', '--user-data-dir', user],
    ...['--extensions-dir', extensions ?? path.join(work, 'extensions')],
    // Without it the suite that the address names is ignored, and with it no notification is shown.
    ...(runsSuite ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...(isTrusted ? ['--disable-workspace-trust'] : []),
  ]
  const server = spawn(node, words, {
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      SYNFIN_SUITE_MARK: SUITE_MARK,
      HOME: home,
      TMPDIR: work,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local'),
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    },
  })
  const exit = once(server, 'exit')
  const stop = async () => {
    endGroup(server, 'SIGTERM')
    await Promise.race([exit, pause(3000)])
    endGroup(server, 'SIGKILL')
  }
  const began = Date.now()
  while (!(await answers(`http://127.0.0.1:${port}/healthz`))) {
    if (server.exitCode !== null || Date.now() - began > START * 1000) {
      await stop()
      throw new Error(`code-server does not answer:\n${readFileSync(log, 'utf8').slice(-2000)}`)
    }
    await pause(50)
  }
  return { port, pid: server.pid, stop }
}

/**
 * Opens a window on a folder; with `tests`, the window runs that suite at once.
 *
 * @param {{ port: number }} server
 * @param {{ folder?: string, development?: string, tests?: string, print?: (line: string) => void,
 *   viewport?: { width: number, height: number }, scale?: number }} options `scale`: pixels of the screen for one
 *   of the page
 */
export async function openWorkbench(
  { port },
  { folder, development, tests, print, viewport = { width: 1400, height: 900 }, scale = 1 },
) {
  const browser = await chromium.launch({
    executablePath: chromiumExecutable(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const suiteStatus = new Promise(resolve => page.exposeFunction('codeAutomationExit', resolve))
  await page.exposeFunction('codeAutomationLog', (_type, words) => {
    const line = words.map(String).join(' ')
    const start = line.indexOf(SUITE_MARK)
    if (start >= 0) print?.(line.slice(start + SUITE_MARK.length))
  })
  await page.goto(`http://127.0.0.1:${port}/?${query(port, { folder, development, tests })}`)
  return { page, suiteStatus, close: () => browser.close() }
}

function query(port, { folder, development, tests }) {
  const remote = file => `vscode-remote://127.0.0.1:${port}${path.resolve(file)}`
  const payload = [
    ...(development === undefined ? [] : [['extensionDevelopmentPath', remote(development)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]
  const where = folder === undefined ? { ew: 'true' } : { folder: path.resolve(folder) }
  return new URLSearchParams({ ...where, payload: JSON.stringify(payload) })
}

/** The group that {@link startCodeServer} started, and nothing else. */
function endGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}

async function answers(url) {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
