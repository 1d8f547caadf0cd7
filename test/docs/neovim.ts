import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { neovimExecutable } from '../../scripts/neovim.mjs'
import { program } from '../cli/synfin.ts'

/** Milliseconds: an editor starts, and a server with it. */
const PATIENCE = 20_000

/** A Neovim without a screen, whose user types and looks at it through Neovim's own `--server`. */
export class Neovim implements AsyncDisposable {
  private readonly editor: ChildProcess
  private readonly socket: string
  private readonly complaints: string[] = []

  private constructor(editor: ChildProcess, socket: string) {
    this.editor = editor
    this.socket = socket
    editor.stderr?.on('data', data => this.complaints.push(String(data)))
  }

  /** Opens a file of the folder with the folder's `init.lua`; `bin` comes first on the path. */
  static async start(folder: string, file: string, bin: string): Promise<Neovim> {
    const socket = join(folder, 'neovim.sock')
    const args = ['--headless', '--listen', socket, '-u', 'init.lua', '-n', file]
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder }
    const editor = spawn(neovimExecutable(), args, {
      cwd: folder,
      env: { ...env, PATH: `${bin}:${process.env.PATH}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const neovim = new Neovim(editor, socket)
    await neovim.wait(() => existsSync(socket), 'it started')
    return neovim
  }

  /** The value of an expression of Lua. */
  async lua(expression: string): Promise<unknown> {
    const encoded = `luaeval('vim.json.encode(${expression.replaceAll("'", "''")})')`
    return JSON.parse(await this.ask('--remote-expr', encoded))
  }

  /** The value of an expression of Lua once it is as wanted. */
  async until<T>(expression: string, isWanted: (value: T) => boolean): Promise<T> {
    let value: T | undefined
    await this.wait(
      async () => {
        value = (await this.lua(expression)) as T
        return isWanted(value)
      },
      () => `${expression} was as wanted; it is ${JSON.stringify(value)}`,
    )
    return value as T
  }

  /** What a user types, special keys in Neovim's notation: `<Esc>`. */
  async types(keys: string): Promise<void> {
    await this.ask('--remote-send', keys)
  }

  private async ask(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await program(
      neovimExecutable(),
      ['--server', this.socket, ...args],
      {},
    )
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
    // Neovim writes an answer to one or the other, depending on its version.
    return stdout || stderr
  }

  private async wait(isSo: () => boolean | Promise<boolean>, what: string | (() => string)): Promise<void> {
    const end = Date.now() + PATIENCE
    while (!(await isSo())) {
      if (Date.now() > end || this.editor.exitCode !== null)
        throw new Error(
          `Neovim ended or gave up before ${typeof what === 'string' ? what : what()}\n${this.complaints.join('')}`,
        )
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.editor.exitCode !== null) return
    const exited = once(this.editor, 'exit')
    this.editor.kill()
    await exited
  }
}
