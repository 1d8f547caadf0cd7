import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLines } from '@synfin/grammar'
import { checkFile, type Translations } from '@synfin/trace'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { previewPage } from '../../extension/preview-page.ts'
import { FOLLOWS_NOTHING, follow, type Known, receive, shown, wanted } from '../../extension/preview-state.ts'
import { type FromPage, readFromPage, type Tab, type ToPage } from '../../extension/webview/messages.ts'
import { drawnFor } from '../../language-server/preview.ts'
import { chromiumExecutable } from '../../scripts/browser.mjs'
import { webviewBundle } from '../../scripts/webview-bundle.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ORIGIN = 'https://preview.test'
const DOCUMENT = 'file:///traces/story.synfin'

/** A Chromium without a window, and the page of the preview as it is shipped. */
export class PreviewBrowser implements AsyncDisposable {
  private readonly browser: Browser
  private readonly folder: string

  private constructor(browser: Browser, folder: string) {
    this.browser = browser
    this.folder = folder
  }

  static async start(): Promise<PreviewBrowser> {
    const folder = await mkdtemp(join(tmpdir(), 'synfin-preview-'))
    await build(webviewBundle(ROOT, folder))
    // In a container Chromium cannot make its own sandbox; the pages it is given are ours.
    const executablePath = chromiumExecutable()
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    console.log(`The preview is tested in ${executablePath}, ${browser.version()}`)
    return new PreviewBrowser(browser, folder)
  }

