import assert from 'node:assert/strict'
import { until } from './user.mjs'

/** @param {import('./user.mjs').User} user */
export function keyboard(user) {
  describe('Without a mouse', () => {
    before(async () => {
      await user.tidies()
      await user.opens('client-closes-first.synfin')
      await user.opensPreview()
    })

    it('the preview is reached, and every part of it has a name', async () => {
      await user.presses('Control+2')
      await until(() => user.page.evaluate(() => document.activeElement?.tagName === 'IFRAME'))
      const met = []
      for (let step = 0; step < 12; step++) {
        await user.presses('Tab')
        met.push(await focused())
        if (met.at(-1).startsWith('button Line')) break
      }
      assert.deepEqual(met, [])
    })

    const focused = () =>
      user.preview.locator(':focus').evaluate(element => {
        const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
        return `${role} ${element.getAttribute('aria-label') ?? element.textContent.trim()}`
      })
  })
}
