import { readFileSync } from 'node:fs'
import type { ReplayRun, ReplayStep } from '@synfin/runner'
import { languageOf, speak, type Translations } from '@synfin/trace'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DARK, HIGH_CONTRAST, LIGHT, PreviewBrowser, type PreviewTab } from './preview-tab.ts'

const TEARDOWN = example('teardown-four-segments')

let browser: PreviewBrowser
let tab: PreviewTab

beforeAll(async () => {
  browser = await PreviewBrowser.start()
}, 420_000)
afterAll(() => browser?.[Symbol.asyncDispose]())
beforeEach(async () => {
  tab = await browser.open()
})
afterEach(async () => {
  expect(tab.alarms).toEqual([])
  await tab.page.close()
})

describe('a trace', () => {
  test('has both states beside every arrow, and its calls as notes', async () => {
    await tab.show(TEARDOWN, 8)
    expect(await texts('.beside text')).toHaveLength(2 * (1 + 7))
    expect(await texts('.beside.new text')).toContain('TIME_WAIT')
    expect(await texts('[data-et="note"]')).toContain('listen → LISTEN')
  })

  test('says each segment in words, with the states it leads to', async () => {
    await tab.show(TEARDOWN, 8)
    expect(await attribute('[aria-label^="Line 8:"]', 'aria-label')).toBe(
      'Line 8: B sends SYN ACK to A, sequence k, acknowledges j+1; then ESTABLISHED and SYN_RCVD',
    )
    expect(await texts('svg > title')).toEqual(['client closes first'])
    expect((await texts('svg > desc'))[0]).toContain('7 segments between A, B')
  })

  test('has its findings in place by sign, and by message in the tip and for who hears the page', async () => {
    await tab.show('A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j', 1)
    expect(await texts('text.error')).toEqual(['✖ synack-wrong-ack'])
    const target = tab.page.locator('[aria-label^="Line 2:"]')
    expect(await target.getAttribute('aria-label')).toContain('`ack=j` acknowledges nothing A has sent')
    await target.hover()
    expect(await tab.page.locator('#tip').textContent()).toContain('write `ack=j+1`')
    await target.focus()
    expect(await tab.page.locator('#tip').isVisible()).toBe(true)
  })

  test('with a long note shows its beginning, and all of it to who points at it, searches or hears the page', async () => {
    const note = `${'半连接队列满了；'.repeat(40)} and; so; on`
    await tab.show(`A -> B SYN seq=j\nnote A "${note}"`, 1)
    const target = tab.page.locator('[aria-label^="Line 2:"]')
    expect(await target.textContent()).toContain(' …')
    expect(await target.getAttribute('aria-label')).toBe(`Line 2: ${note}`)
    await target.hover()
    expect(await tab.page.locator('#tip').textContent()).toBe(`line 2: ${note}`)
  })

  test('has a note in Chinese in a box no wider than it needs', async () => {
    await tab.show('A -> B SYN\nnote A "“三次握手”；《卷一》：为什么？！——因为 SYN 可能是旧的 😀"', 1)
    const [box = 0, text = 0] = await tab.page.evaluate<number[]>(`{
      const note = document.querySelector('[data-et="note"]')
      const widths = [...note.querySelectorAll('text')].map(text => text.getBBox().width)
      ;[note.querySelector("rect").getBBox().width, Math.max(...widths)]
    }`)
    expect(box).toBeLessThan(text + 40)
  })

  test('tells each finding of a note in its own colour, errors first', async () => {
    await tab.show('A -> B SYN\n[A=FINWAIT1]\n', 1)
    const note = tab.page.locator('[data-et="note"]', { hasText: 'FINWAIT1' })
    expect(
      await note
        .locator('text')
        .evaluateAll(texts =>
          texts.map(
            ({ textContent, classList }) => `${textContent} ${/error|warning/.exec(classList.value)}`,
          ),
        ),
    ).toEqual(['[A=FINWAIT1] null', '✖ state-mismatch error', '⚠ state-alias warning'])
  })

  test('with lost and delayed segments shows how far each came', async () => {
    await tab.show('B: listen\nA -x B SYN seq=1\nA -> ... SYN seq=1\nA -x B SYN seq=1\n... -> B SYN seq=1', 1)
    expect(await tab.page.locator('path.flight').count()).toBe(1)
    const reaches = await tab.page.evaluate<boolean[]>(`{
      const lifelines = [...document.querySelectorAll('[data-et="life-line"]')]
      const right = Math.max(...lifelines.map(line => line.x1.baseVal.value))
      const arrows = [...document.querySelectorAll('line[data-et="message"]')]
      arrows.map(arrow => right - arrow.x2.baseVal.value < 10)
    }`)
    expect(reaches).toEqual([false, false, false, true])
  })

  test('that is empty says what to write', async () => {
    await tab.show('// nothing yet\n', 1)
    expect(await tab.page.locator('.reason').textContent()).toContain('Try: A -> B SYN seq=j')
  })
})

