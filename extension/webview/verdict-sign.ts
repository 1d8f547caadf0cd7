import type { ShownRun } from './messages.ts'

/** The sign of a verdict wherever only text can be shown. */
export const VERDICT_SIGN: Readonly<Record<ShownRun['verdict'], string>> = {
  passed: '✓',
  failed: '✖',
  skipped: '–',
}
