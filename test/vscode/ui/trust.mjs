import assert from 'node:assert/strict'

/** @param {import('./user.mjs').User} user */
export function trust(user) {
  describe('A trace from a stranger', () => {
    const question = () => user.page.locator('.monaco-dialog-box', { hasText: 'Do you trust the authors' })

    it('is checked and drawn', async () => {
      await user.opens('wrong-ack.synfin')
      await user.squiggles.first().waitFor()
      await user.opensPreview()
    })

    it('is not replayed, and the window says why', async () => {
      await user.lens('Replay with B as the kernel').click()
      await user.notification('only in a workspace you trust').waitFor()
      assert.equal(await user.preview.locator('#replay').isVisible(), false)
      await user.runs('Notifications: Clear All Notifications')
    })

    it('is not run by the Testing view either', async () => {
      await user.opensTesting()
      await user.runs('Test: Run All Tests')
      await question().getByRole('button', { name: 'Cancel' }).click()
      await user.page.locator('.codicon-testing-cancel-icon').first().waitFor({ state: 'detached' })
      assert.equal(await user.test('wrong-ack.synfin (Not yet run)').count(), 1)
    })

    it('is replayed once the reader trusts the folder', async () => {
      await user.runs('Test: Run All Tests')
      await question().getByRole('button', { name: 'Trust Folder' }).click()
      await user.seesReplay(user.test('without-numbers.synfin (Passed)'))
    })
  })
}
