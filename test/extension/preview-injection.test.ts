import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ShowTrace } from '../../extension/webview/messages.ts'
import { PreviewBrowser, type PreviewTab } from './preview-tab.ts'

let browser: PreviewBrowser
let tab: PreviewTab

beforeAll(async () => {
  browser = await PreviewBrowser.start()
  tab = await browser.open()
}, 420_000)
afterAll(() => browser?.[Symbol.asyncDispose]())
beforeEach(() => {
  tab.heard.length = 0
})
afterEach(() => {
  expect(tab.alarms).toEqual([])
})

/** What somebody may write into a trace that was sent to somebody else. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['a script in SVG', '</text></svg><svg><script>alert(1)</script>'],
  ['an event handler', '<img src=x onerror=alert(1)>'],
  ['an event handler on SVG', '<svg/onload=alert(1)>'],
  ['an animation that sets a link', '<set attributeName=href to=javascript:alert(1)>'],
  ['a frame', '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>'],
  ['an object', '<object data="https://evil.test/x.svg"></object>'],
  ['an embedded page', '<foreignObject><body onload=alert(1)></foreignObject>'],
  ['a base', '<base href="https://evil.test/">'],
  ['a refresh', '<meta http-equiv=refresh content="0;url=https://evil.test/">'],
  ['a form', '<form action=https://evil.test/><button autofocus onfocus=alert(1)>'],
  ['a link that runs', '<a href="javascript:alert(1)">click</a>'],
  ['a link of Markdown', '[click](javascript:alert(1))'],
  ['an image of Markdown', '![x](https://evil.test/x.png)'],
  ['a style sheet', '<style>@import "https://evil.test/x.css";</style>'],
  ['a style', '"><g style="background:url(https://evil.test/x.png)">'],
  ['a style in a class', 'x; classDef a fill:url(https://evil.test/x.png); class p0 a'],
  [
    'a setting of Mermaid',
    '%%{init: {"securityLevel":"loose","themeCSS":"*{background:url(https://evil.test)}"}}%%',
  ],
  ['front matter', '---\nconfig:\n  securityLevel: loose\n---'],
  ['a callback', 'x\n  click p0 call alert(1)'],
  ['a link of Mermaid', 'x\n  link p0: Dashboard @ javascript:alert(1)'],
  ['links of Mermaid', 'x\n  links p0: {"x": "https://evil.test/"}'],
  ['properties of Mermaid', 'x\n  properties p0: {"class": "internal-service-actor"}'],
  ['an icon', '@{ icon: "fa:https://evil.test", img: "https://evil.test/x.png" }'],
  ['the end of a block', 'end'],
  ['several statements', 'a; p0->>p1: forged; Note over p0: forged'],
  ['a formula', '$$\\href{javascript:alert(1)}{x}$$'],
  ['entities', '&lt;script&gt;alert(1)&lt;/script&gt; &#106;avascript:alert(1) #lt;b#gt;'],
  ["Mermaid's own entities", 'ﬂ°°60¶ßscriptﬂ°°62¶ßalert(1)'],
  ['a template', '$' + '{alert(1)} {{constructor.constructor("alert(1)")()}}'],
  ['quotes', `"'\`-alert(1)-\`'"`],
  ['right-to-left text', '\u202Ealert\u202C \u2066x\u2069 \u200B\u200D\uFEFF'],
  ['control characters', '\u0000\u0008\u001B[31m\u009B'],
  ['half a character', '\ud800'],
  ['a very long word', 'x'.repeat(100_000)],
  ['very many words', 'lol '.repeat(30_000)],
  ['nested brackets', '[('.repeat(5_000)],
  ['very many combining marks', `e${'\u0301'.repeat(20_000)}`],
]

describe('nothing happens but a picture where a trace holds', () => {
  test.each(HOSTILE)('%s', async (_, text) => {
    const line = text.replaceAll('\n', ' ')
    await tab.show(
      [
        `trace "${line.replaceAll('"', '\\"')}"`,
        'B: listen',
        'A -> B  SYN  seq=j',
        `note A, B "${line.replaceAll('"', '\\"')}"`,
        // Where the grammar does not let it in, it is what a message about a broken line quotes.
        `A -> ${line}  SYN // ${line}`,
        `B -> A  SYN ACK  seq=${line}`,
      ].join('\n'),
      3,
    )
    await expectInert()
    for (const name of ['state', 'header', 'sequence'] as const) {
      await tab.choose(name)
      await expectInert()
    }
    await tab.page.locator('.target').first().hover()
    await expectInert()
    await tab.page.evaluate(`for (const target of document.querySelectorAll('#canvas *'))
      target.dispatchEvent(new MouseEvent('click', { bubbles: true }))`)
    await expectInert()
  })

  // What no grammar lets through must not depend on the grammar.
  test.each(HOSTILE)('%s in every text the page is sent', async (_, whole) => {
    // The server cuts names and messages.
    const text = whole.slice(0, 2000)
    await tab.show('B: listen\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j', 2)
    await tab.post({
      kind: 'trace',
      document: text,
      traces: [
        { name: text, line: 1, endLine: 3, errors: 1, warnings: 0 },
        { name: text, line: 4, endLine: 4, errors: 0, warnings: 0 },
      ],
      drawn: {
        index: 0,
        sequence: {
          text: 'sequenceDiagram\n  participant p0 as A\n  participant p1 as B\n  p0->>p1: SYN\n',
          rows: [
            {
              kind: 'message',
              line: 1,
              words: text,
              states: [
                { state: text as 'CLOSED', isNew: true },
                { state: text as 'CLOSED', isNew: false },
              ],
            },
          ],
          initial: undefined,
          partial: false,
        },
        state: {
          text: 'stateDiagram-v2\n  state "CLOSED" as CLOSED\n',
          reached: [{ state: 'CLOSED', line: 1 }],
        },
        header: { line: 1, without: text },
        current: [{ state: 'CLOSED', ends: [text] }],
        findings: [{ line: 1, severity: 'error', code: text, message: text, why: text, help: text }],
      },
      cursor: 1,
      numbers: 'written',
      hasLive: false,
      replay: {
        isOutdated: false,
        runs: [{ kernel: text, peer: text, verdict: 'failed', reason: text, milliseconds: 1 }],
        lines: [
          {
            line: 1,
            verdict: 'failed',
            text,
            time: text,
            differences: [{ headline: text, expected: text, observed: text }],
          },
        ],
      },
    })
    await expectInert()
    await tab.page.locator('.target').first().focus()
    await expectInert()
    for (const name of ['state', 'header', 'sequence'] as const) {
      await tab.choose(name)
      await expectInert()
    }
  })
})

test('Mermaid text that is none of ours is not even tried', async () => {
  await tab.show('A -> B SYN', 1)
  const base = shownTrace()
  const hostile = [
    '%%{init: {"securityLevel": "loose", "themeCSS": "*{fill:url(https://evil.test/x)}", "htmlLabels": true}}%%',
    'sequenceDiagram',
    '  participant p0 as <img src=x onerror=alert(1)>',
    '  participant p1 as B',
    '  link p0: Dashboard @ javascript:alert(1)',
    '  links p1: {"x": "https://evil.test/"}',
    '  rect url(https://evil.test/x.png)',
    '  p0->>p1: <a href="javascript:alert(1)"><script>alert(1)</script>x</a>',
    '  end',
  ]
  await tab.post({
    ...base,
    drawn: { ...base.drawn, sequence: { ...base.drawn.sequence, text: hostile.join('\n') } },
  })
  expect(await tab.page.locator('#banner').textContent()).toContain('this is no diagram of Synfin')
  await expectInert()
})

function shownTrace(): ShowTrace {
  const message = tab.last
  if (message?.kind !== 'trace') throw new Error('no trace is shown')
  return message
}

/** No script, handler, link or foreign resource in the page; that nothing was requested or run, `afterEach` sees. */
async function expectInert(): Promise<void> {
  const harmful = await tab.page.evaluate<string[]>(`{
    const all = [...document.querySelectorAll('*')]
    const harmful = []
    for (const element of all) {
      const name = element.localName.toLowerCase()
      if (/^(iframe|object|embed|base|form|foreignobject|image|img|video|audio|a|use|set|animate)$/.test(name)) harmful.push(name)
      if (name === 'script' && !element.nonce) harmful.push('script')
      if (name === 'meta' && /refresh/i.test(element.httpEquiv)) harmful.push('refresh')
      for (const { name: key, value } of element.attributes)
        if (/^on/i.test(key) || (/href$/i.test(key) && !/^#|preview\\.css$/.test(value)) || /url\\((?!["']?#)/i.test(key === 'aria-label' ? '' : value))
          harmful.push(key + '=' + value.slice(0, 80))
      if (name === 'style' && /url\\((?!["']?#)|@import/i.test(element.textContent)) harmful.push('style')
    }
    harmful
  }`)
  expect(harmful).toEqual([])
  expect(await tab.page.evaluate('location.href')).toBe('https://preview.test/')
}
