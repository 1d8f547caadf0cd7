import { say } from '@synfin/trace'
import type { Conduct } from '../comparison.ts'

/** What a stack made of a line, in as few words as a table has room for. */
export function conductText({ verdict, observed }: Conduct): string {
  switch (verdict) {
    case 'ok':
      return say`as written`
    case 'missing':
      return say`nothing`
    case 'not played':
      return '–'
    case 'unexpected':
      return say`also ${observed}`
    case 'mismatch':
      return observed
  }
}
