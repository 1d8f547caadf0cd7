import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every page for people, by its path from the root. */
export const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'cli/*.md', 'extension/*.md'], {
  cwd: root,
})

export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** A page without its blocks of code. */
export function proseOf(page: string): string {
  return textOf(page).replace(/^(`{3,}).*?^\1$/gms, '')
}
