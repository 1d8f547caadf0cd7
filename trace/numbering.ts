/** From a segment as written to its numbers: symbols bound, what was left out inferred, ranges checked. */
import { isSynUnsent, plus, type SeqNumber } from '@synfin/tcp'
import type { Linear } from './checked-trace.ts'
import type { ControlBits } from './control-bits.ts'
import { closest } from './did-you-mean.ts'
import { fitted, outOfRange } from './field-range.ts'
import { writingFix } from './fixes.ts'
import type { Expression, Field, NumberFieldName, SegmentLine, Span } from './line.ts'
import { isHidden, isLiteral, linearOf, printLinear, symbol } from './linear.ts'
import { type NamedValue, type Naming, readSum, undefinedSymbol } from './naming.ts'
import type { EndOfConnection } from './network.ts'
import type { Reporter } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { SymbolTable } from './symbols.ts'
import type { Walk } from './walk.ts'

/** The numbers RFC 9293 obliges a sender to use. */
export interface DueNumbers {
  readonly seq: SeqNumber
  readonly ack: SeqNumber
  /** A reset without ACK: its number is the literal 0, in nobody's sequence. */
  readonly seqIsZero: boolean
}

/** What to write in place of a symbol that has no value. */
interface Propose {
  readonly span: Span
  readonly name: NumberFieldName
  readonly due: () => Linear
}

/** How many symbols a misspelt one is compared with: those of a trace that has thousands are no words. */
const MOST_COMPARED = 100

/** Reads the numbers of one line. Of a field written twice the first one counts. */
export class Numbering {
  readonly hasRepeated: boolean
  /** Whether anything but `seq`, `ack`, `len` and `win` is written. */
  readonly hasOptions: boolean = false
  private readonly statement: Statement
  private readonly line: SegmentLine
  private readonly symbols: SymbolTable
  private readonly reporter: Reporter
  // Nearly all fields are these, and every line asks for each of them many times.
  private readonly seq: Field | undefined = undefined
  private readonly ack: Field | undefined = undefined
  private readonly len: Field | undefined = undefined
  private readonly win: Field | undefined = undefined

  constructor({ symbols, reporter }: Walk, statement: Statement, line: SegmentLine) {
    this.statement = statement
    this.line = line
    this.symbols = symbols
    this.reporter = reporter
    let isFirst = true
    for (const field of line.fields) {
      switch (field.name) {
        case 'seq':
          this.seq ??= field
          isFirst &&= this.seq === field
          break
        case 'ack':
          this.ack ??= field
          isFirst &&= this.ack === field
          break
        case 'len':
          this.len ??= field
          isFirst &&= this.len === field
          break
        case 'win':
          this.win ??= field
          isFirst &&= this.win === field
          break
        default:
          this.hasOptions = true
          isFirst &&= firstCalled(field.name, line) === field
      }
    }
    this.hasRepeated = !isFirst
  }

  has(name: Field['name']): boolean {
    return this.field(name) !== undefined
  }

  field<Name extends Field['name']>(name: Name): (Field & { readonly name: Name }) | undefined
  field(name: Field['name']): Field | undefined {
    switch (name) {
      case 'seq':
        return this.seq
      case 'ack':
        return this.ack
      case 'len':
        return this.len
      case 'win':
        return this.win
      default:
        return this.hasOptions ? firstCalled(name, this.line) : undefined
    }
  }

  /** A number's sum as written; undefined where it is left out or `*`. */
  written(name: 'seq' | 'ack' | 'len'): string | undefined {
    const field = this.field(name)
    return field === undefined || 'any' in field.value ? undefined : field.value.text
  }

  /** A field's sum and value; undefined where it is left out, `*`, or cannot be given a value. */
  number(
    name: NumberFieldName,
    naming: Naming | 'must-be-known',
    due?: () => Linear,
  ): NamedValue | undefined {
    const field = this.field(name)
    if (field === undefined || !('value' in field) || 'any' in field.value) return undefined
    const propose = due && { span: field.span, name, due }
    const read = this.sum(field.value, naming, propose)
    if (read === undefined || !isLiteral(read.linear)) return read
    return { ...read, value: this.inRange(name, field.span, field.value, read.value) }
  }

  isAny(name: 'seq' | 'ack' | 'win'): boolean {
    const field = this.field(name)
    return field !== undefined && 'any' in field.value
  }

