import { isUnplayable } from '@synfin/runner'

/** Of a diagnostic, what says whether its line can be played; as VS Code has it, lines counted from 0. */
export interface Diagnosis {
  readonly message: string
  readonly range: { readonly start: { readonly line: number } }
  readonly code?: string | number | { readonly value: string | number } | undefined
}

/** Why a trace, from one line to another counted from 1, cannot be replayed at all, as a sentence. */
export function whyUnplayable(
  { line, endLine }: { readonly line: number; readonly endLine: number },
  diagnoses: readonly Diagnosis[],
): string | undefined {
  const hit = diagnoses.find(({ code, range }) => {
    const at = range.start.line + 1
    return at >= line && at <= endLine && isUnplayable(String(typeof code === 'object' ? code.value : code))
  })
  if (hit === undefined) return undefined
  return `line ${hit.range.start.line + 1} cannot be read or bound: ${hit.message.split('\n', 1)[0]}`
}