describe('two ways', () => {
  test('the cursor on a `use` marks all that it brings', async () => {
    await tab.show(
      'use open(A, B)\nA -> B FIN ACK\nfragment open(X, Y)\nX -> Y SYN\nY -> X SYN ACK\nX -> Y ACK',
      1,
    )
    expect(await tab.page.locator('.target.current[aria-label*=" sends "]').count()).toBe(3)
    await tab.show(
      'use open(A, B)\nA -> B FIN ACK\nfragment open(X, Y)\nX -> Y SYN\nY -> X SYN ACK\nX -> Y ACK',
      5,
    )
    expect(await attribute('.target.current', 'aria-label')).toMatch(/^Line 5:/)
  })

  test('a click on a segment, note or state goes to its line', async () => {
    await tab.show(TEARDOWN, 1)
    await tab.page.locator('[aria-label^="Line 8:"]').click()
    await tab.page.locator('[data-et="note"]', { hasText: '2msl' }).click()
    await tab.page.locator('.beside.new', { hasText: 'TIME_WAIT' }).click()
    await tab.choose('state')
    await tab.page.locator('.edgeLabel', { hasText: 'line 11' }).first().click()
    await tab.page.locator('g.node', { hasText: 'CLOSE_WAIT' }).click()
    await expect.poll(() => tab.heard).toEqual([8, 16, 14, 11, 11].map(line => ({ kind: 'reveal', line })))
  })

  test('the keyboard goes from segment to segment, and to the line', async () => {
    await tab.show(TEARDOWN, 1)
    await tab.page.locator('#canvas').focus()
    for (const key of ['Tab', 'ArrowDown', 'ArrowDown', 'Enter', 'End', 'Enter', 'Home', 'Enter'])
      await tab.page.keyboard.press(key)
    await expect.poll(() => tab.heard).toEqual([7, 16, 5].map(line => ({ kind: 'reveal', line })))
  })

  test('the cursor marks its line and scrolls to it', async () => {
    await tab.page.setViewportSize({ width: 900, height: 300 })
    await tab.show(TEARDOWN, 5)
    expect(await scrollTop()).toBe(0)
    await tab.post({ kind: 'cursor', line: 16 })
    expect(await scrollTop()).toBeGreaterThan(100)
    expect(await attribute('.current', 'aria-label')).toContain('Line 16:')
  })

  test('a trace is chosen from several', async () => {
    const two = 'trace "one"\nA -> B SYN\ntrace "two"\nA -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j\n'
    await tab.show(two, 1)
    expect(await texts('#traces option')).toEqual(['⚠ one', '✖ two'])
    await tab.page.locator('#traces').selectOption({ index: 1 })
    await expect.poll(() => tab.heard).toEqual([{ kind: 'choose', line: 3 }])
    await tab.show(two, 3)
    expect(await tab.page.title()).toBe('story.synfin: two')
  })
})

