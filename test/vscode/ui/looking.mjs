import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { until } from './user.mjs'

/** @param {import('./user.mjs').User} user */
export function looking(user) {
  describe('Looking at a trace', () => {
    const arrows = () => user.preview.locator('#canvas [data-et="message"]')
    const banner = () => user.preview.locator('#banner', { hasText: 'cannot be read' })

    before(async () => {
      await user.tidies()
      await user.opens('client-closes-first.synfin')
    })

    it('draws it beside the text', async () => {
      await user.opensPreview()
      assert.equal(await arrows().count(), 7)
    })

    it('follows an edit', async () => {
      await user.goesTo(6, 34)
      await user.types('  len=5')
      await user.preview.locator('#canvas text', { hasText: 'len=5' }).first().waitFor()
    })

    it('keeps the last good picture under a banner while a line is broken', async () => {
      await user.goesTo(7, 1)
      await user.types('%')
      await banner().waitFor()
      assert.match(await banner().innerText(), /line 7/)
      assert.equal(await arrows().count(), 7)
      await user.presses('Backspace')
      await banner().waitFor({ state: 'hidden' })
    })

    it('puts the cursor on the line of an arrow that is clicked', async () => {
      await user.drawn(8).click()
      await user.seesCursor('Ln 8, Col 1')
    })

    it('marks the arrow of the line that the cursor moves to', async () => {
      await user.goesTo(5)
      await user.preview.locator('#canvas .target.current[aria-label^="Line 5:"]').waitFor()
    })

    it('shows the way through the states, and the header of the segment at the cursor', async () => {
      await user.preview.getByRole('tab', { name: 'States' }).click()
      await user.preview.locator('#canvas svg', { hasText: 'TIME_WAIT' }).waitFor()
      await user.preview.getByRole('tab', { name: 'Header' }).click()
      await user.preview.locator('#canvas caption', { hasText: 'B -> A SYN ACK' }).waitFor()
      await user.preview.getByRole('tab', { name: 'Sequence' }).click()
      await user.drawn(5).waitFor()
    })

    it('saves the picture', async () => {
      await user.turnsToText()
      await user.runs('Synfin: Export Diagram')
      await user.picks('SVG')
      await user.page.locator('.quick-input-widget', { hasText: 'Save the diagram' }).waitFor()
      const file = path.join(user.workspace, 'client-closes-first.svg')
      await until(async () => (await user.input.inputValue()) === file)
      await user.presses('Enter')
      await user.status('Saved client-closes-first.svg').waitFor()
      const picture = readFileSync(file, 'utf8')
      for (const part of ['<svg', 'SYN_RCVD', '</svg>']) assert.ok(picture.includes(part), part)
    })

    for (const [command, copied] of [
      ['Copy Diagram as Mermaid Text', /^sequenceDiagram\n[\s\S]*->>/],
      ['Copy Diagram as Markdown', /^```mermaid\nsequenceDiagram\n[\s\S]*\n```\n$/],
    ])
      it(`puts it on the clipboard by ${command}`, async () => {
        assert.match(await user.copiesBy(`Synfin: ${command}`), copied)
      })

    it('opens it as untitled Mermaid text', async () => {
      await user.runs('Synfin: Open Diagram as Untitled Mermaid Text')
      await user.page.locator('.monaco-editor.focused[data-uri^="untitled:"] .view-line').first().waitFor()
      assert.match(await user.readsText(), /^sequenceDiagram\n/)
    })
  })
}
