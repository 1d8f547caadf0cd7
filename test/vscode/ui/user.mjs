// A person in front of a window of VS Code: what they press, type and see. Every wait is bounded by the page's timeout.

/** Milliseconds that anything may take before a person would call it broken. */
const PATIENCE = 20_000

/** How often a person presses a key that the window does not heed. */
const TRIES = 4

export class User {
  /**
   * @param {import('playwright-core').Page} page
   * @param {{ workspace?: string, server?: { pid: number } }} behind the folder and the server behind the window
   */
  async sitsDown(page, { workspace, server } = {}) {
    this.page = page
    this.workspace = workspace
    this.server = server
    page.setDefaultTimeout(PATIENCE)
    await page.locator('.activitybar [aria-label^="Explorer"]').first().waitFor({ timeout: 30_000 })
  }

  /** The page that the active webview shows: the preview, or an explanation. */
  get preview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
  }

  /** The editor that has the focus. */
  get editor() {
    return this.page.locator('.monaco-editor.focused').first()
  }

  get squiggles() {
    return this.page.locator('.squiggly-error')
  }

  /** The box above a list, or for a path. */
  get input() {
    return this.page.locator('.quick-input-widget input.input')
  }

  /** What VS Code says in a corner of the window. */
  notification(words) {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: words }).first()
  }

  /** A line of text above a trace that does something. */
  lens(words) {
    return this.page.locator('.codelens-decoration a', { hasText: words }).first()
  }

  /** An item of a list to pick from, the palette's among them. */
  choice(words) {
    return this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${words}"]`).first()
  }

  /** The first of what may be written next. */
  proposal(words) {
    return this.page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: words })
  }

  /** An item of the Testing view, which tells how it fared: `refused.synfin (Failed), in 9.0ms`. */
  test(words) {
    return this.page.locator(`.test-explorer .monaco-list-row[aria-label^="${words}"]`).first()
  }

  /** What VS Code writes over a line on which a test failed. */
  get failure() {
    return this.page.locator('.test-error-content-widget').first()
  }

  /** The part of the picture that stands for a line of the trace. */
  drawn(line) {
    return this.preview.locator(`#canvas .target[aria-label^="Line ${line}:"]`).first()
  }

  async presses(...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /**
   * Presses keys until the window heeds them: while it still moves the focus it may not, and it takes away again what
   * hovers when something else in it changes.
   *
   * @param {import('playwright-core').Locator} sign what is to be seen then
   */
  async pressesUntil(sign, ...keys) {
    for (let left = TRIES - 1; ; left--) {
      await this.presses(...keys)
      try {
        return await sign.waitFor({ timeout: PATIENCE / TRIES })
      } catch (error) {
        if (left === 0) throw error
        await this.presses('Escape')
      }
    }
  }

  /** Letter by letter, as fast as a good typist. */
  async types(text) {
    await this.page.keyboard.type(text, { delay: 20 })
  }

  async pastes(text) {
    await this.page.keyboard.insertText(text)
  }

  /** Chooses a command from the palette. */
  async runs(command) {
    await this.pressesUntil(this.input, 'F1')
    await this.picks(`>${command}`, command)
  }

  /** Types into the box above a list, and takes an item that is left. */
  async picks(words, item = words) {
    await this.input.fill(words)
    await this.choice(item).click()
  }

  async opens(file) {
    await this.pressesUntil(this.input, 'Control+p')
    await this.picks(file)
    await this.page.locator(`.monaco-editor.focused[data-uri$="/${file}"] .view-line`).first().waitFor()
  }

  /** Opens an empty document, which the settings make a trace. */
  async beginsTrace() {
    await this.pressesUntil(
      this.page.locator('.monaco-editor.focused[data-uri^="untitled:"]'),
      'Control+Alt+n',
    )
    await this.page.locator('#status\\.editor\\.mode', { hasText: 'Synfin' }).waitFor()
  }

  async opensPreview() {
    await this.pressesUntil(this.drawn(1).or(this.drawn(2)).first(), 'Control+k', 'v')
  }

  /** From the preview back into the editor; whatever is opened before the focus has moved would close again. */
  async turnsToText() {
    await this.pressesUntil(this.editor, 'Control+1')
  }

  async goesTo(line, column = 1) {
    await this.pressesUntil(this.input, 'Control+g')
    await this.input.fill(`:${line}:${column}`)
    await this.presses('Enter')
    await this.seesCursor(`Ln ${line}, Col ${column}`)
    await this.editor.waitFor()
  }

  async opensTesting() {
    await this.page.locator('.activitybar [aria-label^="Testing"]').first().click()
    await this.page.locator('.test-explorer .monaco-list-row').first().waitFor()
  }

  /** An item of the status bar. */
  status(words) {
    return this.page.locator('.statusbar-item', { hasText: words }).first()
  }

  /** Waits until the status bar tells that place. */
  async seesCursor(place) {
    await this.page.locator('#status\\.editor\\.selection', { hasText: place }).waitFor()
  }

  /**
   * Waits until a replay shows what it is about.
   *
   * @throws Error with the extension's own words where there was no replay
   */
  async seesReplay(sign) {
    const refusal = this.notification('cannot replay')
    await sign.or(refusal).first().waitFor()
    if (await refusal.isVisible()) throw new Error(await refusal.innerText())
  }

  /** The whole text of the editor, without what is only shown in it; the cursor is then at its end. */
  async readsText() {
    await this.presses('Control+a', 'Control+c', 'ArrowRight')
    return this.readsClipboard()
  }

  readsClipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText())
  }

  /** Chooses a command from the palette that puts something on the clipboard. */
  async copiesBy(command) {
    await this.page.evaluate(() => navigator.clipboard.writeText(''))
    await this.runs(command)
    return until(() => this.readsClipboard())
  }

  /** The titles of the walkthrough's steps. */
  async readsWalkthrough() {
    await this.runs('Welcome: Open Walkthrough')
    await this.picks('From an empty file')
    const steps = this.page.locator('.gettingStartedContainer .getting-started-step .step-title')
    await steps.first().waitFor()
    return steps.allInnerTexts()
  }

  /** Closes every editor, whatever is unsaved, and what VS Code has said. */
  async tidies() {
    await this.runs('View: Close All Editors')
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: 'save' })
    const empty = this.page.locator('.editor-group-container.empty')
    await dialog.or(empty).first().waitFor()
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: "Don't Save" }).click()
    await empty.first().waitFor()
    await this.runs('Notifications: Clear All Notifications')
  }
}

/** Asks again and again until there is an answer. */
export async function until(ask) {
  const began = Date.now()
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() - began > PATIENCE) throw new Error(`not within ${PATIENCE} ms: ${ask}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