describe('while somebody types', () => {
  test('the last good picture stays under a banner as long as a line cannot be read', async () => {
    await tab.show('A -> B SYN seq=j\nB -> A SYN ACK', 2)
    await tab.page.evaluate(`document.querySelector('#canvas svg').mark = 1`)
    await tab.show('A -> B SYN seq=j\nA -> \nB -> A SYN ACK', 2)
    expect(await tab.page.locator('#banner').textContent()).toMatch(
      /^✖ line 2 cannot be read: .*last picture/,
    )
    expect(await tab.page.evaluate(`document.querySelector('#canvas svg').mark`)).toBe(1)
    await tab.page.locator('[aria-label^="Line 2:"]').click()
    await expect.poll(() => tab.heard).toEqual([{ kind: 'reveal', line: 3 }])
    await tab.show('A -> B SYN seq=j\nA -> B SYN\nB -> A SYN ACK', 2)
    expect(await tab.page.locator('#banner').isHidden()).toBe(true)
    expect(await tab.page.locator('[data-et="message"]').count()).toBe(3)
  })

  test('the picture changes in one step, and zoom and place stay', async () => {
    await tab.page.setViewportSize({ width: 600, height: 300 })
    await tab.show(TEARDOWN, 5)
    for (const _ of [1, 2, 3]) await tab.page.keyboard.press('Control+=')
    await tab.page.evaluate(`document.querySelector('#canvas').scrollTo(30, 200)`)
    await tab.page.evaluate(`{
      window.bare = 0
      const look = () => {
        if (!document.querySelector('#canvas > svg')) window.bare++
        requestAnimationFrame(look)
      }
      look()
    }`)
    const zoom = await tab.page.locator('#zoom-reset').textContent()
    await tab.show(TEARDOWN.replace('seq=j ', 'seq=i '), 5)
    expect(await tab.page.evaluate('window.bare')).toBe(0)
    expect(await tab.page.locator('#zoom-reset').textContent()).toBe(zoom)
    expect(await scrollTop()).toBe(200)
  })

  test('nothing is drawn anew where the picture would be the same', async () => {
    await tab.show(TEARDOWN, 5)
    await tab.page.evaluate(`document.querySelector('#canvas svg').mark = 1`)
    await tab.show(`${TEARDOWN}// a remark\n`, 6)
    expect(await tab.page.evaluate(`document.querySelector('#canvas svg').mark`)).toBe(1)
  })

  test('a usual trace is drawn at once', async () => {
    await tab.show(TEARDOWN, 5)
    const times: number[] = []
    for (let edit = 0; edit < 9; edit++) times.push(await tab.timed(TEARDOWN.replaceAll('j', `j${edit}`), 5))
    const [median = 0] = times.sort((one, other) => one - other).slice(4)
    console.log(`A picture of 7 segments and 5 notes takes ${median.toFixed(0)} ms`)
    // Machines that run all tests at once are slow: docs/preview.md says what is usual, this only that nothing hangs.
    expect(median).toBeLessThan(2000)
  })

  test('a long trace is drawn around the cursor, and the part follows it', async () => {
    const long = ['A -> B SYN', 'B -> A SYN ACK', ...Array(900).fill('A -> B ACK')].join('\n')
    await tab.show(long, 500)
    expect(await tab.page.locator('[data-et="message"]').count()).toBe(300)
    expect(await attribute('.current', 'aria-label')).toContain('Line 500:')
    await tab.show(long, 900)
    expect(await attribute('.current', 'aria-label')).toContain('Line 900:')
  })
})

describe('the picture is looked at', () => {
  test('larger and smaller by buttons, keys and wheel, and fits again', async () => {
    await tab.show(TEARDOWN, 5)
    const zoom = () => tab.page.locator('#zoom-reset').textContent()
    await tab.page.locator('#zoom-in').click()
    expect(await zoom()).toBe('126%')
    await tab.page.keyboard.press('Control+-')
    expect(await zoom()).toBe('100%')
    await tab.page.mouse.move(300, 300)
    await tab.page.keyboard.down('Control')
    await tab.page.mouse.wheel(0, -100)
    await tab.page.keyboard.up('Control')
    await expect.poll(zoom).toBe('126%')
    await tab.page.keyboard.press('Control+0')
    expect(await zoom()).toBe('100%')
  })

  test('elsewhere by dragging it, which is no click', async () => {
    await tab.page.setViewportSize({ width: 900, height: 300 })
    await tab.show(TEARDOWN, 5)
    const box = await tab.page.locator('[aria-label^="Line 7:"]').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 10]
    await tab.page.mouse.move(x, y)
    await tab.page.mouse.down()
    await tab.page.mouse.move(x, y - 90, { steps: 4 })
    await tab.page.mouse.up()
    expect(await scrollTop()).toBe(90)
    await expect.poll(() => tab.heard).toEqual([])
  })

  test('by words: all matches are marked, Enter goes from one to the next', async () => {
    await tab.show(TEARDOWN, 5)
    await tab.page.keyboard.press('Control+f')
    await tab.page.keyboard.type('fin ack')
    expect(await tab.page.locator('.match').count()).toBe(2)
    expect(await tab.page.locator('#search-count').textContent()).toBe('1 of 2')
    await tab.page.keyboard.press('Enter')
    expect(await attribute('.found', 'aria-label')).toContain('Line 14:')
    await tab.page.keyboard.press('Shift+Enter')
    expect(await attribute('.found', 'aria-label')).toContain('Line 11:')
    await tab.page.keyboard.press('Escape')
    expect(await tab.page.locator('.match').count()).toBe(0)
  })

  test('as an earlier page was left', async () => {
    const remembered = { tab: 'state', zoom: 2, numbers: 'relative', left: 0, top: 0 }
    const again = await browser.open({ remembered })
    await again.show(TEARDOWN, 5)
    expect(await again.page.locator('#zoom-reset').textContent()).toBe('200%')
    expect(await again.page.locator('#tab-state').getAttribute('aria-selected')).toBe('true')
    await again.page.close()
  })
})

