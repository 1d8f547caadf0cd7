import type { CheckedFile, Finding } from '@synfin/trace'

/** The findings of a file that are shown: those that are only information where they are asked for. */
export function shownFindings({ findings }: CheckedFile, verbose: boolean): readonly Finding[] {
  return findings.filter(({ severity }) => verbose || severity !== 'info')
}

/** All that a finding says, for a program that shows plain text. */
export function plainText({ message, why, help }: Finding): string {
  return [message, why, help].filter(part => part !== undefined).join('\n')
}
