// VS Code in a browser alone, as on vscode.dev: the workbench of code-server's files behind a plain web server, with no
// remote host; extensions run in a web worker of the page.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumExecutable } from '../../scripts/browser.mjs'
import { installedCodeServer } from './code-server.mjs'
import { SETTINGS } from './workbench.mjs'

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

/**
 * Opens an empty window with one extension in it.
 *
 * @param {{ extension: string, settings?: object }} options the extension's folder, and the user's settings
 */
export async function openWebWorkbench({ extension, settings = {} }) {
  const { entry } = installedCodeServer()
  const vscode = path.resolve(path.dirname(entry), '../../lib/vscode')
  const server = createServer((request, response) =>
    answer(request, response, { vscode, extension, settings }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await chromium.launch({
    executablePath: chromiumExecutable(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const close = async () => {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
  return { page, close }
}

async function answer({ url, headers }, response, { vscode, extension, settings }) {
  const { pathname } = new URL(url, 'http://localhost')
  const origin = headers.host
  if (pathname === '/') return send(response, '.html', workbenchPage(origin, settings))
  const [, root, rest] = /^\/(vscode|extension)\/(.+)$/.exec(decodeURIComponent(pathname)) ?? []
  const folder = root === 'vscode' ? vscode : extension
  const file = rest === undefined ? undefined : path.join(folder, rest)
  try {
    if (file === undefined || !file.startsWith(folder + path.sep)) throw new Error('outside')
    send(response, path.extname(file), withoutRemoteHost(rest, await readFile(file)))
  } catch {
    response.writeHead(404).end()
  }
}

/** What code-server adds to VS Code's page: that it is the remote host, and keeps the user's files. */
const REMOTE = [
  [/remoteAuthority:location\.host/, 'remoteAuthority:undefined'],
  [/(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote/, '$1vscodeUserData'],
]

function withoutRemoteHost(file, body) {
  if (!file.endsWith('/workbench.js')) return body
  return REMOTE.reduce((text, [added, by]) => {
    if (!added.test(text)) throw new Error(`code-server's page is another than this test knows: no ${added}`)
    return text.replace(added, by)
  }, body.toString())
}

function send(response, extension, body) {
  response.writeHead(200, {
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'Access-Control-Allow-Origin': '*',
  })
  response.end(body)
}

function workbenchPage(authority, settings) {
  const configuration = {
    additionalBuiltinExtensions: [{ scheme: 'http', authority, path: '/extension' }],
    configurationDefaults: { ...SETTINGS, ...settings },
    userDataPath: '/user',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    productConfiguration: {
      nameShort: 'VS Code for the Web',
      nameLong: 'VS Code for the Web',
      applicationName: 'code-web',
      dataFolderName: '.vscode-web',
      version: '1.139.0',
      extensionEnabledApiProposals: {},
      webEndpointUrlTemplate: `http://${authority}/vscode`,
      webviewContentExternalBaseUrlTemplate: `http://${authority}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  }
  const data = JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <meta id="vscode-workbench-web-configuration" data-settings="${data}">
    <link rel="stylesheet" href="/vscode/out/vs/code/browser/workbench/workbench.css">
  </head>
  <body></body>
  <script>globalThis._VSCODE_FILE_ROOT = new URL('/vscode/out/', location).toString()</script>
  <script type="module" src="/vscode/out/nls.messages.js"></script>
  <script type="module" src="/vscode/out/vs/code/browser/workbench/workbench.js"></script>
</html>`
}
