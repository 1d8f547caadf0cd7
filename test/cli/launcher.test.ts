import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OLD_NODE } from './old-node.ts'
import { folderOf, program } from './synfin.ts'

const LAUNCHER = readFileSync(fileURLToPath(new URL('../../cli/bin/synfin.js', import.meta.url)), 'utf8')

/** Stands in for the command: tells what it was given, and ends as it is told. */
const STAND_IN = `
let input = ''
for await (const chunk of process.stdin) input += chunk
console.log(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node, input }))
process.exitCode = 3
`

const NEWER_NODE = { 'node_modules/node/bin/node': `#!/bin/sh\nexec '${process.execPath}' "$@"\n` }

test('the command runs on a Node that can run it', async () => {
  const bin = installed({ 'dist/main.js': STAND_IN })
  const { status, stdout } = await program(process.execPath, [bin, 'check', '--x'], { stdin: 'hello' })
  expect(status).toBe(3)
  expect(JSON.parse(stdout)).toEqual({ args: ['check', '--x'], node: process.versions.node, input: 'hello' })
})

test('on an old Node it runs on the newer one of the workspace: same arguments, streams and status', async () => {
  const bin = installed({ 'dist/main.js': STAND_IN, ...NEWER_NODE })
  const { status, stdout } = await program(process.execPath, ['--import', OLD_NODE, bin, 'a b', '-'], {
    stdin: 'hello',
  })
  expect(status).toBe(3)
  expect(JSON.parse(stdout)).toEqual({ args: ['a b', '-'], node: process.versions.node, input: 'hello' })
})

test('on an old Node without a newer one it says what it needs', async () => {
  const bin = installed({ 'dist/main.js': STAND_IN })
  expect(await program(process.execPath, ['--import', OLD_NODE, bin], {})).toEqual({
    status: 2,
    stdout: '',
    stderr: 'synfin: synfin needs Node 22 or newer, and this is Node 20.20.2\n',
  })
})

test('before it is built it says how to build it', async () => {
  const bin = installed({})
  expect(await program(process.execPath, [bin], {})).toEqual({
    status: 2,
    stdout: '',
    stderr: 'synfin: synfin is not built yet: run `npm run build`\n',
  })
})

test('a signal reaches the command, and its end is ours', async () => {
  const waits = `
process.on('SIGTERM', () => process.exit(7))
process.stdout.write('ready')
setInterval(() => {}, 1000)
`
  const bin = installed({ 'dist/main.js': waits, ...NEWER_NODE })
  const launcher = spawn(process.execPath, ['--import', OLD_NODE, bin])
  launcher.stdout.once('data', () => launcher.kill('SIGTERM'))
  expect(await new Promise(resolve => launcher.on('exit', resolve))).toBe(7)
})

/** An installation with the launcher and these files; the launcher's path. */
function installed(files: Readonly<Record<string, string>>): string {
  const folder = folderOf({ 'package.json': '{ "type": "module" }', 'bin/synfin.js': LAUNCHER, ...files })
  return `${folder}/bin/synfin.js`
}
