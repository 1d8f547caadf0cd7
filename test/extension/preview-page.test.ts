import { describe, expect, test } from 'vitest'
import { previewPage } from '../../extension/preview-page.ts'

const page = previewPage({
  cspSource: 'https://files.example',
  script: 'https://files.example/preview.js',
  style: 'https://files.example/preview.css',
  nonce: 'n0nce',
  texts: {},
})

describe('the page of the preview', () => {
  test('runs only scripts that carry its nonce and loads only its own files', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(policy.split('; ').join('\n')).toMatchInlineSnapshot(`
      default-src 'none'
      script-src 'nonce-n0nce'
      style-src https://files.example 'unsafe-inline'
      font-src https://files.example
      img-src data:
    `)
  })

  test('holds one script, and no script of its own text', () => {
    expect(page.match(/<script[^>]*>[^<]*<\/script>/g)).toEqual([
      '<script nonce="n0nce" src="https://files.example/preview.js"></script>',
    ])
    expect(page).not.toMatch(/\son\w+=/)
  })

  test('keeps what it is given inside its attributes', () => {
    const odd = previewPage({ cspSource: 'a"b', script: '"><script>', style: '<&', nonce: '"', texts: {} })
    expect(odd).not.toContain('"><script>')
    expect(odd).toContain('src="&quot;>&lt;script>"')
  })

  test('names every control for a reader who hears it', () => {
    const controls = [...page.matchAll(/<(?:button|select|input)[^>]*>[^<]*/g)].map(([control]) => control)
    for (const control of controls) expect(control).toMatch(/aria-label="\w|>\w/)
    expect(controls).toHaveLength(22)
  })
})
