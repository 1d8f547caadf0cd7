import { globSync } from 'node:fs'

/** The paths that a pattern matches. That globs are an experiment, which Node before 22.17 says, is nothing to the reader. */
export function matchingFiles(pattern: string): string[] {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return globSync(pattern)
  } finally {
    process.emitWarning = emitWarning
  }
}
