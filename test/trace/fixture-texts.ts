import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A trace of `test/fixtures/`. */
export interface Fixture {
  readonly name: string
  readonly path: string
  /** With its `//!` notes. */
  readonly text: string
}

/** The traces of `test/fixtures/` itself, or of a folder there. */
export function fixturesIn(folder: '' | 'on-purpose/' | 'found/'): readonly Fixture[] {
  const url = new URL(`../fixtures/${folder}`, import.meta.url)
  return readdirSync(url)
    .filter(name => name.endsWith('.synfin'))
    .map(name => {
      const path = fileURLToPath(new URL(name, url))
      return { name, path, text: readFileSync(path, 'utf8') }
    })
}

/** A text without its `//!` notes: what they expect is found then. */
export function withoutNotes(text: string): string {
  return text.replaceAll(/\s*\/\/!.*$/gm, '')
}
