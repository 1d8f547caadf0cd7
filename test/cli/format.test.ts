import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

const UNTIDY = 'A->B SYN seq=j\nB->A SYN+ACK seq=k ack=j+1\n'
const TIDY = 'A -> B  SYN      seq=j\nB -> A  SYN ACK  seq=k  ack=j+1\n'

test('a file is laid out in place, its mode kept, and nothing is left beside it', async () => {
  const cwd = folderOf({ 'a.synfin': UNTIDY })
  chmodSync(`${cwd}/a.synfin`, 0o640)
  expect(await synfin(['format', 'a.synfin'], { cwd })).toEqual({
    status: 0,
    stdout: 'a.synfin: formatted\n',
    stderr: '',
  })
  expect(readFileSync(`${cwd}/a.synfin`, 'utf8')).toBe(TIDY)
  expect(statSync(`${cwd}/a.synfin`).mode & 0o777).toBe(0o640)
  expect(readdirSync(cwd)).toEqual(['a.synfin'])
})

test('what is laid out already is left alone', async () => {
  const cwd = folderOf({ 'a.synfin': TIDY })
  const before = statSync(`${cwd}/a.synfin`).mtimeMs
  expect(await synfin(['format', 'a.synfin'], { cwd })).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(statSync(`${cwd}/a.synfin`).mtimeMs).toBe(before)
})

test('--check changes nothing and lists what is not formatted', async () => {
  const cwd = folderOf({ 'a.synfin': UNTIDY, 'b.synfin': TIDY })
  expect(await synfin(['format', '--check', '.'], { cwd })).toEqual({
    status: 1,
    stdout: 'a.synfin\n',
    stderr: '',
  })
  expect(readFileSync(`${cwd}/a.synfin`, 'utf8')).toBe(UNTIDY)
  expect(await synfin(['format', '--check', 'b.synfin'], { cwd })).toMatchObject({ status: 0, stdout: '' })
})

test('`-` formats standard input to standard output', async () => {
  expect(await synfin(['format', '-'], { stdin: UNTIDY })).toEqual({ status: 0, stdout: TIDY, stderr: '' })
})

test('a symbolic link stays one: the file it names is written', async () => {
  const cwd = folderOf({ 'real.txt': UNTIDY })
  symlinkSync('real.txt', `${cwd}/link.synfin`)
  await synfin(['format', 'link.synfin'], { cwd })
  expect(readFileSync(`${cwd}/real.txt`, 'utf8')).toBe(TIDY)
})

test('a file that cannot be read does not keep the next from being formatted', async () => {
  const cwd = folderOf({ 'a.synfin': UNTIDY })
  expect((await synfin(['format', 'missing.synfin', 'a.synfin'], { cwd })).status).toBe(2)
  expect(readFileSync(`${cwd}/a.synfin`, 'utf8')).toBe(TIDY)
})
