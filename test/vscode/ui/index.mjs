// What a person sees and does in a window of VS Code, with the packaged extension.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Mocha from 'mocha'
import { inTwoAttempts } from '../attempts.mjs'
import { openWebWorkbench } from '../web-workbench.mjs'
import { openWorkbench, startCodeServer } from '../workbench.mjs'
import { browserAlone } from './browser-alone.mjs'
import { keyboard } from './keyboard.mjs'
import { looking } from './looking.mjs'
import { replaying } from './replaying.mjs'
import { trust } from './trust.mjs'
import { User } from './user.mjs'
import { writing } from './writing.mjs'

const workspace = fileURLToPath(new URL('../workspace', import.meta.url))
/** Where the window is drawn as it was when a test failed. */
const pictures = fileURLToPath(new URL('../../../build/test-vscode', import.meta.url))

/** A new untitled document is a trace. */
const SETTINGS = { 'files.defaultLanguage': 'synfin' }

/**
 * Goes through the windows, one after the other.
 *
 * @param {{ developed: string, packaged: string, extension: string }} folders with the extension in them: as it is
 *   developed, and as it is packaged; and the own folder of the one for browsers
 * @throws Error if a test failed in a window, and in the same window opened anew
 */
export async function testAsUser({ developed, packaged, extension }) {
  const onMachine = (extensions, isTrusted) => folder => openOnMachine({ folder, extensions, isTrusted })
  const browser = () => openWebWorkbench({ extension, settings: SETTINGS })
  for (const [title, open, suites] of [
    ['In a workspace that is trusted', onMachine(packaged, true), [writing, looking, replaying, keyboard]],
    ['In a workspace that is not trusted', onMachine(packaged, false), [trust]],
    ['In a browser alone', browser, [browserAlone]],
    [
      'Under development, in a workspace that is trusted',
      onMachine(developed, true),
      [writing, looking, replaying],
    ],
    ['Under development, in a workspace that is not trusted', onMachine(developed, false), [trust]],
  ])
    await inTwoAttempts(title, async () => {
      const failures = await testWindow(title, open, suites)
      if (failures > 0) throw new Error('a test failed')
    })
}

async function openOnMachine({ folder, extensions, isTrusted }) {
  const server = await startCodeServer({
    work: folder,
    extensions,
    isTrusted,
    runsSuite: false,
    settings: SETTINGS,
  })
  const opened = await openWorkbench(server, { folder: path.join(folder, 'workspace') })
  const close = async () => {
    await opened.close()
    await server.stop()
  }
  return { page: opened.page, close, server }
}

/** Each suite gets the user once the window is open; tells how many tests failed. */
function testWindow(title, open, suites) {
  const mocha = new Mocha({ ui: 'bdd', bail: true, timeout: 40_000, slow: 5000 })
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha)
  describe(title, () => {
    const user = new User()
    let work
    let close

    before(async () => {
      work = mkdtempSync(path.join(tmpdir(), 'synfin-ui-'))
      cpSync(workspace, path.join(work, 'workspace'), { recursive: true })
      const opened = await open(work)
      close = opened.close
      await user.sitsDown(opened.page, { workspace: path.join(work, 'workspace'), server: opened.server })
    })
    after(async () => {
      await close?.()
      rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    })
    afterEach(async function () {
      if (this.currentTest.state !== 'failed') return
      mkdirSync(pictures, { recursive: true })
      const picture = path.join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, '-')}.png`)
      await user.page.screenshot({ path: picture })
      console.log(`        the window then: ${picture}`)
    })
    for (const suite of suites) suite(user)
  })
  return new Promise(resolve => mocha.run(resolve))
}
