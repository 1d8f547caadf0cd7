/** Findings of lines that cannot be read or bound: what they say cannot be put on the wire. Others stop no replay. */
const UNPLAYABLE: ReadonlySet<string> = new Set([
  'syntax',
  'undefined-symbol',
  'unknown-endpoint',
  'unknown-fragment',
  'fragment-recursion',
  'unknown-state',
  'duplicate-field',
  'not-in-flight',
  'seq-range',
])

/** Whether a finding of this code keeps its trace from being replayed. */
export function isUnplayable(code: string): boolean {
  return UNPLAYABLE.has(code)
}
