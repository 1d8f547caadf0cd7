import { FLAG_WORDS, type LineWord, wordsOf } from '@synfin/grammar'
import type { Span } from '@synfin/trace'

/** What can be written at the cursor, worked out from the text before it: a line that is being typed seldom parses. */
export type Place =
  /** Where a statement begins. */
  | { readonly at: 'statement' }
  | { readonly at: 'arrow' }
  /** After the arrow of an end, or of the network. */
  | { readonly at: 'receiver'; readonly from: string | undefined }
  | { readonly at: 'flags'; readonly isArrival: boolean; readonly written: readonly string[] }
  | { readonly at: 'icmp' }
  | { readonly at: 'field'; readonly flags: readonly string[]; readonly fields: readonly string[] }
  /** After `seq=`, or in the sum begun there; `field` is the column at which the field begins. */
  | { readonly at: 'value'; readonly name: string; readonly field: number; readonly isBegun: boolean }
  | { readonly at: 'action'; readonly end: string }
  | { readonly at: 'argument'; readonly of: string; readonly end: string }
  | { readonly at: 'call-end' }
  /** In brackets, where an end can stand; `bracket` is the column of the `[`. */
  | {
      readonly at: 'claim'
      readonly bracket: number
      readonly claimed: readonly string[]
      readonly afterState: string | undefined
    }
  | { readonly at: 'claimed-state'; readonly bracket: number; readonly key: string }
  | { readonly at: 'fragment' }
  | { readonly at: 'fragment-argument'; readonly fragment: string; readonly index: number }
  | { readonly at: 'profile-word' }
  | { readonly at: 'profile' }
  | { readonly at: 'end' }
  | { readonly at: 'given-state' }
  | { readonly at: 'given-setting'; readonly written: readonly string[] }
  | { readonly at: 'host-setting'; readonly written: readonly string[] }
  | { readonly at: 'kernel-setting' }
  | { readonly at: 'time' }
  | { readonly at: 'severity' }
  | { readonly at: 'code'; readonly severity: string }

/** The cursor on its line. Columns count from 1. */
export interface Cursor {
  readonly place: Place
  /** The words before the one at the cursor. */
  readonly before: readonly LineWord[]
  /** The word at the cursor, up to its end; empty where none has been begun. */
  readonly word: Span
  /** Whether nothing but a comment follows. */
  readonly isLast: boolean
}

/** Where the cursor stands on a line; undefined in a comment, in a text, and where nothing can be completed. */
export function cursorOn(line: string, column: number): Cursor | undefined {
  const typed = line.slice(0, column - 1)
  const rest = line.slice(column - 1)
  const read = wordsOf(typed)
  if (read === undefined) return undefined
  const { words, comment } = read
  const isLast = /^\s*(\/\/|$)/.test(rest)
  if (comment !== undefined) return inComment(comment, typed, rest)
  if (words.at(-1)?.isUnclosed) return undefined
  const start = wordStart(typed, words)
  const before = words.filter(({ span }) => span.end <= start)
  const place = placeAfter(before)
  const end = column + (/^\w*/.exec(rest)?.[0].length ?? 0)
  const dash = before.at(-1)
  const isHalfArrow = place?.at === 'arrow' && dash?.text === '-'
  return place && { place, before, word: { start: isHalfArrow ? dash.span.start : start, end }, isLast }
}

/** Where the word begins that ends at the cursor: names of timers and of ICMP errors have hyphens. */
function wordStart(typed: string, words: readonly LineWord[]): number {
  const column = typed.length + 1
  const hyphened = /(?:^|[\s:])((?:user|defer|net|host|protocol|port|too)-[\w-]*)$/.exec(typed)?.[1]
  if (hyphened !== undefined) return column - hyphened.length
  const last = words.at(-1)
  return last !== undefined && last.span.end === column && /\w$/.test(last.text) && !/^-x$/.test(last.text)
    ? last.span.start
    : column
}

/** Only `//!` notes are more than text. */
function inComment(
  { text, start }: { readonly text: string; readonly start: number },
  typed: string,
  rest: string,
): Cursor | undefined {
  if (!text.startsWith('//!') || text.slice(3).includes('//')) return undefined
  const note = text.slice(3).split(',').at(-1) ?? ''
  const [, severity, code] = /^\s*(?:(\w+)\s+)?([\w-]*)$/.exec(note) ?? []
  if (code === undefined) return undefined
  const column = typed.length + 1
  const end = column + (/^[\w-]*/.exec(rest)?.[0].length ?? 0)
  const place: Place = severity === undefined ? { at: 'severity' } : { at: 'code', severity }
  const word = { start: Math.max(start + 3, column - code.length), end }
  return { place, before: [], word, isLast: false }
}

// --- By the statement's first word ---

type Words = readonly LineWord[]

function placeAfter(words: Words): Place | undefined {
  const [first, ...rest] = words
  if (first === undefined) return { at: 'statement' }
  switch (first.text) {
    case 'trace':
      return inTraceLine(rest)
    case 'use':
      return inUse(rest)
    case 'note':
      return rest.length === 0 || rest.at(-1)?.text === ',' ? { at: 'end' } : undefined
    case 'wait':
      return rest.length === 0 ? { at: 'time' } : undefined
    case 'host':
      return inHost(rest)
    case 'given':
      return inGiven(rest)
    case 'kernel':
      return rest.at(-1)?.text === '=' ? undefined : { at: 'kernel-setting' }
    case 'fragment':
      return undefined
    case '[':
      return inClaim(words, 0)
    case '...':
      return inArrival(rest)
    default:
      return /^[A-Za-z_]\w*(\[\d+\])?$/.test(first.text) ? inEndStatement(first.text, rest) : undefined
  }
}

