/** From the lines of a file to the statements of its traces: sections cut, fragments put in their places. */
import type {
  Expression,
  Field,
  FragmentArgument,
  FragmentLine,
  Line,
  TraceLine,
  UseLine,
  Word,
} from './line.ts'

/** A line of a trace as it is to be walked: a fragment's with its parameters replaced. */
export interface Statement {
  readonly line: Line
  /** The line as it stands in the file. */
  readonly source: Line
  /** The outermost `use` that brought it here. */
  readonly use: UseLine | undefined
  /** What the parameters of its fragment stand for, the same object for all lines of one use. */
  readonly by?: Substitution
}

/** A trace, or a file's lines before the first `trace` where there are any. */
export interface TraceSection {
  readonly header: TraceLine | undefined
  readonly lines: readonly Line[]
}

export interface FragmentSection {
  readonly header: FragmentLine
  readonly lines: readonly Line[]
}

export interface Sections {
  readonly traces: readonly TraceSection[]
  readonly fragments: readonly FragmentSection[]
}

/** Cuts a file at its `trace` and `fragment` lines. */
export function cutSections(lines: readonly Line[]): Sections {
  const traces: TraceSection[] = []
  const fragments: FragmentSection[] = []
  const starts: number[] = []
  for (let index = 0; index < lines.length; index++) {
    const kind = lines[index]?.kind
    if (kind === 'trace' || kind === 'fragment') starts.push(index)
  }
  const unnamed: TraceSection = { header: undefined, lines: lines.slice(0, starts[0]) }
  for (const [which, start] of starts.entries()) {
    const header = lines[start]
    const own = lines.slice(start + 1, starts[which + 1])
    if (header?.kind === 'trace') traces.push({ header, lines: own })
    if (header?.kind === 'fragment') fragments.push({ header, lines: own })
  }
  // Lines above the first `trace` are a trace of their own; without any `trace` an empty one is still a trace.
  const isLoose = unnamed.lines.length > 0 || (traces.length === 0 && fragments.length === 0)
  return { traces: isLoose ? [unnamed, ...traces] : traces, fragments }
}

/** What is wrong with a `use`. */
export type UseProblem =
  | { readonly code: 'unknown-fragment'; readonly use: UseLine; readonly known: readonly string[] }
  | { readonly code: 'fragment-recursion'; readonly use: UseLine; readonly path: readonly string[] }
  | { readonly code: 'argument-count'; readonly use: UseLine; readonly wanted: readonly string[] }
  | { readonly code: 'too-long'; readonly use: UseLine; readonly limit: number }

/** A problem, and the `use` in the trace itself that led to it where that is another. */
export interface LocatedUseProblem {
  readonly problem: UseProblem
  readonly outermost: UseLine | undefined
}

export interface Expansion {
  readonly statements: readonly Statement[]
  readonly problems: readonly LocatedUseProblem[]
}

/** How many lines the fragments of one trace may bring: fragments that use fragments grow fast. */
const EXPANDED_LINES = 200_000

/** Puts every used fragment's lines where the `use` stands. */
export function expand(lines: readonly Line[], fragments: ReadonlyMap<string, FragmentSection>): Expansion {
  const statements: Statement[] = []
  const problems: LocatedUseProblem[] = []
  let brought = 0

  const place = (
    line: Line,
    source: Line,
    use: UseLine | undefined,
    path: readonly string[],
    by?: Substitution,
  ): void => {
    if (line.kind !== 'use') {
      statements.push(by === undefined ? { line, source, use } : { line, source, use, by })
      return
    }
    const outermost = use ?? line
    const fragment = fragments.get(line.fragment.text)
    const problem = problemOf(line, fragment, path, fragments)
    if (problem !== undefined || fragment === undefined) {
      if (problem !== undefined) problems.push({ problem, outermost: use })
      return
    }
    const substitution = substitutionFor(fragment.header, line)
    for (const inner of fragment.lines) {
      if (++brought > EXPANDED_LINES) {
        if (brought === EXPANDED_LINES + 1)
          problems.push({
            problem: { code: 'too-long', use: outermost, limit: EXPANDED_LINES },
            outermost: undefined,
          })
        return
      }
      place(substitute(inner, substitution), inner, outermost, [...path, line.fragment.text], substitution)
    }
  }

  for (const line of lines) place(line, line, undefined, [])
  return { statements, problems }
}

