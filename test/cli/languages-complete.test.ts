import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { languageOf } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { CAPTURE_TEXTS } from '../../capture/zh-cn.ts'
import { COMMANDS, COMMON_OPTIONS } from '../../cli/commands.ts'
import { CLI_TEXTS } from '../../cli/zh-cn.ts'
import { RUNNER_TEXTS } from '../../runner/zh-cn.ts'
import { saidIn } from '../trace/said.ts'
import { expectChineseLayout, expectSameContents } from '../trace/translation.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { texts: ROOMS_BELOW } = (await languageOf('zh-CN')) ?? { texts: {} }
const said = { cli: [...saidBy('cli'), ...helpTexts()], runner: saidBy('runner'), capture: saidBy('capture') }

describe('in Chinese', () => {
  test.each(['cli', 'runner', 'capture'] as const)('no text of %s/ lacks its translation', room => {
    const known = { ...ROOMS_BELOW, ...CAPTURE_TEXTS, ...RUNNER_TEXTS, ...(room === 'cli' ? CLI_TEXTS : {}) }
    expect(said[room].filter(key => !Object.hasOwn(known, key))).toEqual([])
  })

  test('a text is translated once, and no translation is left of a text that is gone', () => {
    const keys = [ROOMS_BELOW, CAPTURE_TEXTS, RUNNER_TEXTS, CLI_TEXTS].flatMap(table => Object.keys(table))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    expect(Object.keys(CAPTURE_TEXTS).filter(key => !said.capture.includes(key))).toEqual([])
    expect(Object.keys(RUNNER_TEXTS).filter(key => !said.runner.includes(key))).toEqual([])
    expect(Object.keys(CLI_TEXTS).filter(key => !said.cli.includes(key))).toEqual([])
  })

  test.each(Object.entries({ ...CAPTURE_TEXTS, ...RUNNER_TEXTS, ...CLI_TEXTS }))(
    '"%s" is told as "%s"',
    (english, chinese) => {
      expectSameContents(english, chinese)
      expectChineseLayout(chinese)
    },
  )
})

/** What `--help` shows comes from a table. */
function helpTexts(): readonly string[] {
  const options = [...COMMON_OPTIONS, ...COMMANDS.flatMap(command => command.options)]
  return [
    ...COMMANDS.flatMap(({ summary, details }) => [summary, ...details]),
    ...options.map(({ help }) => help),
  ]
}

function saidBy(room: string): readonly string[] {
  return globSync([`${room}/*.ts`, `${room}/formats/*.ts`], { cwd: root }).flatMap(file =>
    saidIn(readFileSync(`${root}/${file}`, 'utf8')),
  )
}
