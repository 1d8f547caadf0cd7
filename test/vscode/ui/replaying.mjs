import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** The kernel listens, and so does not refuse. */
const OTHERWISE = `trace "expects a reset"
B: listen
A -> B  SYN      seq=j
B -> A  RST ACK  seq=0  ack=j+1
`

/** @param {import('./user.mjs').User} user */
export function replaying(user) {
  describe('Replaying against the kernel', () => {
    before(async () => {
      await user.tidies()
      writeFileSync(path.join(user.workspace, 'expects-otherwise.synfin'), OTHERWISE)
      await user.opens('client-closes-first.synfin')
    })

    it('is begun above the trace, and says there that all went as written', async () => {
      await user.lens('Replay with B as the kernel').click()
      await user.seesReplay(user.lens('✓ passed'))
    })

    it('turns the arrows of the preview green', async () => {
      await user.opensPreview()
      await user.preview.locator('#replay', { hasText: '✓ B as the kernel' }).waitFor()
      assert.equal(await user.preview.locator('#canvas [data-et="message"].passed').count(), 7)
    })

    it('is begun in the margin', async () => {
      await user.opens('without-numbers.synfin')
      await user.page.locator('.testing-run-glyph').first().click()
      await user.seesReplay(user.lens('✓ passed'))
    })

    it('is begun in the menu of a file', async () => {
      await user.runs('View: Show Explorer')
      const file = user.page.locator(
        '.explorer-folders-view .monaco-list-row[aria-label^="fragments.synfin"]',
      )
      await file.click({ button: 'right' })
      // A menu does not heed a button that is let go at once.
      await user.page
        .locator('.monaco-menu .action-item', { hasText: 'Replay All Traces in This File' })
        .click({ delay: 200 })
      await user.seesReplay(user.notification('A opens and aborts'))
    })

    it('finds every trace in the Testing view, and plays them all', async () => {
      await user.opens('expects-otherwise.synfin')
      await user.opensTesting()
      await user.runs('Test: Run All Tests')
      await user.seesReplay(user.failure)
      for (const file of ['client-closes-first', 'fragments', 'without-numbers'])
        await user.test(`${file}.synfin (Passed)`).waitFor()
      for (const file of ['expects-otherwise', 'wrong-ack'])
        await user.test(`${file}.synfin (Failed)`).waitFor()
    })

    it('shows on the line what was expected and what the kernel did', async () => {
      assert.match(await user.failure.innerText(), /SYN ACK.* != B -> A RST ACK seq=0 ack=j\+1/)
      await user.failure.click()
      const peek = user.page.locator('.test-output-peek').first()
      await peek.locator('.view-line', { hasText: 'RST' }).first().waitFor()
      assert.match(await peek.innerText(), /the kernel sent a SYN ACK where the trace expects a RST ACK/)
      await user.presses('Escape')
    })

    it('is done again on every save, once that is asked for', async () => {
      await user.runs('Test: Start Continuous Run')
      await user.opens('expects-otherwise.synfin')
      await user.goesTo(4)
      await user.presses('Shift+End', 'Delete')
      await user.pastes('B -> A  SYN ACK  seq=k  ack=j+1\nA -> B  ACK')
      await user.presses('Control+s')
      await user.test('expects-otherwise.synfin (Passed)').waitFor()
      await user.lens('✓ passed').waitFor()
      await user.runs('Test: Stop Continuous Run')
    })

    it('is what the walkthrough ends with', async () => {
      assert.deepEqual((await user.readsWalkthrough()).slice(-2), ['Replay it', 'Keep it green'])
    })

    it('is as before when the language server was killed and came back', async () => {
      const before = languageServer(user.server)
      process.kill(before, 'SIGKILL')
      await user.beginsTrace()
      await user.types('A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j\n')
      await user.squiggles.first().waitFor()
      assert.notEqual(languageServer(user.server), before)
    })
  })
}

/** Its process id: it belongs to the group of the server that was started for this window. */
function languageServer({ pid }) {
  const lines = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n')
  const words = lines.map(line => line.trim().split(/\s+/))
  const found = words.find(
    ([, group, ...args]) => group === String(pid) && args.join(' ').includes('/server.cjs'),
  )
  if (found === undefined) throw new Error('the language server does not run')
  return Number(found[0])
}
