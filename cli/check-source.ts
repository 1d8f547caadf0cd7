import { readLines } from '@synfin/grammar'
import { type CheckedFile, checkFile, type Profile } from '@synfin/trace'
import type { Source } from './sources.ts'

/**
 * Reads and checks one file.
 *
 * A file without a single statement holds no trace at all, not an empty one.
 */
export function checkSource({ text, name }: Source, profile?: Profile): CheckedFile {
  const lines = readLines(text)
  if (lines.length === 0) return { traces: [], findings: [] }
  return checkFile(lines, profile === undefined ? { name } : { name, profile })
}
