import * as assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as vscode from 'vscode'
import { open, problems, until, write } from './window.ts'

describe('Running', () => {
  it('is activated by a trace file', async () => {
    await open('client-closes-first.synfin')
    const extension = vscode.extensions.getExtension('synfin.synfin')
    assert.ok(extension, 'the extension is not installed')
    await until('activation', () => extension.isActive)
  })

  it('has every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('synfin.synfin')
    const wanted: { command: string }[] = extension?.packageJSON.contributes.commands
    const known = new Set(await vscode.commands.getCommands(true))
    assert.deepEqual(
      wanted.map(({ command }) => command).filter(command => !known.has(command)),
      [],
    )
  })

  it('opens the preview beside the text', async () => {
    await open('client-closes-first.synfin')
    await vscode.commands.executeCommand('synfin.openPreview')
    const tab = await until('the tab of the preview', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) => input instanceof vscode.TabInputWebview && /synfin\.preview/.test(input.viewType),
        ),
    )
    assert.match(tab.label, /client-closes-first/)
    await vscode.window.tabGroups.close(tab)
  })

  it('starts its server again when that was killed', async () => {
    const { document } = await open('wrong-ack.synfin')
    await problems(document)
    process.kill(languageServer(), 'SIGKILL')
    const other = await write('A -> B  SYN ACK  seq=j  ack=k+1\nB -> A  ACK  seq=k  ack=j+1\n')
    await problems(other.document)
  })

  it('keeps the findings of several files apart', async () => {
    const wrong = await open('wrong-ack.synfin')
    const right = await open('client-closes-first.synfin')
    await problems(wrong.document)
    await problems(right.document, found => found.length === 0)
  })
})

/** The process id of our server: a child of the extension host, which runs this. */
function languageServer(): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const [line] = lines.filter(
    each => each.includes('server.cjs') && Number(each.trim().split(/\s+/)[1]) === process.pid,
  )
  if (line === undefined) throw new Error('the language server does not run')
  return Number(line.trim().split(/\s+/)[0])
}
