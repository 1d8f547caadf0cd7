#!/usr/bin/env node
// Starts synfin on a Node that can run it: this one, or the newer one this workspace installed.
// Plain JavaScript for Node 20, the oldest that may come by here.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const OLDEST = 22
const program = new URL('../dist/main.js', import.meta.url)

if (!existsSync(program)) giveUp('synfin is not built yet: run `npm run build`')
else if (Number.parseInt(process.versions.node, 10) >= OLDEST) {
  module.enableCompileCache?.()
  await import(program.href)
} else {
  const newer = newerNode()
  if (newer === undefined)
    giveUp(`synfin needs Node ${OLDEST} or newer, and this is Node ${process.versions.node}`)
  else runOn(newer)
}

function newerNode() {
  try {
    const found = createRequire(import.meta.url).resolve('node/bin/node')
    return found === process.execPath ? undefined : found
  } catch {
    return undefined
  }
}

/** Runs synfin on another Node as if it were this process: same arguments, streams, signals and end. */
function runOn(node) {
  const child = spawn(node, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => giveUp(`cannot start ${node}: ${error.message}`))
  child.on('exit', (status, signal) => process.exit(status ?? 128 + constants.signals[signal]))
}

function giveUp(sentence) {
  process.stderr.write(`synfin: ${sentence}\n`)
  process.exitCode = 2
}
