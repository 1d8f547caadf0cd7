// A person in front of a window of VS Code: what they press, type and see. Every wait is bounded by the page's timeout.

/** Milliseconds that anything may take before a person would call it broken. */
const PATIENCE = 10_000

export class User {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page
    page.setDefaultTimeout(PATIENCE)
  }

  /** The editor that has the focus, or had it last. */
  get editor() {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first()
  }

  /** The page of the preview. */
  get preview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
  }

  /** What VS Code says in a corner of the window. */
  notification(words) {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: words })
  }

  /** A line of text above a trace that does something. */
  lens(words) {
    return this.page.locator('.codelens-decoration a', { hasText: words })
  }

  /** An item of a list to pick from, the palette's among them. */
  choice(words) {
    return this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${words}"]`).first()
  }

  /** An item of the Testing view. */
  test(words) {
    return this.page.locator('.test-explorer .monaco-list-row', { hasText: words }).first()
  }

  /** A part of the picture in the preview that stands for a line of the trace. */
  drawn(line) {
    return this.preview.locator(`#canvas .target[aria-label^="Line ${line}:"]`).first()
  }

  async presses(...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async types(text) {
    await this.page.keyboard.type(text, { delay: 5 })
  }

  /** Chooses a command from the palette. */
  async runs(command) {
    await this.presses('F1')
    await this.picks(`>${command}`, command)
  }

  /** Types into the box above a list, and takes an item that is left. */
  async picks(words, item = words) {
    await this.page.locator('.quick-input-widget input.input').fill(words)
    await this.choice(item).click()
  }

  async opens(file) {
    await this.presses('Control+p')
    await this.picks(file)
    await this.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor()
    await this.page.locator(`.monaco-editor.focused[data-uri$="/${file}"] .view-line`).first().waitFor()
  }

  /** Opens an empty document; the settings make it a trace. */
  async beginsTrace() {
    await this.presses('Control+Alt+n')
    await this.page.locator('.monaco-editor.focused[data-uri^="untitled:"]').waitFor()
    await this.page.locator('#status\\.editor\\.mode', { hasText: 'Synfin' }).waitFor()
  }

  async goesTo(line, column = 1) {
    await this.presses('Control+g')
    await this.page.locator('.quick-input-widget input.input').fill(`:${line}:${column}`)
    await this.presses('Enter')
    await this.cursorAt(`Ln ${line}, Col ${column}`)
  }

  /** Waits until the status bar tells that place. */
  async cursorAt(place) {
    await this.page.locator('#status\\.editor\\.selection', { hasText: place }).waitFor()
  }

  /** The whole text of the editor, without what is only shown in it. */
  async text() {
    await this.presses('Control+a', 'Control+c', 'ArrowRight')
    return this.page.evaluate(() => navigator.clipboard.readText())
  }

  /** Closes every editor, whatever is unsaved, and what VS Code has said. */
  async clearsUp() {
    await this.runs('View: Revert and Close Editor')
    await this.runs('View: Close All Editors')
    await this.runs('Notifications: Clear All Notifications')
  }
}
