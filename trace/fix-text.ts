/** Mends a whole text by the fixes its findings propose. */
import { applyFirstFixes } from './apply-fixes.ts'
import type { CheckedFile } from './checked-trace.ts'
import type { Finding } from './finding.ts'

/** A text after its fixes, what was fixed, in order, and what the checker says of it now. */
export interface FixedText {
  readonly text: string
  readonly fixed: readonly Finding[]
  readonly checked: CheckedFile
}

/** Slips on one line are mended one after the other; no line holds this many. */
const MOST_ROUNDS = 32
/** How many fixes are tried one by one where all of a round together made things worse. */
const MOST_SINGLE_FIXES = 64

/**
 * Applies the first fix of every error and warning, round after round, until none is left that helps.
 *
 * A fix after which there would be more errors than before is left out, so the text never becomes worse. As many are
 * allowed: behind a slip that is mended there may be another on its line.
 *
 * @example
 * const check = text => checkFile(readLines(text), { name: 'open' })
 * fixText('A -> B SIN seq=j', check).text   // 'A -> B SYN seq=j', and below it the answer that is due
 */
export function fixText(text: string, check: (text: string) => CheckedFile): FixedText {
  let current: FixedText = { text, fixed: [], checked: check(text) }
  const seen = new Set([text])
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = fixOnce(current, check)
    if (next === undefined || seen.has(next.text)) break
    seen.add(next.text)
    current = next
  }
  return current
}

/** One round: every fix that does not overlap another or, where that does harm, the first that does none. */
function fixOnce(current: FixedText, check: (text: string) => CheckedFile): FixedText | undefined {
  const fixable = current.checked.findings.filter(
    ({ severity, fixes }) => severity !== 'info' && fixes.length > 0,
  )
  const attempts = [fixable, ...fixable.slice(0, MOST_SINGLE_FIXES).map(finding => [finding])]
  for (const attempt of attempts) {
    const { text, fixed } = applyFirstFixes(current.text, attempt)
    if (text === current.text) continue
    const checked = check(text)
    if (errorsIn(checked) <= errorsIn(current.checked))
      return { text, fixed: [...current.fixed, ...fixed], checked }
  }
  return undefined
}

function errorsIn({ findings }: CheckedFile): number {
  return findings.filter(({ severity }) => severity === 'error').length
}