describe('the other tabs', () => {
  test("show where both ends are in the state machine after the cursor's line", async () => {
    await tab.show(TEARDOWN, 12)
    await tab.choose('state')
    expect(await texts('g.node.current text')).toEqual(['FIN_WAIT_2A', '◂ A', 'CLOSE_WAITB', '◂ B'])
    await tab.show(TEARDOWN, 16)
    expect((await texts('.here')).join()).toBe('◂ A, B')
    expect(await tab.page.locator('path.taken').count()).toBeGreaterThan(9)
  })

  test("show the header of the cursor's segment bit by bit, and as a table", async () => {
    await tab.show(TEARDOWN, 8)
    await tab.choose('header')
    expect(await texts('.packetName.set')).toEqual(['ACK', 'SYN'])
    expect(await texts('tr:nth-of-type(4) td')).toEqual([
      'Sequence Number',
      '32',
      'k',
      'the initial sequence number: the SYN takes it up',
    ])
    await tab.show(TEARDOWN, 5)
    expect(await tab.page.locator('.reason').textContent()).toContain('Line 5 has no segment: it is a call.')
  })

  test('show a header in a pane of 300 pixels with every field name as large as ever', async () => {
    await tab.page.setViewportSize({ width: 300, height: 700 })
    await tab.show(TEARDOWN.replace('SYN      seq=j', 'SYN seq=j mss=1460 ts=1/0'), 7)
    await tab.choose('header')
    const { names, smallest, overhang } = await tab.page.evaluate<HeaderNames>(HEADER_NAMES)
    expect(names).toContain('Acknowledgment Number')
    expect(names).toContain('S|Y|N')
    expect(names).toContain('Kind:|Maximum|Segment|Size')
    expect(smallest).toBeGreaterThanOrEqual(9.5)
    expect(overhang).toBeLessThanOrEqual(0)
    for (const button of await tab.page.locator('header button:visible').all())
      expect((await button.boundingBox())?.x).toBeLessThan(280)

    await tab.page.setViewportSize({ width: 1200, height: 700 })
    await expect.poll(() => texts('.packetName.set')).toEqual(['SYN'])
    await expect.poll(async () => (await tab.page.evaluate<HeaderNames>(HEADER_NAMES)).names).toContain('SYN')
  })

  test('are chosen by the arrow keys', async () => {
    await tab.show(TEARDOWN, 8)
    await tab.page.locator('#tab-sequence').focus()
    await tab.page.keyboard.press('ArrowRight')
    await tab.page.keyboard.press('ArrowRight')
    await tab.settled()
    expect(await tab.page.locator('#tab-header').getAttribute('aria-selected')).toBe('true')
    await expect.poll(() => tab.shows).toBe('header')
    expect(await tab.page.locator('table').count()).toBe(1)
  })
})

test('numbers are shown as the reader chooses', async () => {
  await tab.show(TEARDOWN, 8)
  await tab.page.locator('#numbers').selectOption('relative')
  await expect.poll(() => tab.heard).toEqual([{ kind: 'numbers', numbers: 'relative' }])
  await tab.show(TEARDOWN, 8, { numbers: 'relative' })
  expect(await texts('text.messageText')).toContain('SYN ACK seq=0 ack=1')
  expect(await tab.page.locator('#numbers option[value="live"]').isDisabled()).toBe(true)
})

