import type { URI } from 'vscode-uri'
import { EventEmitter } from './values.ts'

/** The tab of a webview, and its page as far as it speaks with the extension. */
export class WebviewPanel {
  title: string
  visible = true
  isDisposed = false
  iconPath: unknown
  readonly webview = new Webview()
  readonly #disposed = new EventEmitter<void>()
  readonly onDidDispose = this.#disposed.event
  readonly onDidChangeViewState = new EventEmitter<void>().event

  constructor(title: string) {
    this.title = title
  }

  reveal(): void {}

  dispose(): void {
    this.isDisposed = true
    this.visible = false
    this.#disposed.fire()
  }
}

class Webview {
  options: unknown
  html = ''
  readonly cspSource = 'https://webview.test'
  /** What the extension has posted to the page. */
  readonly posted: unknown[] = []
  readonly #messages = new EventEmitter<unknown>()
  readonly onDidReceiveMessage = this.#messages.event

  asWebviewUri(uri: URI): URI {
    return uri
  }

  postMessage(message: unknown): void {
    this.posted.push(message)
  }

  /** The page tells the extension something. */
  says(message: unknown): void {
    this.#messages.fire(message)
  }
}

/** Takes the tabs over that an earlier window left. */
export interface PanelSerializer {
  deserializeWebviewPanel(panel: WebviewPanel): Promise<void>
}