function problemOf(
  use: UseLine,
  fragment: FragmentSection | undefined,
  path: readonly string[],
  fragments: ReadonlyMap<string, FragmentSection>,
): UseProblem | undefined {
  if (fragment === undefined) return { code: 'unknown-fragment', use, known: [...fragments.keys()] }
  if (path.includes(use.fragment.text))
    return { code: 'fragment-recursion', use, path: [...path, use.fragment.text] }
  const wanted = fragment.header.parameters.map(({ text }) => text)
  return wanted.length === use.arguments.length ? undefined : { code: 'argument-count', use, wanted }
}

/** What stands for each word that is replaced. */
export type Substitution = ReadonlyMap<string, FragmentArgument>

function substitutionFor(header: FragmentLine, use: UseLine): Substitution {
  return new Map(
    header.parameters.flatMap(({ text }, index) => {
      const argument = use.arguments[index]
      return argument === undefined ? [] : [[text, argument] as const]
    }),
  )
}

/** The line with every parameter replaced by its argument; positions stay those of the fragment. */
export function substitute(line: Line, by: Substitution): Line {
  const end = <W extends Word | undefined>(word: W): W => {
    const argument = word === undefined ? undefined : by.get(word.text)
    return argument === undefined || word === undefined ? word : { ...word, text: argument.text }
  }
  const sum = <E extends Expression | undefined>(expression: E): E =>
    expression === undefined ? expression : (substituteSum(expression, by) as E)
  switch (line.kind) {
    case 'segment':
      return {
        ...line,
        from: end(line.from),
        to: end(line.to),
        fields: line.fields.map(field => substituteField(field, by)),
        claim: line.claim && substituteClaim(line.claim, end),
      }
    case 'call':
      return {
        ...line,
        end: end(line.end),
        peer: end(line.peer),
        octets: sum(line.octets),
        claim: line.claim && substituteClaim(line.claim, end),
      }
    case 'timer':
      return { ...line, end: end(line.end), claim: line.claim && substituteClaim(line.claim, end) }
    case 'wait':
      return { ...line, claim: line.claim && substituteClaim(line.claim, end) }
    case 'claim':
      return { ...line, claim: substituteClaim(line.claim, end) }
    case 'host':
      return { ...line, end: end(line.end) }
    case 'given':
      return {
        ...line,
        ends: line.ends.map(given => ({
          ...given,
          end: end(given.end),
          seq: sum(given.seq),
          ack: sum(given.ack),
          win: sum(given.win),
        })),
      }
    case 'note':
      return { ...line, ends: line.ends.map(end) }
    case 'use':
      return { ...line, arguments: line.arguments.map(argument => substituteArgument(argument, by)) }
    default:
      return line
  }
}

function substituteClaim<C extends { readonly states: readonly { end: Word; peer: Word | undefined }[] }>(
  claim: C,
  end: <W extends Word | undefined>(word: W) => W,
): C {
  return {
    ...claim,
    states: claim.states.map(state => ({ ...state, end: end(state.end), peer: end(state.peer) })),
  }
}

function substituteField(field: Field, by: Substitution): Field {
  switch (field.name) {
    case 'ts':
      return { ...field, value: substituteSum(field.value, by), echo: substituteSum(field.echo, by) }
    case 'sack':
      return {
        ...field,
        blocks: field.blocks.map(({ left, right }) => ({
          left: substituteSum(left, by),
          right: substituteSum(right, by),
        })),
      }
    case 'sackok':
    case 'tfo':
      return field
    default:
      return 'any' in field.value ? field : { ...field, value: substituteSum(field.value, by) }
  }
}

function substituteArgument(argument: FragmentArgument, by: Substitution): FragmentArgument {
  const whole = by.get(argument.text)
  if (whole !== undefined) return { ...whole, span: argument.span }
  if (argument.expression === undefined) return argument
  const expression = substituteSum(argument.expression, by)
  return { ...argument, text: expression.text, expression }
}

/** A sum with parameters replaced by the sums they stand for; an endpoint's name stays a symbol. */
export function substituteSum(expression: Expression, by: Substitution): Expression {
  if (!expression.terms.some(({ symbol }) => by.has(symbol))) return expression
  let constant = expression.constant
  const terms = expression.terms.flatMap(term => {
    const argument = by.get(term.symbol)?.expression
    if (argument === undefined) return [term]
    constant += term.sign * argument.constant
    return argument.terms.map(inner => ({
      symbol: inner.symbol,
      sign: (inner.sign * term.sign) as 1 | -1,
      span: term.span,
    }))
  })
  return { ...expression, constant, terms }
}
