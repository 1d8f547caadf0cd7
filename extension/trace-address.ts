/** Names a trace by its file and one of its lines, counted from 1; what a code lens hands to a command. */
export interface TraceAddress {
  readonly uri: string
  readonly line: number
  /** The end the kernel is to play; the setting's otherwise. */
  readonly kernel?: string
}

/** Reads the argument of a command, which anybody may call with anything; nothing where it is no address. */
export function readTraceAddress(given: unknown): TraceAddress | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const { uri, line, kernel } = given as Partial<Record<keyof TraceAddress, unknown>>
  if (typeof uri !== 'string' || typeof line !== 'number') return undefined
  if (kernel === undefined) return { uri, line }
  return typeof kernel === 'string' ? { uri, line, kernel } : undefined
}