  async open(look: Look = {}): Promise<PreviewTab> {
    const { width = 900, height = 900, theme = LIGHT, remembered = null, texts = {} } = look
    const page = await this.browser.newPage({ viewport: { width, height } })
    const tab = new PreviewTab(page)
    const nonce = 'only-for-this-test'
    const html = previewPage({
      cspSource: ORIGIN,
      script: `${ORIGIN}/preview.js`,
      style: `${ORIGIN}/preview.css`,
      nonce,
      texts,
    })
    const files: Readonly<Record<string, readonly [string, string | Buffer]>> = {
      '/': ['text/html', withStandIn(html, nonce, theme, remembered)],
      '/preview.js': ['text/javascript', readFileSync(join(this.folder, 'preview.js'))],
      '/preview.css': ['text/css', readFileSync(join(this.folder, 'preview.css'))],
    }
    await page.route('**/*', async route => {
      const file = files[new URL(route.request().url()).pathname]
      if (file) await route.fulfill({ contentType: file[0], body: file[1] })
      else await route.abort()
    })
    await page.exposeFunction('tell', (message: unknown) => tab.hear(message))
    await page.goto(ORIGIN)
    tab.heard.length = 0
    return tab
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** How large the page is, in CSS pixels, and in which theme. */
export interface Look {
  readonly width?: number
  readonly height?: number
  readonly theme?: Theme
  /** What an earlier page left behind. */
  readonly remembered?: unknown
  /** What the page's script is to say, in the language that is spoken. */
  readonly texts?: Translations
}

/** A theme as VS Code tells a webview: a class of the body, and its colours as variables. */
export interface Theme {
  readonly className: string
  readonly variables: Readonly<Record<string, string>>
}

export const LIGHT: Theme = {
  className: 'vscode-light',
  variables: { 'editor-background': '#ffffff', 'editor-foreground': '#3b3b3b', focusBorder: '#005fb8' },
}
export const DARK: Theme = {
  className: 'vscode-dark',
  variables: {
    'editor-background': '#1f1f1f',
    'editor-foreground': '#cccccc',
    'editorWidget-background': '#202020',
    'editorWidget-border': '#454545',
    descriptionForeground: '#9d9d9d',
    focusBorder: '#0078d4',
    'editor-selectionBackground': '#264f78',
    'dropdown-background': '#313131',
    'menu-background': '#1f1f1f',
    'editorHoverWidget-background': '#202020',
  },
}
export const HIGH_CONTRAST: Theme = {
  className: 'vscode-high-contrast',
  variables: {
    'editor-background': '#000000',
    'editor-foreground': '#ffffff',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    focusBorder: '#f38518',
    'editorError-foreground': '#f48771',
  },
}

/** What the test has of VS Code's message channel; what the page posts is told to `heard`. */
function withStandIn(
  html: string,
  nonce: string,
  { className, variables }: Theme,
  remembered: unknown,
): string {
  const script = `
    let state = ${JSON.stringify(remembered)}
    window.acquireVsCodeApi = () => ({
      postMessage: message => window.tell(message),
      getState: () => state,
      setState: next => { state = next; window.rememberedState = next },
    })`
  const style = Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value}`)
  return html
    .replace('<head>', `<head><script nonce="${nonce}">${script}</script>`)
    .replace('<html', `<html style="${style.join('; ')}"`)
    .replace('<body>', `<body class="${className}">`)
}

/** One page of the preview, fed by the extension's and the server's own code. */
export class PreviewTab {
  readonly page: Page
  /** What the page told the extension, but for the diagram it shows. */
  readonly heard: FromPage[] = []
  shows: Tab | undefined
  /** Everything that must never happen: dialogs, requests, errors, navigations. */
  readonly alarms: string[] = []
  /** What was last posted to the page. */
  last: ToPage | undefined
  private state = FOLLOWS_NOTHING
  private version = 0
  private text = ''

  constructor(page: Page) {
    this.page = page
    page.on('dialog', dialog => {
      this.alarms.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', error => this.alarms.push(`error: ${error.message}`))
    page.on('console', message => {
      if (message.type() === 'error') this.alarms.push(`console: ${message.text()}`)
    })
    page.on('request', request => {
      const url = request.url()
      const isOwn = ['/', '/preview.js', '/preview.css'].some(path => url === ORIGIN + path)
      if (!isOwn && !url.startsWith('data:image/svg+xml')) this.alarms.push(`request: ${url}`)
    })
  }

  /** The page has told the extension something. */
  hear(message: unknown): void {
    const heard = readFromPage(message)
    if (heard === undefined) this.alarms.push(`message: ${JSON.stringify(message)}`)
    else if (heard.kind === 'tab') this.shows = heard.tab
    else this.heard.push(heard)
  }

  /** Shows a text with the cursor on a line, as the extension and the server do. */
  async show(text: string, line = 1, how: Shown = {}): Promise<void> {
    await this.post(this.message(text, line, how))
  }

  /** Milliseconds from a message about a text to its picture. */
  async timed(text: string, line: number): Promise<number> {
    const message = JSON.stringify(this.message(text, line))
    return this.page.evaluate<number>(`new Promise(resolve => {
      const begin = performance.now()
      const done = () => requestAnimationFrame(() => resolve(performance.now() - begin))
      new MutationObserver((_, observer) => { observer.disconnect(); done() })
        .observe(document.querySelector('#canvas'), { childList: true })
      window.postMessage(${message}, '*')
    })`)
  }

  /** What the extension would post, from what the server would say. */
  private message(text: string, line: number, { numbers = 'written', known }: Shown = {}): ToPage {
    this.version += text === this.text ? 0 : 1
    this.text = text
    this.state = follow({ ...this.state, numbers }, DOCUMENT, line)
    const file = checkFile(readLines(text), { name: 'story' })
    const draw = () => {
      const params = wanted({ ...this.state, uri: DOCUMENT }, known)
      this.state = receive(this.state, drawnFor(file, this.version, params))
    }
    // A replay counts for the version that was checked, so what to draw of it is known only then.
    draw()
    draw()
    return shown(this.state, known)
  }

  /** Waits until the picture is of what was posted. */
  async post(message: ToPage): Promise<void> {
    this.last = message
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`)
    await this.settled()
  }

  /** What was posted is drawn: the page is busy no more. */
  async settled(): Promise<void> {
    await this.page.evaluate(SETTLED)
  }

  async choose(tab: Tab): Promise<void> {
    await this.page.locator(`#tab-${tab}`).click()
    await this.settled()
  }
}

/** Messages come in order, so ours comes after the one that was posted before. */
const SETTLED = `new Promise(resolve => {
  const look = () => document.querySelector('#canvas').ariaBusy === 'true' ? setTimeout(look) : resolve()
  window.addEventListener('message', () => setTimeout(look), { once: true })
  window.postMessage({ kind: 'none' }, '*')
})`

/** What there is to show besides the text. */
export interface Shown {
  readonly numbers?: 'written' | 'relative' | 'live'
  readonly known?: Known
}
