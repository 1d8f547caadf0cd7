import { debianProgram } from './debian-program.mjs'

/**
 * The path of a Neovim, which the recipes of docs/editors.md are tried in.
 *
 * @throws Error that says how to install one
 */
export function neovimExecutable() {
  return debianProgram({
    name: 'Neovim',
    variable: 'NEOVIM',
    known: ['/usr/bin/nvim', '/usr/local/bin/nvim', '/snap/bin/nvim', '/opt/homebrew/bin/nvim'],
    packageName: 'neovim',
    users: 'the tests of docs/editors.md',
  })
}
