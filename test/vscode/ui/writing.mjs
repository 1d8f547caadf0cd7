import assert from 'node:assert/strict'

/** As on the card, with the slip that everybody makes. */
const HANDSHAKE = `trace "client closes first"
B: listen
A: connect B
A -> B  SYN      seq=j               [A=SYN_SENT  B=SYN_RCVD]
B -> A  SYN ACK  seq=k    ack=j      [A=ESTABLISHED]
`

/** @param {import('./user.mjs').User} user */
export function writing(user) {
  describe('Writing a trace', () => {
    it('takes it letter by letter as it is typed, and underlines the wrong number', async () => {
      await user.beginsTrace()
      await user.types(HANDSHAKE)
      await user.squiggles.first().waitFor()
      assert.equal(await user.readsText(), HANDSHAKE)
    })

    it('says in the hover what is wrong and by which section', async () => {
      await user.goesTo(5, 29)
      const hover = user.page.locator('.monaco-hover', { hasText: 'accepts only ISS < SEG.ACK' })
      await user.pressesUntil(hover.filter({ hasText: '§3.10.7.3' }), 'Control+k', 'Control+i')
      await user.presses('Escape')
    })

    it('opens the page of that finding by Explain', async () => {
      await user.runs('Synfin: Explain Finding, State or Flag')
      const first = '.quick-input-list .monaco-list-row.focused[aria-label^="synack-wrong-ack"]'
      await user.page.locator(first).waitFor()
      await user.presses('Enter')
      await user.preview.locator('h1', { hasText: 'synack-wrong-ack' }).waitFor()
      await user.turnsToText()
    })

    it('is mended by the light bulb', async () => {
      await user.goesTo(5, 29)
      const fix = user.page.locator('.action-widget .monaco-list-row.focused', { hasText: 'write ack=j+1' })
      await user.pressesUntil(fix, 'Control+.')
      await user.presses('Enter')
      await user.squiggles.first().waitFor({ state: 'detached' })
      assert.equal(await user.readsText(), HANDSHAKE.replace('ack=j ', 'ack=j+1 '))
    })

    it('proposes the next legal segment first, and inserts it', async () => {
      await user.pressesUntil(user.proposal('A -> B'), 'Control+Space')
      await user.presses('Enter')
      const text = await user.readsText()
      assert.match(text, /\nA -> B {2}ACK {6}seq=j\+1 {2}ack=k\+1/)
    })
  })

  describe('A trace that is there', () => {
    beforeEach(() => user.tidies())

    it('has every slip mended by Fix All', async () => {
      await user.beginsTrace()
      await user.pastes('A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j\nA -> B  ACK  seq=j  ack=k+1\n')
      await user.squiggles.first().waitFor()
      await user.runs('Synfin: Fix All in This File')
      await user.squiggles.first().waitFor({ state: 'detached' })
    })

    it('can begin as one of the examples', async () => {
      await user.runs('Synfin: New Trace from Template')
      await user.picks('Handshake')
      await user.lens('Replay with B as the kernel').waitFor()
      assert.match(
        await user.readsText(),
        /^\/\/ Why three segments\?[\s\S]*\ntrace "the three-way handshake"\n/,
      )
    })
  })
}
