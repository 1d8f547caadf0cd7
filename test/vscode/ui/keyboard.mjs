import assert from 'node:assert/strict'

/** @param {import('./user.mjs').User} user */
export function keyboard(user) {
  describe('Without a mouse', () => {

    it('to be written', () => assert.ok(true))
  })
}
