import { describe, expect, test } from 'vitest'
import { readFromPage } from '../../extension/webview/messages.ts'

describe('a message from the page', () => {
  test.each([
    [{ kind: 'ready' }],
    [{ kind: 'reveal', line: 4 }],
    [{ kind: 'choose', line: 1 }],
    [{ kind: 'tab', tab: 'header' }],
    [{ kind: 'numbers', numbers: 'relative' }],
    [{ kind: 'text', action: 'copy-mermaid', tab: 'state' }],
    [{ kind: 'picture', action: 'save-svg', tab: 'header', data: '<svg/>' }],
  ])('%j is read', message => {
    expect(readFromPage(message)).toEqual(message)
  })

  test('keeps nothing that is not expected', () => {
    expect(readFromPage({ kind: 'reveal', line: 4, uri: 'file:///etc/passwd' })).toEqual({
      kind: 'reveal',
      line: 4,
    })
  })

  test.each([
    [undefined],
    [null],
    ['ready'],
    [{}],
    [{ kind: 'execute' }],
    [{ kind: 'reveal' }],
    [{ kind: 'reveal', line: '4' }],
    [{ kind: 'reveal', line: 0 }],
    [{ kind: 'reveal', line: 1.5 }],
    [{ kind: 'choose', line: Number.NaN }],
    [{ kind: 'choose', line: 2 ** 60 }],
    [{ kind: 'numbers', numbers: 'rounded' }],
    [{ kind: 'text', action: 'delete', tab: 'state' }],
    [{ kind: 'text', action: 'copy-mermaid', tab: 'constructor' }],
    [{ kind: 'picture', action: 'save-svg', tab: 'state' }],
    [{ kind: 'picture', action: 'save-svg', tab: 'state', data: { toString: 1 } }],
    [{ kind: 'picture', action: 'save-exe', tab: 'state', data: '' }],
  ])('%j is none', message => {
    expect(readFromPage(message)).toBeUndefined()
  })
})
