import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { readCheckTask, taskArguments } from '../../extension/task-arguments.ts'
import { CheckTasks } from '../../extension/tasks.ts'
import type { Task } from './vscode/values.ts'

vi.mock('vscode', () => import('./vscode/index.ts'))

const manifest = JSON.parse(readFileSync(new URL('../../extension/package.json', import.meta.url), 'utf8'))
const CLI = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

test('a task becomes a command line', () => {
  expect(taskArguments({ type: 'synfin', command: 'check' })).toEqual(['check', '--', '.'])
  expect(taskArguments({ type: 'synfin', command: 'check', files: ['-x.synfin'], profile: 'linux' })).toEqual(
    ['check', '--profile', 'linux', '--', '-x.synfin'],
  )
})

test('what is no task of ours is left alone, whatever is in tasks.json', () => {
  expect(readCheckTask({ type: 'synfin', command: 'check', files: [] })).toEqual({
    type: 'synfin',
    command: 'check',
  })
  for (const wrong of [
    { command: 'replay' },
    { files: 'a' },
    { files: [1] },
    { profile: 'x' },
    { type: 'npm' },
  ])
    expect(readCheckTask({ type: 'synfin', command: 'check', ...wrong })).toBeUndefined()
})

test('the workspace folder and the active file have a task each, which run the bundled command line', () => {
  const tasks = new CheckTasks('/extension/dist/cli/main.js').provideTasks() as unknown as Task[]
  expect(tasks.map(({ name, execution }) => `${name}: ${execution.args.join(' ')}`)).toMatchInlineSnapshot(`
    [
      check: /extension/dist/cli/main.js check -- .,
      check active file: /extension/dist/cli/main.js check -- \${file},
    ]
  `)
  expect(tasks[0]?.execution.options.cwd).toBe('/traces')
})

test('the problem matcher reads what the command line prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synfin-tasks-'))
  try {
    const file = join(folder, 'a b.synfin')
    writeFileSync(file, 'A -> B  SYN  seq=j\nB -> A  SYN ACK  seq=k  ack=j\nA -> B  SNY\n')
    const { stdout, status } = spawnSync(process.execPath, [CLI, 'check', '--', file], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(matched(stdout).map(problem => problem.replace(folder, ''))).toMatchInlineSnapshot(`
      [
        /a b.synfin:2:25 error synack-wrong-ack: \`ack=j\` acknowledges nothing A has sent,
        /a b.synfin:3:9 error syntax: \`SNY\` is no flag,
      ]
    `)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** As VS Code matches: the patterns on lines one after the other. */
function matched(output: string): readonly string[] {
  const [{ pattern }] = manifest.contributes.problemMatchers
  const [head, place] = pattern.map(({ regexp }: { regexp: string }) => new RegExp(regexp))
  const lines = output.split('\n')
  return lines.flatMap((line, index) => {
    const finding = head.exec(line)
    const at = finding && place.exec(lines[index + 1] ?? '')
    if (!finding || !at) return []
    const [first, second] = pattern
    const part = (name: string) => (first[name] ? finding[first[name]] : at[second[name]])
    return [
      `${part('file')}:${part('line')}:${part('column')} ${part('severity')} ${part('code')}: ${part('message')}`,
    ]
  })
}
