/** What VS Code's extension host calls to run the suite, on a desktop and in code-server alike. */
import { format } from 'node:util'
import Mocha from 'mocha'

/** In front of each line, so that code-server's window can tell the suite's lines from everybody's. */
const mark = process.env.SYNFIN_SUITE_MARK ?? ''

/** @throws Error if a test fails, which makes VS Code end with status 1 */
export async function run(): Promise<void> {
  // The extension host forwards console lines without expanding %s.
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
    for (const line of format(...words).split('\n')) console.log(mark + line)
  }
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false })
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha)
  await import('./running.ts')
  await import('./diagnostics.ts')
  await import('./quick-fixes.ts')
  await import('./editing.ts')
  await import('./reading.ts')
  const failures = await new Promise<number>(resolve => mocha.run(resolve))
  if (failures > 0) throw new Error(`${failures} tests failed`)
}
