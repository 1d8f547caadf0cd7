import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { neovimExecutable } from '../../scripts/neovim.mjs'
import { command, program } from '../cli/synfin.ts'
import { Neovim } from './neovim.ts'

const NAME = 'trace "𝒳 握手"'
const TEXT = `${NAME} profil rfc9293
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j
A->B ACK seq=j+1 ack=k+1
`

describe('in Neovim, as docs/editors.md sets it up', () => {
  let folder: string
  let neovim: Neovim

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'synfin-neovim-'))
    mkdirSync(join(folder, 'bin'))
    const synfin = join(folder, 'bin/synfin')
    writeFileSync(synfin, `#!/bin/sh\nexec '${process.execPath}' '${await command()}' "$@"\n`)
    chmodSync(synfin, 0o755)
    writeFileSync(join(folder, 'init.lua'), await recipe())
    writeFileSync(join(folder, 'a.synfin'), TEXT)
    neovim = await Neovim.start(folder, 'a.synfin', join(folder, 'bin'))
  }, 180_000)

  afterAll(async () => {
    await neovim?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  test('findings stand where they belong, whatever a character is counted as', async () => {
    const placed = 'function(each) return { each.code, each.lnum, each.col } end'
    const errors = `vim.tbl_map(${placed}, vim.diagnostic.get(0, { severity = 1 }))`
    expect(await neovim.until<unknown[]>(errors, ({ length }) => length > 0)).toEqual([
      ['syntax', 0, Buffer.byteLength(`${NAME} `)],
      ['synack-wrong-ack', 2, 26],
    ])
  })

  test('a hover explains', async () => {
    await neovim.types('3G28|:lua vim.lsp.buf.hover()<CR>')
    const floating = 'vim.api.nvim_list_wins()[2] and vim.fn.getbufline(vim.fn.winbufnr(2), 1, 1)'
    const [first] = await neovim.until<string[]>(floating, lines => lines?.length === 1)
    expect(first).toContain('a SYN ACK that does not acknowledge the SYN it answers')
  })

  test('a quick fix mends', async () => {
    await neovim.types(':lua vim.ui.select = function(all, _, choose) choose(all[1]) end<CR>')
    await neovim.types('3G28|:lua vim.lsp.buf.code_action()<CR>')
    await neovim.until<string>('vim.fn.getline(3)', line => line === 'B -> A  SYN ACK  seq=k    ack=j+1')
  })

  test('the formatter lays out', async () => {
    await neovim.types(':lua (vim.lsp.buf.format or vim.lsp.buf.formatting_sync)()<CR>')
    await neovim.until<string>('vim.fn.getline(4)', line => line === 'A -> B  ACK      seq=j+1  ack=k+1')
  })

  test('what comes next is proposed', async () => {
    await neovim.types('GoB: cl<C-x><C-o>')
    await neovim.until<string>('vim.fn.getline(5)', line => line === 'B: close')
    await neovim.types('<Esc>')
  })

  test('hints show the states, where Neovim has hints', async () => {
    const hints = 'vim.lsp.inlay_hint and vim.lsp.inlay_hint.is_enabled() and vim.lsp.inlay_hint.get() or 0'
    const shown = await neovim.until<0 | Hint[]>(hints, found => found === 0 || found.length > 0)
    if (shown !== 0) expect(shown[0]?.inlay_hint.label).toBe('A SYN_SENT · B SYN_RCVD')
  })

  test('a comment is made with the sign of the language', async () => {
    expect(await neovim.lua('vim.bo.commentstring')).toBe('// %s')
  })
})

interface Hint {
  readonly inlay_hint: { readonly label: string }
}

/** The lines for this Neovim: `vim.lsp.config` came with 0.11. */
async function recipe(): Promise<string> {
  const { stdout } = await program(neovimExecutable(), ['--version'], {})
  const [, minor] = /v0\.(\d+)/.exec(stdout) ?? []
  const page = readFileSync(new URL('../../docs/editors.md', import.meta.url), 'utf8')
  const [modern = '', older = ''] = [...page.matchAll(/^```lua\n(.*?)^```$/gms)].map(([, lua]) => lua)
  return minor !== undefined && Number(minor) < 11 ? older : modern
}