  /**
   * The sum with its value. A symbol that has none and cannot get one is reported, unless it can be the name of an
   * initial number on a line that cannot be read.
   */
  sum(expression: Expression, naming: Naming | 'must-be-known', propose?: Propose): NamedValue | undefined {
    const read = readSum(this.symbols, expression, this.line.number, naming)
    if (!('unnamed' in read)) return read
    const { unnamed: name } = read
    const iss = this.symbols.takeUnread()
    if (iss !== undefined) {
      const { span } = expression
      this.symbols.bind({ name, kind: 'number', value: iss, line: this.line.number, span })
      return this.sum(expression, naming, propose)
    }
    this.undefinedSymbol(expression, name, propose)
    this.bindAnyway(linearOf(expression), name, expression.span, naming, propose)
    return undefined
  }

  /** Once it is reported, a symbol counts as what would have been right: one slip, one finding. */
  private bindAnyway(
    linear: Linear,
    name: string,
    span: Span,
    naming: Naming | 'must-be-known',
    propose: Propose | undefined,
  ): void {
    if (linear.terms[name] !== 1) return
    const due = propose && this.symbols.evaluate(propose.due())
    const meant = due !== undefined && 'value' in due ? due.value : this.symbols.freshNumber()
    const value = naming === 'must-be-known' ? meant : naming.value()
    this.symbols.bind({ name, kind: 'number', value: value - linear.constant, line: this.line.number, span })
    this.symbols.use(name)
  }

  private undefinedSymbol(expression: Expression, name: string, propose: Propose | undefined): void {
    const span = expression.terms.find(term => term.symbol === name)?.span ?? expression.span
    const proposal = propose === undefined ? this.likeNamed(name, span) : proposalOf(propose)
    this.reporter.report(this.statement, {
      ...undefinedSymbol(name, span, this.symbols),
      ...(proposal === undefined
        ? {}
        : {
            help: say`did you mean \`${proposal.text}\`?`,
            fixes: [writingFix(this.line, proposal.span, proposal.text)],
          }),
    })
  }

  private likeNamed(name: string, span: Span): { readonly span: Span; readonly text: string } | undefined {
    const [text] = closest(name, this.symbols.names(MOST_COMPARED))
    return text === undefined ? undefined : { span, text }
  }

  private inRange(name: NumberFieldName, span: Span, expression: Expression, value: number): number {
    const fit = fitted(name, value)
    if (fit !== value)
      this.reporter.report(
        this.statement,
        outOfRange(this.line, name, span, { text: expression.text, span: expression.span, value }),
      )
    return fit
  }
}

function firstCalled(name: Field['name'], { fields }: SegmentLine): Field | undefined {
  return fields.find(field => field.name === name)
}

function proposalOf({
  span,
  name,
  due,
}: Propose): { readonly span: Span; readonly text: string } | undefined {
  const linear = due()
  return isHidden(linear) ? undefined : { span, text: `${name}=${printLinear(linear)}` }
}

/** What the sender is obliged to put into a segment with these bits and this much text (RFC 9293 §3.10). */
export function dueNumbers(
  sender: EndOfConnection,
  bits: ControlBits,
  len: number,
  freshIss: () => SeqNumber,
): DueNumbers {
  const { tcb, owed } = sender
  const received = tcb.rcv.nxt
  const due = (seq: SeqNumber, ack = received) => ({ seq, ack, seqIsZero: false })
  if (bits.flags.rst && !bits.flags.syn) {
    const resets = owed.filter(reply => reply.kind === 'rst')
    const reset = resets.find(reply => (reply.ack !== undefined) === bits.ack) ?? resets[0]
    if (reset === undefined) return due(tcb.snd.nxt)
    return { seq: reset.seq, ack: reset.ack ?? reset.orAck ?? received, seqIsZero: reset.ack !== undefined }
  }
  if (bits.flags.syn) {
    const opens = tcb.state === 'CLOSED' || tcb.state === 'LISTEN'
    return due(opens ? freshIss() : tcb.iss)
  }
  if (bits.flags.fin && tcb.finSeq !== undefined) return due(plus(tcb.finSeq, -len))
  if (sender.retransmits && tcb.snd.una !== tcb.snd.nxt) return due(tcb.snd.una)
  return due(tcb.snd.nxt)
}

/** Whether the segment's number is an initial one that has not left yet, which its first SYN chooses. */
export function choosesIss(sender: EndOfConnection, { flags }: ControlBits): boolean {
  const { tcb } = sender
  return flags.syn && (tcb.state === 'CLOSED' || tcb.state === 'LISTEN' || isSynUnsent(tcb))
}

/** A symbol for an initial number that the author leaves unnamed. */
export function hiddenIss(end: string, symbols: SymbolTable): Linear {
  const first = `ISN of ${end}`
  return symbol(symbols.get(first) === undefined ? first : `${first}, symbol ${symbols.count()}`)
}