describe('after a replay', () => {
  const TEXT = 'B: listen\nA -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k    ack=j+1\n'
  const step = (line: number, said: string, more: Partial<ReplayStep> = {}): ReplayStep => ({
    line,
    direction: 'sent',
    verdict: 'ok',
    expected: said,
    observed: said,
    kernelState: 'CLOSED',
    ...more,
  })
  const run: ReplayRun = {
    file: 'story.synfin',
    trace: 'story',
    kernel: 'B',
    peer: 'kernel',
    verdict: 'failed',
    reason: 'line 3: the kernel reset the connection',
    milliseconds: 0.9,
    bindings: { j: 2891336453 },
    warnings: [],
    steps: [
      step(2, 'A -> B SYN seq=j'),
      step(3, 'B -> A SYN ACK seq=k ack=j+1', {
        verdict: 'mismatch',
        observed: 'B -> A RST ACK seq=0 ack=j+1',
        message: 'the kernel reset the connection',
      }),
    ],
  }
  const known = { text: TEXT, results: [{ version: 1, traceLine: 1, text: TEXT, runs: [run] }] }

  test('each arrow is green or red, and what came instead stands beside what was expected', async () => {
    await tab.show(TEXT, 2, { known })
    expect(await tab.page.locator('line.passed').count()).toBe(1)
    expect(await tab.page.locator('line.failed').count()).toBe(2)
    expect(await texts('text.messageText.failed')).toEqual(['✖ B as the kernel: RST ACK seq=0 ack=j+1'])
    expect(await texts('#replay .comparison dd')).toEqual([
      'B -> A SYN ACK seq=k ack=j+1',
      'B -> A RST ACK seq=0 ack=j+1',
    ])
    await tab.page.locator('#replay .difference').click()
    await expect.poll(() => tab.heard).toEqual([{ kind: 'reveal', line: 3 }])
  })

  test('live numbers can be shown', async () => {
    await tab.show(TEXT, 2, { known, numbers: 'live' })
    expect(await texts('text.messageText')).toContain('SYN seq=2891336453')
  })

  test('an edit of the trace takes the colours away, and says why', async () => {
    await tab.show(TEXT, 2, { known })
    const edited = TEXT.replace('seq=k', 'seq=9')
    await tab.show(edited, 2, { known: { ...known, text: edited } })
    expect(await tab.page.locator('line.passed, line.failed').count()).toBe(0)
    expect(await tab.page.locator('#replay').textContent()).toContain(
      'The text has changed since this replay',
    )
  })
})

