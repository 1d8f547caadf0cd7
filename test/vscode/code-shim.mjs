#!/usr/bin/env node
// Takes the arguments of a desktop VS Code, as `runTests()` of @vscode/test-electron gives them, and runs the suite
// in code-server (the extension host) and Chromium (the workbench).
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openWorkbench, startCodeServer } from './workbench.mjs'

/** Seconds after which a suite has hung. */
const LONGEST = 300

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'disable-workspace-trust': { type: 'boolean' },
  },
})

const work = mkdtempSync(path.join(tmpdir(), 'synfin-vscode-'))
const limit = setTimeout(() => end(124, `no end after ${LONGEST} s`), LONGEST * 1000)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(143, signal))
for (const failure of ['uncaughtException', 'unhandledRejection'])
  process.on(failure, error => end(70, error))
// The one who started this may be killed without a word.
const parent = process.ppid
setInterval(() => process.ppid !== parent && end(143, 'nobody waits for the result'), 500).unref()

let isEnding = false
const server = await startCodeServer({
  work,
  extensions: values['extensions-dir'],
  isTrusted: values['disable-workspace-trust'] === true,
})
const workbench = await openWorkbench(server, {
  folder: positionals[0],
  development: values.extensionDevelopmentPath,
  tests: values.extensionTestsPath,
  print: line => console.log(line),
})
await end(await workbench.suiteStatus)

async function end(status, why) {
  if (isEnding) return
  isEnding = true
  clearTimeout(limit)
  if (why !== undefined) console.error(why)
  await workbench?.close()
  await server?.stop()
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  if (process.stdout.writableLength > 0) await once(process.stdout, 'drain')
  process.exit(status)
}
