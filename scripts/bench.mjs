// Measures what Synfin promises to be fast at. Machines are noisy: compare the numbers of one run with each other.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import { benchEditor } from './bench-editor.mjs'
import { benchPackages } from './bench-packages.mjs'
import { benchReplay } from './bench-replay.mjs'

const synfin = fileURLToPath(new URL('../cli/bin/synfin.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'synfin-bench-'))

try {
  row('what', 'measured', 'aim')
  row('---', '---', '---')
  benchChecker()
  benchCheckCommand()
  benchReplay({ row, write, run, median, ms })
  await benchEditor([synfin, 'lsp', '--stdio'], { 'one trace': exchange, 'many traces': connections }, row)
  benchPackages(row)
} finally {
  rmSync(folder, { recursive: true })
}

function benchChecker() {
  const lines = readLines(connections(100_000))
  const milliseconds = median(7, () => checkFile(lines, { name: 'bench' }))
  const perSecond = Math.round((lines.length / milliseconds) * 1000)
  row('checker alone, 100,000 lines', `${perSecond.toLocaleString('en')} lines/s`, 'over 500,000 lines/s')
}

function benchCheckCommand() {
  const file = write('ten-thousand.synfin', connections(10_000))
  row('`synfin check`, 10,000 lines', ms(median(5, () => run(['check', file]))), '')
  row('`node`, empty program', ms(median(5, () => spawnSync(process.execPath, ['-e', '']))), '')
}

/** Traces of a handshake, text both ways and a teardown, ten lines each. */
function connections(lines) {
  return Array.from(
    { length: lines / 10 },
    (_, index) => `trace "connection ${index}"
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k      ack=j+1
A -> B  ACK      seq=j+1    ack=k+1
A -> B  PSH ACK  seq=j+1    ack=k+1  len=${100 + (index % 50)}
B -> A  ACK      seq=k+1    ack=j+${101 + (index % 50)}
A -> B  FIN ACK  seq=j+${101 + (index % 50)}  ack=k+1
B -> A  FIN ACK  seq=k+1    ack=j+${102 + (index % 50)}
A -> B  ACK      seq=j+${102 + (index % 50)}  ack=k+2
A: 2msl
`,
  ).join('')
}

/** One trace: a handshake, then data one way and its acknowledgments. */
function exchange(lines) {
  const handshake = 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\nA -> B  ACK  seq=j+1  ack=k+1\n'
  const segments = Array.from(
    { length: (lines - 4) / 2 },
    (_, n) => `A -> B  PSH ACK  seq=j+${1 + 2 * n}  ack=k+1  len=2
B -> A  ACK      seq=k+1  ack=j+${3 + 2 * n}
`,
  )
  return `trace "one"\n${handshake}${segments.join('')}`
}

function write(name, text) {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

function run(args) {
  const done = spawnSync(process.execPath, [synfin, ...args], { encoding: 'utf8' })
  if (done.status !== 0 && done.status !== 3)
    throw new Error(`synfin ${args.join(' ')}: ${done.stdout}${done.stderr}`)
  return done
}

/** The middle of several runs' milliseconds, after one to warm up. */
function median(runs, work) {
  work()
  const times = Array.from({ length: runs }, () => {
    const begun = performance.now()
    work()
    return performance.now() - begun
  })
  return times.sort((a, b) => a - b)[runs >> 1]
}

function ms(milliseconds) {
  return `${milliseconds < 10 ? milliseconds.toFixed(2) : Math.round(milliseconds)} ms`
}

function row(what, measured, aim) {
  console.log(`| ${what.padEnd(42)} | ${measured.padEnd(20)} | ${aim.padEnd(20)} |`)
}
