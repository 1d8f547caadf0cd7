/** Every state of TCP in the real kernel, at either end: reached, held and left, and every way between them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatText, readLines } from '@synfin/grammar'
import { kernelEnds, type ReplayRun } from '@synfin/runner'
import { edgesFrom, STATES, type State } from '@synfin/tcp'
import { type CheckedFile, checkFile } from '@synfin/trace'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replay, report, startRunner } from './replay.ts'
import { kernelNamedIn } from './scenarios.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const fixtures = globSync('test/fixtures/replay/*.synfin', { cwd: root }).sort()
const examples = globSync('examples/**/*.synfin', { cwd: root }).sort()

// The kernel's timers take their time: several processes wait for them side by side.
const runners = Array.from({ length: 4 }, () => startRunner())
afterAll(() => Promise.all(runners.map(runner => runner.close())))

let runs: readonly ReplayRun[]
/** Those whose states are all of one connection. */
let walks: readonly ReplayRun[]
beforeAll(async () => {
  const plays = [...fixtures, ...examples].flatMap(file =>
    check(file).traces.flatMap(trace =>
      kernelEnds(trace, kernelNamedIn(trace.name)).map(kernel => ({ file, trace, kernel })),
    ),
  )
  const shares = runners.map((runner, share) =>
    plays
      .filter((_, at) => at % runners.length === share)
      .map(async ({ file, trace, kernel }) => ({ trace, run: await runner.replay(trace, { file, kernel }) })),
  )
  const played = await Promise.all(shares.flat())
  runs = played.map(({ run }) => run)
  walks = played.filter(({ trace }) => trace.connections.length === 1).map(({ run }) => run)
}, 60_000)

describe.each(fixtures)('%s', file => {
  test('goes as it is written', () => {
    const wrong = runs.filter(run => run.file === file && run.verdict !== 'passed')
    expect(wrong.map(run => `${run.trace}, ${run.kernel} the kernel: ${report(run)}`)).toEqual([])
  })

  test('checks without an error or a warning, and is laid out as the formatter does', () => {
    expect(check(file).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(formatText(read(file))).toBe(read(file))
  })
})

test('each state is reached, held over a later line and left, with the kernel as either end', () => {
  const rows = STATES.map(state => `${state.padEnd(12)} A: ${fate(state, 'A')}  B: ${fate(state, 'B')}`)
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    CLOSED       A: reached, held, left  B: reached, held, left
    LISTEN       A: reached, held, left  B: reached, held, left
    SYN_SENT     A: reached, held, left  B: reached, held, left
    SYN_RCVD     A: reached, held, left  B: reached, held, left
    ESTABLISHED  A: reached, held, left  B: reached, held, left
    FIN_WAIT_1   A: reached, held, left  B: reached, held, left
    FIN_WAIT_2   A: reached, held, left  B: reached, held, left
    CLOSE_WAIT   A: reached, held, left  B: reached, held, left
    CLOSING      A: reached, held, left  B: reached, held, left
    LAST_ACK     A: reached, held, left  B: reached, held, left
    TIME_WAIT    A: reached, held, left  B: reached, held, left
  `)
})

test('the kernel goes every way of Figure 5', () => {
  const ways = STATES.flatMap(from => edgesFrom(from).map(to => `${from} to ${to}`))
  const gone = new Set(walks.flatMap(run => pairs(run).map(([from, to]) => `${from} to ${to}`)))
  expect(ways.filter(way => !gone.has(way))).toEqual([])
})

describe('200 hosts that never finish their handshakes', () => {
  const HOSTS = 200
  const BACKLOG = 8

  test('keep others from being served, without SYN cookies', async () => {
    const text = flood(0, `A -> B SYN seq=j mss=1460 [B/A=LISTEN]`)
    expect(await fare(text)).toBe('passed')
  })

  test('keep nobody from being served, with SYN cookies', async () => {
    const served = `A -> B SYN seq=j mss=1460
B -> A SYN ACK seq=k ack=j+1 [B/A=LISTEN]
A -> B ACK seq=j+1 ack=k+1 [B/A=ESTABLISHED]`
    expect(await fare(flood(1, served))).toBe('passed')
  })

  /** The listener has a request of as many as its backlog and one; the others' SYNs it drops, or answers by a cookie. */
  function flood(cookies: 0 | 1, others: string): string {
    const attempts = Array.from({ length: HOSTS }, (_, at) => {
      const answer = `B -> X[${at + 1}] SYN ACK seq=* ack=${at + 1}`
      const isRequest = at <= BACKLOG
      const answers =
        isRequest || cookies ? [`${answer} [B/X[${at + 1}]=${isRequest ? 'SYN_RCVD' : 'LISTEN'}]`] : []
      return [`X[${at + 1}] -> B SYN seq=${at} mss=1460`, ...answers].join('\n')
    })
    return `kernel tcp_syncookies=${cookies}
host X[${HOSTS}] 198.51.100.1
host B 192.0.2.1:80 backlog=${BACKLOG}
B: listen
${attempts.join('\n')}
${others}`
  }

  async function fare(text: string): Promise<string> {
    const [runner] = runners
    const [run] = runner ? await replay(runner, text, 'B') : []
    return run ? report(run) : ''
  }
})

function read(file: string): string {
  return readFileSync(`${root}${file}`, 'utf8')
}

function check(file: string): CheckedFile {
  return checkFile(readLines(read(file)), { name: file })
}

/** What becomes of a state while the kernel plays an end. */
function fate(state: State, end: string): string {
  const steps = walks.filter(({ kernel }) => kernel === end).flatMap(pairs)
  const isReached = steps.some(([before, after]) => before !== state && after === state)
  const isHeld = steps.some(([before, after]) => before === state && after === state)
  const isLeft = steps.some(([before, after]) => before === state && after !== state)
  return [isReached ? 'reached' : '', isHeld ? 'held' : '', isLeft ? 'left' : ''].filter(Boolean).join(', ')
}

/** The kernel's states before and after each line but the first. */
function pairs({ steps }: ReplayRun): (readonly [State, State])[] {
  return steps
    .slice(1)
    .map(({ kernelState }, at) => [steps[at]?.kernelState ?? 'CLOSED', kernelState] as const)
}
