import type { Claim, Expression, Field, FragmentArgument, Line, SegmentLine, Span, Word } from '@synfin/trace'
import { endpointsOf } from './endpoints.ts'

/** Standard types of LSP, so that every theme has a colour for them. */
export const TOKEN_TYPES = [
  'keyword',
  /** An endpoint. */
  'class',
  /** A control bit, or an ICMP error's name. */
  'enumMember',
  /** A field's or a setting's name. */
  'property',
  /** A symbol. */
  'variable',
  'number',
  /** A connection state. */
  'type',
  /** A call, or a fragment. */
  'function',
  /** A timer. */
  'event',
  /** An arrow. */
  'operator',
  'parameter',
] as const

/** `declaration` is LSP's; the others are our own, and a theme that does not know them passes over them. */
export const TOKEN_MODIFIERS = ['declaration', 'sender', 'receiver', 'lost', 'stray', 'optional'] as const

/** A word of a line, and what it is. */
export interface Token {
  readonly span: Span
  readonly type: (typeof TOKEN_TYPES)[number]
  readonly modifiers: readonly (typeof TOKEN_MODIFIERS)[number][]
}

/** What each word of a line is, in the order of columns. */
export function tokensOf(line: Line): readonly Token[] {
  const tokens = [
    ...endpointTokens(line),
    ...ownTokens(line),
    ...('claim' in line ? claimTokens(line.claim) : []),
  ]
  return tokens.sort((a, b) => a.span.start - b.span.start)
}

/** The tokens that only lines of this kind have. */
function ownTokens(line: Line): readonly Token[] {
  switch (line.kind) {
    case 'trace':
    case 'wait':
    case 'note':
      return keyword(line)
    case 'fragment':
      return [
        ...keyword(line),
        token(line.name.span, 'function', 'declaration'),
        ...line.parameters.map(({ span }) => token(span, 'parameter', 'declaration')),
      ]
    case 'use':
      return [
        ...keyword(line),
        token(line.fragment.span, 'function'),
        ...line.arguments.flatMap(argumentTokens),
      ]
    case 'host':
      return [...keyword(line), ...line.settings.map(({ name, span }) => nameAt(span, name))]
    case 'given':
      return [
        ...keyword(line),
        ...line.ends.flatMap(({ state, seq, ack, win }) => [
          token(state.span, 'type'),
          ...[seq, ack, win].flatMap(expressionTokens),
        ]),
      ]
    case 'kernel':
      return [
        ...keyword(line),
        ...line.settings.flatMap(({ name, value }) => [wordToken(name, 'property'), ...numeric(value)]),
      ]
    case 'segment':
      return segmentTokens(line)
    case 'call':
      return [token(line.callSpan, 'function'), ...expressionTokens(line.octets)]
    case 'timer':
      return [token(line.timerSpan, 'event')]
    default:
      return []
  }
}

function segmentTokens(line: SegmentLine): readonly Token[] {
  const flags = line.optional ? (['optional'] as const) : []
  return [
    token(line.arrow.span, 'operator', ...(line.arrow.lost ? (['lost'] as const) : [])),
    ...(line.stray ? [token(line.stray, 'keyword', 'stray')] : []),
    ...line.flags.map(({ span }) => token(span, 'enumMember', ...flags)),
    ...(line.icmp ? [token(line.icmp.span, 'enumMember', ...flags)] : []),
    ...line.fields.flatMap(fieldTokens),
  ]
}

function endpointTokens(line: Line): readonly Token[] {
  return endpointsOf(line).map(({ word, role }) => {
    if (line.kind === 'host') return token(word.span, 'class', 'declaration')
    return role === 'sender' || role === 'receiver'
      ? token(word.span, 'class', role)
      : token(word.span, 'class')
  })
}

function claimTokens(claim: Claim | undefined): readonly Token[] {
  return (claim?.states ?? []).flatMap(({ state, reason }) => [
    token(state.span, 'type'),
    ...(reason ? [token(reason.span, 'keyword')] : []),
  ])
}

function fieldTokens(field: Field): readonly Token[] {
  const name = nameAt(field.span, field.name)
  switch (field.name) {
    case 'ts':
      return [name, ...expressionTokens(field.value), ...expressionTokens(field.echo)]
    case 'sack':
      return [name, ...field.blocks.flatMap(({ left, right }) => [left, right].flatMap(expressionTokens))]
    case 'sackok':
    case 'tfo':
      return [name]
    default:
      return 'any' in field.value ? [name] : [name, ...expressionTokens(field.value)]
  }
}

/** A bare name stands for an endpoint or a symbol: which, only the fragment's lines tell. */
function argumentTokens({ text, expression }: FragmentArgument): readonly Token[] {
  return /^\w+$/.test(text) ? [] : expressionTokens(expression)
}

/** Symbols and numbers of a sum. */
function expressionTokens(expression: Expression | undefined): readonly Token[] {
  if (expression === undefined) return []
  return [...expression.text.matchAll(/([A-Za-z_]\w*)|\d\w*/g)].map(({ 0: text, 1: symbol, index }) => {
    const start = expression.span.start + index
    return token({ start, end: start + text.length }, symbol === undefined ? 'number' : 'variable')
  })
}

function numeric(value: Word): readonly Token[] {
  return /^\d+$/.test(value.text) ? [wordToken(value, 'number')] : []
}

/** The kind of these lines is the keyword they start with. */
function keyword({ kind, span: { start } }: Line): readonly Token[] {
  return [token({ start, end: start + kind.length }, 'keyword')]
}

function nameAt({ start }: Span, name: string): Token {
  return token({ start, end: start + name.length }, 'property')
}

function wordToken({ span }: Word, type: Token['type']): Token {
  return token(span, type)
}

function token(span: Span, type: Token['type'], ...modifiers: Token['modifiers']): Token {
  return { span, type, modifiers }
}
