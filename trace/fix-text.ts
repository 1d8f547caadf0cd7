/** Mends a whole text by the fixes its findings propose. */
import { applyFirstFixes } from './apply-fixes.ts'
import type { CheckedFile } from './checked-trace.ts'
import type { Finding } from './finding.ts'
import type { Severity } from './line.ts'

/** A text after its fixes, what was fixed, in order, and what the checker says of it now. */
export interface FixedText {
  readonly text: string
  readonly fixed: readonly Finding[]
  readonly checked: CheckedFile
}

/** How often a round may follow another without anything better coming of it: a slip may hide others on its line. */
const MOST_IN_VAIN = 4
const MOST_ROUNDS = 64
/** How many fixes are tried one by one where all of a round together made things worse. */
const MOST_SINGLE_FIXES = 64

/**
 * Applies the first fix of every error and warning, round after round, until nothing better comes of it.
 *
 * The text never becomes worse: a fix after which there would be more errors than before is left out, and fixes that
 * only make others due, without end, are not applied at all.
 *
 * @example
 * const check = text => checkFile(readLines(text), { name: 'open' })
 * fixText('A -> B SIN seq=j', check).text   // 'A -> B SYN seq=j', and below it the answer that is due
 */
export function fixText(text: string, check: (text: string) => CheckedFile): FixedText {
  let best: FixedText = { text, fixed: [], checked: check(text) }
  let current = best
  for (let rounds = 0, inVain = 0; rounds < MOST_ROUNDS && inVain < MOST_IN_VAIN; rounds++) {
    const next = fixOnce(current, check)
    if (next === undefined) break
    current = next
    inVain = isBetter(next.checked, best.checked) ? 0 : inVain + 1
    if (inVain === 0) best = next
  }
  return best
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
    if (count(checked, 'error') <= count(current.checked, 'error'))
      return { text, fixed: [...current.fixed, ...fixed], checked }
  }
  return undefined
}

function isBetter(one: CheckedFile, other: CheckedFile): boolean {
  const errors = count(one, 'error') - count(other, 'error')
  return errors < 0 || (errors === 0 && count(one, 'warning') < count(other, 'warning'))
}

function count({ findings }: CheckedFile, severity: Severity): number {
  return findings.filter(finding => finding.severity === severity).length
}