function inTraceLine(rest: Words): Place | undefined {
  if (rest.length === 1) return { at: 'profile-word' }
  return rest.length === 2 && rest[1]?.text === 'profile' ? { at: 'profile' } : undefined
}

function inUse(rest: Words): Place | undefined {
  const [fragment, bracket] = rest
  if (fragment === undefined) return { at: 'fragment' }
  if (bracket?.text !== '(' || rest.at(-1)?.text === ')') return undefined
  return {
    at: 'fragment-argument',
    fragment: fragment.text,
    index: rest.filter(({ text }) => text === ',').length,
  }
}

function inHost(rest: Words): Place | undefined {
  if (rest.length === 0) return { at: 'end' }
  return rest.at(-1)?.text === '=' ? undefined : { at: 'host-setting', written: rest.map(({ text }) => text) }
}

function inGiven(rest: Words): Place | undefined {
  const own = rest.slice(rest.findLastIndex(({ text }) => text === ',') + 1)
  if (own.length === 0) return { at: 'end' }
  if (own.length === 1) return { at: 'given-state' }
  const value = valueIn(own)
  if (value !== undefined) return value
  return { at: 'given-setting', written: own.map(({ text }) => text) }
}

function inArrival(rest: Words): Place | undefined {
  const [arrow, to, ...body] = rest
  if (arrow === undefined) return { at: 'arrow' }
  if (to === undefined) return { at: 'receiver', from: undefined }
  return inSegment(body[0]?.text === 'stray' ? body.slice(1) : body, body.length === 0)
}

function inEndStatement(end: string, rest: Words): Place | undefined {
  const [sign, to, ...body] = rest
  if (sign === undefined || sign.text === '-') return { at: 'arrow' }
  if (sign.text === ':') return inAction(end, rest.slice(1))
  if (sign.text !== '->' && sign.text !== '-x') return undefined
  return to === undefined ? { at: 'receiver', from: end } : inSegment(body, false)
}

function inAction(end: string, rest: Words): Place | undefined {
  const bracket = rest.findIndex(({ text }) => text === '[')
  if (bracket >= 0) return inClaim(rest, bracket)
  const [call, ...more] = rest
  const last = rest.at(-1)?.text
  if (call === undefined || last === undefined) return { at: 'action', end }
  if (last === 'after') return { at: 'time' }
  if (last === 'fails') return { at: 'argument', of: 'fails', end }
  if (more.length === 0 || last === '+' || last === '-') return { at: 'argument', of: call.text, end }
  return { at: 'call-end' }
}

// --- In a segment ---

function inSegment(body: Words, isArrival: boolean): Place | undefined {
  const bracket = body.findIndex(({ text }) => text === '[')
  if (bracket >= 0) return inClaim(body, bracket)
  const value = valueIn(body)
  if (value !== undefined) return value
  const [first] = body
  const flags = flagsOf(body)
  if (first?.text === 'ICMP' && body.length === 1) return { at: 'icmp' }
  const isInFlags = body.every(({ text }) => isFlag(text) || /^[+,-]$/.test(text))
  const isOpen = /^[+,-]$/.test(body.at(-1)?.text ?? '')
  if (first === undefined || (isInFlags && isOpen)) return { at: 'flags', isArrival, written: flags }
  const fields = body.flatMap(({ text }, i) =>
    body[i + 1]?.text === '=' || text === 'sackok' || text === 'tfo' || text === '?' ? [text] : [],
  )
  return { at: 'field', flags, fields }
}

/** The value of the field that is being written: after its `=`, or after a sign in its sum. */
function valueIn(words: Words): Place | undefined {
  const equals = words.findLastIndex(({ text }) => text === '=')
  const name = words[equals - 1]
  const last = words.at(-1)
  if (name === undefined || last === undefined || !/^[=+\-/:,]$/.test(last.text)) return undefined
  return { at: 'value', name: name.text, field: name.span.start, isBegun: last.text !== '=' }
}

function flagsOf(body: Words): string[] {
  return body.flatMap(({ text }) => (isFlag(text) ? (text.match(/[A-Z]{3}/g) ?? []) : []))
}

function isFlag(text: string): boolean {
  return /^([A-Z]{3})+$/.test(text) && (text.match(/[A-Z]{3}/g) ?? []).every(bit => FLAGS.has(bit))
}

const FLAGS: ReadonlySet<string> = new Set(FLAG_WORDS)

// --- In a claim ---

function inClaim(words: Words, bracket: number): Place | undefined {
  const own = words.slice(bracket + 1)
  if (own.some(({ text }) => text === ']')) return undefined
  const column = words[bracket]?.span.start ?? 1
  const keys = own.flatMap(({ text }, i) => (text === '=' ? [keyBefore(own, i)] : []))
  const last = own.at(-1)?.text
  const [key = ''] = keys.slice(-1)
  if (last === '=') return { at: 'claimed-state', bracket: column, key }
  if (last === '/') return { at: 'end' }
  const afterState = own.at(-2)?.text === '=' ? last : undefined
  return { at: 'claim', bracket: column, claimed: keys, afterState }
}

/** `A`, or `B/C`. */
function keyBefore(words: Words, equals: number): string {
  const [end, slash, peer] = words.slice(Math.max(0, equals - 3), equals)
  return slash?.text === '/' && peer ? `${end?.text}/${peer.text}` : (words[equals - 1]?.text ?? '')
}
