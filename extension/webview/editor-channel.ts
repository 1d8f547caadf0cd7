import type { FromPage, NumbersShown, Tab } from './messages.ts'
import type { Zoom } from './zoom.ts'

/** What VS Code gives a webview's page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: Remembered): void
}

/** Outlives the page, which goes whenever the preview is hidden. */
export interface Remembered {
  readonly tab: Tab
  readonly zoom: Zoom
  readonly numbers: NumbersShown
  readonly left: number
  readonly top: number
}

const vscode = acquireVsCodeApi()

/** What an earlier page left behind. */
export const remembered = (vscode.getState() ?? {}) as Partial<Remembered>

/** Leaves something behind for the next page. */
export function remember(state: Remembered): void {
  vscode.setState(state)
}

/** Tells the extension. */
export function tell(message: FromPage): void {
  vscode.postMessage(message)
}
