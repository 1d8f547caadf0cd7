/** From the lines of a file to the statements of its traces: sections cut, fragments put in their places. */
import type {
  Claim,
  Expression,
  Field,
  FragmentArgument,
  FragmentLine,
  GivenEnd,
  Line,
  TraceLine,
  UseLine,
  Word,
} from './line.ts'
import { endWords, expressionsOf } from './line-parts.ts'

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
    const line = lines[index]
    const kind = line && meantLine(line).kind
    if (kind === 'trace' || kind === 'fragment') starts.push(index)
  }
  const unnamed: TraceSection = { header: undefined, lines: lines.slice(0, starts[0]) }
  for (const [which, start] of starts.entries()) {
    const first = lines[start]
    const header = first && meantLine(first)
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
  | { readonly code: 'no-endpoint'; readonly use: UseLine; readonly argument: FragmentArgument }
  | { readonly code: 'too-many-lines' | 'too-many-symbols'; readonly use: UseLine; readonly limit: number }

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

/** How many symbols their sums may gain: a fragment that hands on `x+x` doubles the sum. */
const ADDED_SYMBOLS = 1_000_000

/** Puts every used fragment's lines where the `use` stands. */
export function expand(lines: readonly Line[], fragments: ReadonlyMap<string, FragmentSection>): Expansion {
  const { statements, problems } = new Expander(lines, fragments)
  return { statements, problems }
}

/** A fragment whose lines are being put in their place. */
interface Opened {
  readonly name: string
  readonly lines: readonly Line[]
  readonly by: Substitution
  next: number
}

/** Keeps a stack of its own: fragments may use fragments to a depth at which calls would exhaust theirs. */
class Expander implements Expansion {
  readonly statements: Statement[] = []
  readonly problems: LocatedUseProblem[] = []
  private readonly fragments: ReadonlyMap<string, FragmentSection>
  private readonly opened: Opened[] = []
  /** The names of what is opened, the outermost first. */
  private readonly path = new Set<string>()
  private brought = 0
  private added = 0
  private isCut = false

  constructor(lines: readonly Line[], fragments: ReadonlyMap<string, FragmentSection>) {
    this.fragments = fragments
    for (const line of lines) this.place(line)
  }

  /** A line of the trace itself, or all that it brings. */
  private place(source: Line): void {
    const line = meantLine(source)
    if (line.kind !== 'use') {
      this.statements.push({ line, source, use: undefined })
      return
    }
    this.open(line, undefined)
    for (let inner = this.opened.at(-1); inner !== undefined; inner = this.opened.at(-1))
      this.placeNext(inner, line)
  }

  private placeNext(inner: Opened, use: UseLine): void {
    const { by } = inner
    const source = inner.lines[inner.next++]
    if (source === undefined) {
      this.close()
      return
    }
    const meant = meantLine(source)
    if (this.isTooMuch(meant, by, use)) while (this.opened.length > 0) this.close()
    else {
      const line = substitute(meant, by)
      if (line.kind === 'use') this.open(line, use)
      else this.statements.push({ line, source, use, by })
    }
  }

  private open(use: UseLine, outermost: UseLine | undefined): void {
    const name = use.fragment.text
    const fragment = this.fragments.get(name)
    const problem = problemOf(use, fragment, this.path, this.fragments)
    if (problem !== undefined) this.problems.push({ problem, outermost })
    if (problem !== undefined || fragment === undefined) return
    this.path.add(name)
    this.opened.push({ name, lines: fragment.lines, by: substitutionFor(fragment.header, use), next: 0 })
  }

  private close(): void {
    const closed = this.opened.pop()
    if (closed !== undefined) this.path.delete(closed.name)
  }

  /** Whether one more line is beyond what a trace may bring, which is told once. */
  private isTooMuch(line: Line, by: Substitution, use: UseLine): boolean {
    this.brought += 1
    this.added += symbolsAdded(line, by)
    if (this.brought <= EXPANDED_LINES && this.added <= ADDED_SYMBOLS) return false
    const problem: UseProblem =
      this.brought > EXPANDED_LINES
        ? { code: 'too-many-lines', use, limit: EXPANDED_LINES }
        : { code: 'too-many-symbols', use, limit: ADDED_SYMBOLS }
    if (!this.isCut) this.problems.push({ problem, outermost: undefined })
    this.isCut = true
    return true
  }
}

/**
 * The line as it is to be walked: one that cannot be read by what it was meant to say, so that it costs the lines
 * around it nothing. Where a `//!` note expects that it cannot be read, it says nothing.
 */
function meantLine(line: Line): Line {
  if (line.kind !== 'broken' || line.meant === undefined) return line
  return line.expects.some(({ code }) => code === 'syntax') ? line : { ...line, ...line.meant }
}

/** How many symbols more the line has once its parameters are replaced. */
function symbolsAdded(line: Line, by: Substitution): number {
  let added = 0
  for (const { terms } of expressionsOf(line))
    for (const { symbol } of terms) {
      const replaced = by.get(symbol)?.expression?.terms
      if (replaced !== undefined) added += Math.max(0, replaced.length - 1)
    }
  return added
}

function problemOf(
  use: UseLine,
  fragment: FragmentSection | undefined,
  path: ReadonlySet<string>,
  fragments: ReadonlyMap<string, FragmentSection>,
): UseProblem | undefined {
  if (fragment === undefined) return { code: 'unknown-fragment', use, known: [...fragments.keys()] }
  if (path.has(use.fragment.text))
    return { code: 'fragment-recursion', use, path: [...path, use.fragment.text] }
  const wanted = fragment.header.parameters.map(({ text }) => text)
  if (wanted.length !== use.arguments.length) return { code: 'argument-count', use, wanted }
  const argument = use.arguments.find(
    ({ text }, at) => !NAME.test(text) && fragment.lines.some(line => namesEnd(line, wanted[at] ?? '')),
  )
  return argument && { code: 'no-endpoint', use, argument }
}

/** What may name an endpoint, and is no sum. */
const NAME = /^[A-Za-z_]\w*(\[\d+\])?$/

function namesEnd(line: Line, name: string): boolean {
  const ends = line.kind === 'given' ? line.ends.map(({ end }) => end) : endWords(line)
  return ends.some(({ text }) => text === name)
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
  const end = <W extends Word | undefined>(word: W) => substituteWord(word, by)
  const claimed = <C extends Claim | undefined>(claim: C) => substituteClaim(claim, by)
  switch (line.kind) {
    case 'segment':
      return {
        ...line,
        from: end(line.from),
        to: end(line.to),
        fields: line.fields.map(field => substituteField(field, by)),
        claim: claimed(line.claim),
      }
    case 'call':
      return {
        ...line,
        end: end(line.end),
        peer: end(line.peer),
        octets: line.octets && substituteSum(line.octets, by),
        claim: claimed(line.claim),
      }
    case 'timer':
      return { ...line, end: end(line.end), claim: claimed(line.claim) }
    case 'wait':
      return { ...line, claim: claimed(line.claim) }
    case 'claim':
      return { ...line, claim: claimed(line.claim) }
    case 'host':
      return { ...line, end: end(line.end) }
    case 'given':
      return { ...line, ends: line.ends.map(given => substituteGiven(given, by)) }
    case 'note':
      return { ...line, ends: line.ends.map(end) }
    case 'use':
      return { ...line, arguments: line.arguments.map(argument => substituteArgument(argument, by)) }
    default:
      return line
  }
}

function substituteWord<W extends Word | undefined>(word: W, by: Substitution): W {
  const argument = word === undefined ? undefined : by.get(word.text)
  return argument === undefined || word === undefined ? word : { ...word, text: argument.text }
}

function substituteClaim<C extends Claim | undefined>(claim: C, by: Substitution): C {
  if (claim === undefined) return claim
  const states = claim.states.map(state => ({
    ...state,
    end: substituteWord(state.end, by),
    peer: substituteWord(state.peer, by),
  }))
  return { ...claim, states }
}

function substituteGiven({ end, seq, ack, win, ...given }: GivenEnd, by: Substitution): GivenEnd {
  return {
    ...given,
    end: substituteWord(end, by),
    seq: seq && substituteSum(seq, by),
    ack: ack && substituteSum(ack, by),
    win: win && substituteSum(win, by),
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
