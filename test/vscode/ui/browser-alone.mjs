import assert from 'node:assert/strict'

/** @param {import('./user.mjs').User} user */
export function browserAlone(user) {
  describe('A trace on a web site', () => {
    const asked = new Set()

    before(async () => {
      user.page.on('request', request => asked.add(new URL(request.url()).origin))
      await user.page.reload()
      await user.sitsDown(user.page)
    })

    it('is checked as it is typed', async () => {
      await user.beginsTrace()
      await user.types('A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j')
      await user.squiggles.first().waitFor()
      await user.types('+1')
      await user.squiggles.first().waitFor({ state: 'detached' })
    })

    it('is continued by the next legal segment', async () => {
      await user.presses('Enter')
      await user.pressesUntil(user.proposal('A -> B'), 'Control+Space')
      await user.presses('Enter')
      await user.page.locator('.view-line', { hasText: 'ack=k+1' }).waitFor()
    })

    it('is drawn', async () => {
      await user.opensPreview()
      assert.equal(await user.preview.locator('#canvas [data-et="message"]').count(), 3)
    })

    it('is explained, also where VS Code cannot show Markdown', async () => {
      await user.turnsToText()
      await user.runs('Synfin: Explain Finding, State or Flag')
      await user.picks('FIN_WAIT_2')
      const text = user.page.locator('.monaco-editor[data-uri$="states.md"] .view-line', {
        hasText: '## FIN_WAIT_2',
      })
      const rendered = user.preview.locator('h2', { hasText: 'FIN_WAIT_2' })
      await Promise.any([text.first().waitFor(), rendered.waitFor()])
      await user.turnsToText()
    })

    it('is not replayed, and what would replay is not there', async () => {
      await user.lens('Preview').waitFor()
      assert.equal(await user.lens('Replay').count(), 0)
      assert.equal(await user.page.locator('.testing-run-glyph').count(), 0)
      await user.pressesUntil(user.input, 'F1')
      await user.input.fill('>Synfin: Re')
      await user.choice('Synfin: Restart Language Server').waitFor()
      assert.equal(await user.choice('Synfin: Replay').count(), 0)
      await user.presses('Escape')
    })

    it('is checked by a server that is started anew', async () => {
      await user.runs('Synfin: Restart Language Server')
      await user.goesTo(1)
      await user.types('?')
      await user.squiggles.first().waitFor()
      await user.presses('Backspace')
      await user.squiggles.first().waitFor({ state: 'detached' })
    })

    it('says in the status bar why', async () => {
      const status = user.page.locator('.statusbar-item[aria-label*="a browser has no kernel"]')
      await status.first().waitFor()
    })

    it('is not replayed in the walkthrough either', async () => {
      assert.deepEqual(await user.readsWalkthrough(), [
        'Write a handshake',
        'Make a mistake, and mend it',
        'Look at it',
        'Ask why',
      ])
    })

    it('is shown without a request to anywhere else', () => {
      const { origin } = new URL(user.page.url())
      // Of `data:` and `blob:`, which are within the page.
      asked.delete('null')
      assert.deepEqual([...asked], [origin])
    })
  })
}
