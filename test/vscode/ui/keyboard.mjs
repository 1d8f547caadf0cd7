import assert from 'node:assert/strict'
import { until } from './user.mjs'

/** @param {import('./user.mjs').User} user */
export function keyboard(user) {
  describe('Without a mouse', () => {
    before(async () => {
      await user.tidies()
      await user.opens('without-numbers.synfin')
      await user.opensPreview()
    })

    it('every part of the preview is reached, and has a name to be read out', async () => {
      await user.presses('Control+2')
      await until(() => user.page.evaluate(() => document.activeElement?.tagName === 'IFRAME'))
      const met = []
      for (let stop = 0; stop < STOPS.length; stop++) {
        await user.presses('Tab')
        // In front of its name the button that fits the picture says how large that is.
        met.push((await focused()).replace(/\d+%: /, ''))
      }
      assert.deepEqual(met, STOPS)
    })

    it('the arrow keys go from segment to segment, and Enter to its line', async () => {
      await user.presses('ArrowDown')
      assert.match(await focused(), /^button Line 2: B sends SYN ACK to A, sequence k, acknowledges j\+1/)
      await user.presses('Enter')
      await user.seesCursor('Ln 2, Col 1')
    })

    it('a tab of the preview is chosen by the arrow keys', async () => {
      await user.presses('Control+2')
      await user.preview.locator('#tab-sequence').focus()
      await user.presses('ArrowRight')
      assert.equal(await focused(), 'tab States')
      await user.preview.locator('#canvas svg', { hasText: 'FIN_WAIT_1' }).waitFor()
      await user.presses('ArrowLeft')
    })

    it('the traces are run in the Testing view, whose items say how they fared', async () => {
      await user.runs('Testing: Focus on Test Explorer View')
      await user.presses('Control+;', 'a')
      await user.seesReplay(user.test('wrong-ack.synfin (Failed)'))
      await user.presses('Control+ArrowDown', 'End', 'ArrowRight', 'ArrowDown')
      await user.page
        .locator('.test-explorer .monaco-list-row.focused[aria-label^="wrong-ack (Failed)"]')
        .waitFor()
    })

    it('with high contrast an error is a sign, and the line of the cursor has a frame', async () => {
      await user.turnsToText()
      await user.opens('wrong-ack.synfin')
      await user.runs('Preferences: Color Theme')
      await user.picks('Dark High Contrast')
      await user.preview.locator('body.vscode-high-contrast #canvas text', { hasText: '✖' }).first().waitFor()
      await user.goesTo(2)
      const marked = user.preview.locator('#canvas .target.current').first()
      await marked.waitFor()
      const { fill, stroke } = await marked.evaluate(element => {
        const { fill, stroke } = getComputedStyle(element)
        return { fill, stroke }
      })
      assert.equal(fill, 'rgba(0, 0, 0, 0)')
      assert.notEqual(stroke, 'none')
    })

    /** What a screen reader says of the part of the preview that has the focus. */
    const focused = () =>
      user.preview.locator(':focus').evaluate(element => {
        const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
        const label = document.getElementById(element.getAttribute('aria-labelledby') ?? '')
        return `${role} ${element.getAttribute('aria-label') ?? (label ?? element).textContent.trim()}`
      })
  })
}

/** In the order of the Tab key. */
const STOPS = [
  'tab Sequence',
  'select Numbers',
  'button Search',
  'button Zoom out',
  'button Fit to the width',
  'button Zoom in',
  'button Export or copy',
  'tabpanel Sequence',
  'button Line 1: A sends SYN to B, sequence j; then SYN_SENT and SYN_RCVD',
]
