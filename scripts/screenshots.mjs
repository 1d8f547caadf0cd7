// Takes the pictures that README.md, docs/ and the walkthrough show, of the packaged extension in a real VS Code: docs/images/*-{light,dark}.png.
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installExtension, packages } from '../test/vscode/packages.mjs'
import { User } from '../test/vscode/ui/user.mjs'
import { openWorkbench, startCodeServer } from '../test/vscode/workbench.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = path.join(root, 'docs/images')

/** Octets; a page with several of them should still load at once. */
const LARGEST = 200_000

const THEMES = { light: 'Light 2026', dark: 'Dark 2026' }

/** Nothing but the text and what Synfin shows of it. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 12,
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.hideCursorInOverviewRuler': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.editor.showTabs': 'single',
}

/** The wrong number with what is said of it. */
const MISTAKE = `trace "three-way handshake"
B: listen
A: connect B
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j
A -> B  ACK      seq=j+1  ack=k+1
`

/** Nobody sends a reset where somebody listens. */
const REFUSED = `trace "B refuses"
B: listen
A: connect B
A -> B  SYN      seq=j
B -> A  RST ACK  seq=0  ack=j+1    [A=CLOSED]
`

const work = mkdtempSync(path.join(tmpdir(), 'synfin-screenshots-'))
try {
  const extensions = path.join(work, 'extensions')
  installExtension(packages(work).native, extensions)
  mkdirSync(images, { recursive: true })
  for (const [shade, theme] of Object.entries(THEMES)) {
    const look = { extensions, shade, theme }
    await inWindow({ ...look, width: 900, height: 500 }, mistake)
    await inWindow({ ...look, width: 1280, height: 620 }, preview)
    await inWindow({ ...look, width: 760, height: 730 }, sequence)
    await inWindow({ ...look, width: 760, height: 900 }, states)
    await inWindow({ ...look, width: 1100, height: 520 }, testing)
  }
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

async function inWindow({ extensions, shade, theme, width, height }, show) {
  const folder = path.join(work, `${show.name}-${shade}`)
  const workspace = path.join(folder, 'traces')
  mkdirSync(workspace, { recursive: true })
  cpSync(path.join(root, 'test/vscode/workspace/client-closes-first.synfin'), `${workspace}/teardown.synfin`)
  writeFileSync(`${workspace}/handshake.synfin`, MISTAKE)
  writeFileSync(`${workspace}/refused.synfin`, REFUSED)
  const settings = { ...SETTINGS, 'workbench.colorTheme': theme }
  const server = await startCodeServer({
    work: folder,
    extensions,
    isTrusted: true,
    runsSuite: false,
    settings,
  })
  const { page, close } = await openWorkbench(server, {
    folder: workspace,
    viewport: { width, height },
    scale: 1.5,
  })
  try {
    const user = new User()
    await user.sitsDown(page, { workspace })
    await show(user, name => take(page, `${name}-${shade}.png`))
  } finally {
    await close()
    await server.stop()
  }
}

async function mistake(user, picture) {
  await user.opens('handshake.synfin')
  await user.runs('View: Toggle Primary Side Bar Visibility')
  await user.squiggles.first().waitFor()
  await user.lens('Preview').waitFor()
  await user.goesTo(5, 29)
  await user.pressesUntil(
    user.page.locator('.monaco-hover', { hasText: 'accepts only' }),
    'Control+k',
    'Control+i',
  )
  await picture('mistake')
}

async function preview(user, picture) {
  await user.opens('teardown.synfin')
  await user.runs('View: Toggle Primary Side Bar Visibility')
  await user.opensPreview()
  await widensText(user.page, 90)
  await user.lens('Replay with B as the kernel').click()
  await user.seesReplay(user.lens('✓ passed'))
  await user.runs('Notifications: Clear All Notifications')
  await user.goesTo(8)
  await user.preview.locator('#canvas .target.current').first().waitFor()
  await picture('preview')
}

async function sequence(user, picture) {
  await user.opens('teardown.synfin')
  await user.runs('View: Toggle Primary Side Bar Visibility')
  await user.lens('Replay with B as the kernel').click()
  await user.seesReplay(user.lens('✓ passed'))
  await user.runs('Notifications: Clear All Notifications')
  await user.opensPreview()
  await user.goesTo(8)
  await user.preview.locator('#canvas .target.current').first().waitFor()
  await user.presses('Control+2')
  await user.runs('View: Toggle Maximize Editor Group')
  await picture('sequence')
}

async function states(user, picture) {
  await user.opens('teardown.synfin')
  await user.runs('View: Toggle Primary Side Bar Visibility')
  await user.opensPreview()
  await user.goesTo(8)
  await user.preview.getByRole('tab', { name: 'States' }).click()
  await user.preview.locator('#canvas svg', { hasText: 'FIN_WAIT_2' }).waitFor()
  await user.runs('View: Toggle Maximize Editor Group')
  await picture('states')
}

async function testing(user, picture) {
  await user.opens('refused.synfin')
  await user.opensTesting()
  await user.runs('Test: Run All Tests')
  await user.seesReplay(user.failure)
  await user.test('teardown.synfin (Passed)').waitFor()
  await user.runs('View: Toggle Panel Visibility')
  await user.failure.click()
  await user.page.locator('.test-output-peek .view-line', { hasText: 'SYN ACK' }).first().waitFor()
  await user.page.mouse.move(700, 480)
  await picture('testing')
}

/** Moves the border between the text and the preview. */
async function widensText(page, by) {
  const { x, y } = await page.locator('.editor-group-container').nth(1).boundingBox()
  await page.mouse.move(x, y + 200)
  await page.mouse.down()
  await page.mouse.move(x + by, y + 200, { steps: 5 })
  await page.mouse.up()
}

/** The editors, and what stands left of them if a view is open there; once everything stands still. */
async function take(page, name) {
  await page.waitForTimeout(1000)
  const editors = await page.locator('.part.editor').boundingBox()
  const view = await page.locator('.part.sidebar').boundingBox()
  const left = Math.min(editors.x, view?.width ? view.x : editors.x)
  const clip = { ...editors, x: left, width: editors.x + editors.width - left }
  const file = path.join(images, name)
  await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' })
  const { size } = statSync(file)
  console.log(`docs/images/${name}: ${Math.round(size / 1000)} kB`)
  if (size > LARGEST) throw new Error(`docs/images/${name} is larger than ${LARGEST} octets`)
}