describe('export', () => {
  const choose = async (label: string) => {
    await tab.page.locator('#export').click()
    await tab.page.locator('[role="menuitem"]', { hasText: label }).click()
    await expect.poll(() => tab.heard.length).toBe(1)
    return tab.heard[0]
  }

  test('SVG is a file of its own that needs nothing of the page', async () => {
    await tab.show(TEARDOWN, 5)
    const message = await choose('Save as SVG')
    if (message?.kind !== 'picture') throw new Error('no picture came')
    expect(message).toMatchObject({ action: 'save-svg', tab: 'sequence' })
    expect(message.data).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(message.data).not.toMatch(/var\(--|foreignObject|<script|class="[^"]*current/)
    expect(message.data).toContain('TIME_WAIT')
  })

  test('PNG is a picture twice as fine as the screen', async () => {
    await tab.show(TEARDOWN, 5)
    const message = await choose('Save as PNG')
    if (message?.kind !== 'picture') throw new Error('no picture came')
    const png = Buffer.from(message.data, 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    const width = await tab.page.evaluate<number>(
      `document.querySelector('#canvas svg').viewBox.baseVal.width`,
    )
    expect(png.readUInt32BE(16)).toBe(Math.ceil(2 * width))
  })

  test('a command gets the picture once it is drawn', async () => {
    await tab.show(TEARDOWN, 5)
    await tab.post({ kind: 'picture', action: 'copy-svg' })
    await expect.poll(() => tab.heard).toMatchObject([{ kind: 'picture', action: 'copy-svg' }])
  })

  test('Mermaid text, a Markdown block and an untitled document are asked of the extension', async () => {
    await tab.show(TEARDOWN, 5)
    expect(await choose('Copy as Markdown')).toEqual({
      kind: 'text',
      action: 'copy-markdown',
      tab: 'sequence',
    })
  })

  test('the menu is used by keys', async () => {
    await tab.show(TEARDOWN, 5)
    await tab.page.locator('#export').focus()
    for (const key of ['Enter', 'End', 'Enter']) await tab.page.keyboard.press(key)
    await expect.poll(() => tab.heard).toEqual([{ kind: 'text', action: 'open-mermaid', tab: 'sequence' }])
  })
})

describe('a theme', () => {
  test.each([
    ['light', LIGHT],
    ['dark', DARK],
    ['high contrast', HIGH_CONTRAST],
  ])('%s gives the picture its colours', async (_, theme) => {
    const themed = await browser.open({ theme })
    await themed.show(TEARDOWN, 8)
    expect(await themed.page.evaluate<string>(fill('text.messageText'))).toBe(
      rgb(theme.variables['editor-foreground'] ?? ''),
    )
    await themed.page.close()
  })

  test('that changes is followed at once', async () => {
    await tab.show(TEARDOWN, 8)
    await tab.page.evaluate(`{
      document.documentElement.style.cssText = ${JSON.stringify(
        Object.entries(DARK.variables)
          .map(([name, value]) => `--vscode-${name}: ${value}`)
          .join(';'),
      )}
      document.body.className = 'vscode-dark'
    }`)
    await tab.settled()
    expect(await tab.page.evaluate(fill('text.messageText'))).toBe(rgb('#cccccc'))
  })
})

interface HeaderNames {
  /** Their lines, with `|` between them. */
  readonly names: readonly string[]
  /** The smallest height of a letter's font, in CSS pixels of the screen. */
  readonly smallest: number
  /** How far the picture reaches beyond the pane. */
  readonly overhang: number
}

const HEADER_NAMES = `(() => {
  const canvas = document.querySelector('#canvas')
  const svg = canvas.querySelector('svg')
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  const texts = [...svg.querySelectorAll('.packetName')]
  return {
    names: texts.map(text => [...text.children].map(({ textContent }) => textContent).join('|')),
    smallest: Math.min(...texts.map(text => Number.parseFloat(getComputedStyle(text).fontSize) * scale)),
    overhang: svg.getBoundingClientRect().width - canvas.clientWidth,
  }
})()`

describe('in Chinese', () => {
  const bundle: Translations = JSON.parse(
    readFileSync(new URL('../../extension/l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8'),
  )
  let chinese: PreviewTab

  beforeEach(async () => {
    const language = await languageOf('zh-CN')
    if (language) speak({ ...language, texts: { ...language.texts, ...bundle } })
    chinese = await browser.open({ texts: bundle })
    await chinese.show(TEARDOWN, 8)
  })
  afterEach(async () => {
    speak(undefined)
    expect(chinese.alarms).toEqual([])
    await chinese.page.close()
  })

  test('a segment says its line and its numbers, in the tip and for who hears the page', async () => {
    const target = chinese.page.locator('[aria-label^="第 8 行："]')
    expect(await target.getAttribute('aria-label')).toBe(
      '第 8 行：B 向 A 发送 SYN ACK，序号 k，确认号 j+1；之后为 ESTABLISHED、SYN_RCVD',
    )
    await target.hover()
    expect(await chinese.page.locator('#tip').textContent()).toBe(
      '第 8 行：B 向 A 发送 SYN ACK，序号 k，确认号 j+1',
    )
  })

  test('the edges that the trace takes are set off in the state diagram, and the header has its table', async () => {
    await chinese.choose('state')
    const taken = chinese.page.locator('.edgeLabels .taken')
    expect(await taken.count()).toBeGreaterThan(5)
    expect((await taken.allTextContents()).every(text => /第 \d+ 行/.test(text))).toBe(true)
    await chinese.choose('header')
    expect(await chinese.page.locator('caption').textContent()).toBe(
      '第 8 行：B -> A SYN ACK seq=k ack=j+1 的 TCP 首部',
    )
    expect(await chinese.page.locator('th').allTextContents()).toEqual(expect.arrayContaining(['字段', '值']))
  })
})

function fill(selector: string): string {
  return `getComputedStyle(document.querySelector('#canvas ${selector}')).fill`
}

function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))
  return `rgb(${red}, ${green}, ${blue})`
}

async function texts(selector: string): Promise<readonly string[]> {
  return (await tab.page.locator(selector).allTextContents()).map(text => text.trim())
}

async function attribute(selector: string, name: string): Promise<string | null> {
  return tab.page.locator(selector).first().getAttribute(name)
}

function scrollTop(): Promise<number> {
  return tab.page.evaluate<number>(`document.querySelector('#canvas').scrollTop`)
}

function example(name: string): string {
  return readFileSync(new URL(`../../examples/${name}.synfin`, import.meta.url), 'utf8')
}
