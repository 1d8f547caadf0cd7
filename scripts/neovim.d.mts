/** The path of a Neovim; throws an Error that says how to install one. */
export function neovimExecutable(): string
