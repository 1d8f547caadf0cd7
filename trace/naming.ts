/** Reads sums, and gives a new symbol its value where it stands for the first time. */
import type { Linear } from './checked-trace.ts'
import type { Expression, Span } from './line.ts'
import { linearOf } from './linear.ts'
import { listed } from './listed.ts'
import type { Report } from './reporter.ts'
import { say } from './say.ts'
import type { SymbolKind, SymbolTable } from './symbols.ts'

/** What a symbol is given that nobody has seen before. */
export interface Naming {
  readonly kind: SymbolKind
  readonly value: () => number
  /** It may be part of a sum, and keeps its value whatever is added; otherwise it names a number by standing alone. */
  readonly inSums?: true
}

/** A new symbol in `len=`, or for what a call sends or receives. */
export function lengthNaming(symbols: SymbolTable): Naming {
  return { kind: 'length', value: () => symbols.freshLength(), inSums: true }
}

/** A sum, and the value the walk computes with. */
export interface NamedValue {
  readonly linear: Linear
  readonly value: number
}

/** The sum with its value, or the name of a symbol that has none and cannot get one here. */
export function readSum(
  symbols: SymbolTable,
  expression: Expression,
  line: number,
  naming: Naming | 'must-be-known',
): NamedValue | { readonly unnamed: string } {
  const linear = linearOf(expression)
  let read = symbols.evaluate(linear)
  const fresh = 'unknown' in read ? read.unknown : undefined
  if (fresh !== undefined) {
    const others = Object.keys(linear.terms).filter(name => name !== fresh)
    const isOnlyFresh = others.every(name => symbols.get(name) !== undefined)
    if (!isOnlyFresh || !mayName(linear, fresh, naming)) return { unnamed: fresh }
    symbols.bind({ name: fresh, kind: naming.kind, value: naming.value(), line, span: expression.span })
    read = symbols.evaluate(linear)
  }
  for (const name in linear.terms) if (name !== fresh) symbols.use(name)
  return 'value' in read ? { linear, value: read.value } : { unnamed: read.unknown }
}

function mayName(linear: Linear, fresh: string, naming: Naming | 'must-be-known'): naming is Naming {
  if (naming === 'must-be-known' || linear.terms[fresh] !== 1) return false
  return naming.inSums === true || (linear.constant === 0 && Object.keys(linear.terms).length === 1)
}

/** How many of the symbols above a finding names. */
const KNOWN_TOLD = 8

/** The finding about a symbol without a value, wherever it stands. */
export function undefinedSymbol(name: string, span: Span, symbols: SymbolTable): Report {
  const known = symbols.names(KNOWN_TOLD).map(other => say`${other} (line ${symbols.get(other)?.line ?? 0})`)
  return {
    code: 'undefined-symbol',
    span,
    message: say`nothing above this line gives \`${name}\` a value`,
    why:
      known.length > 0
        ? say`a symbol stands for an initial sequence number and gets its value from a SYN's \`seq=\` (§3.4.1); so far: ${listed(known)}`
        : say`a symbol stands for an initial sequence number and gets its value from a SYN's \`seq=\` (§3.4.1)`,
  }
}
