import { expect, test } from 'vitest'
import { folderOf, synfin } from '../cli/synfin.ts'
import { textOf } from './pages.ts'

const LANGUAGES = [
  ['README.md', 'en'],
  ['README.zh-cn.md', 'zh-CN'],
] as const
const SHOWING_A_FINDING = [...LANGUAGES, ['extension/README.md', 'en']] as const

test.each(SHOWING_A_FINDING)('%s shows what the checker says, word for word', async (page, language) => {
  const [shown = ''] = blocksOf(page, '').filter(block => block.startsWith('error['))
  const trace = [...shown.matchAll(/^\d+ \| (.*)$/gm)].map(([, line]) => `${line}\n`).join('')
  const cwd = folderOf({ 'handshake.synfin': trace })
  const { stdout } = await synfin(['check', 'handshake.synfin', '--lang', language], { cwd })
  expect(stdout).toContain(shown)
})

test.each(LANGUAGES)('%s shows the trace as it is drawn', async page => {
  const [trace = ''] = blocksOf(page, 'synfin')
  const [shown = ''] = blocksOf(page, 'mermaid')
  const { stdout } = await synfin(['diagram', 'a.synfin'], { cwd: folderOf({ 'a.synfin': trace }) })
  const drawn = stdout.replace(/^ {2}acc\w+:.*\n/gm, '')
  expect(drawn).toContain(shown)
})

function blocksOf(page: string, kind: string): string[] {
  return [...textOf(page).matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  )
}
