import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

const TWO = `trace "open"
A -> B  SYN  seq=j
trace "other"
C -> D  SYN  seq=j
`

test('the first trace is drawn, and that there are more is said', async () => {
  const cwd = folderOf({ 'two.synfin': TWO })
  const { status, stdout, stderr } = await synfin(['diagram', 'two.synfin'], { cwd })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^sequenceDiagram\n/)
  expect(stderr).toBe('synfin: two.synfin: this is the first of 2 traces; --trace NAME chooses another\n')
})

test('--trace chooses by name, --type the kind, -o the file', async () => {
  const cwd = folderOf({ 'two.synfin': TWO })
  const args = ['diagram', 'two.synfin', '--trace', 'other', '--type', 'state', '-o', 'out.mmd']
  expect(await synfin(args, { cwd })).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(readFileSync(`${cwd}/out.mmd`, 'utf8')).toMatch(/^stateDiagram-v2\n/)
})

test('a trace with a line that cannot be read still has a diagram', async () => {
  const { status, stdout } = await synfin(['diagram', '-'], { stdin: 'A -> B  SYN\nB ->\n' })
  expect(status).toBe(0)
  expect(stdout).toContain('sequenceDiagram')
})

test.each`
  what                           | args                                    | complaint
  ${'no trace of that name'}     | ${['two.synfin', '--trace', 'othr']}    | ${'no trace named "othr"; did you mean "other"?'}
  ${'no such file'}              | ${['one.synfin']}                       | ${'no such file'}
  ${'an empty file'}             | ${['empty.synfin']}                     | ${'no trace in this file'}
  ${'a place that is no folder'} | ${['two.synfin', '-o', 'two.synfin/x']} | ${'cannot write'}
`('$what: could not run, and says why', async ({ args, complaint }) => {
  const cwd = folderOf({ 'two.synfin': TWO, 'empty.synfin': '' })
  const { status, stdout, stderr } = await synfin(['diagram', ...args], { cwd })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(complaint)
})
