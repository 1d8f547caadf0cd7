import { expect, test } from 'vitest'
import { newestOnly } from '../../extension/webview/newest-only.ts'

test('while one drawing is made, only the newest of those that wait comes next', async () => {
  const drawn: string[] = []
  let finish = () => {}
  const draw = newestOnly(async (text: string) => {
    drawn.push(text)
    await new Promise<void>(resolve => {
      finish = resolve
    })
  })
  draw('first')
  draw('second')
  draw('third')
  expect(drawn).toEqual(['first'])
  finish()
  await expect.poll(() => drawn).toEqual(['first', 'third'])
  finish()
  await Promise.resolve()
  draw('fourth')
  await expect.poll(() => drawn).toEqual(['first', 'third', 'fourth'])
})
