import type { Statement } from './generated/ast.ts'
import {
  CALL_WORDS,
  FIELD_WORDS,
  FLAG_WORDS,
  GIVEN_WORDS,
  HOST_WORDS,
  ICMP_WORDS,
  TIMER_WORDS,
} from './vocabulary.ts'

/** What the parser could have gone on with at the place where it stopped. */
export interface Expectation {
  /** With its article: "a flag". */
  readonly what: string
  /** What a misspelt word fails to be: "`conect` is no …". */
  readonly kind?: string
  /** The words that can stand here. */
  readonly words?: readonly string[]
  /** How to write it. */
  readonly help?: string
}

const VALUE = { what: 'a number or a symbol', help: 'write a sum such as `j+1`' }
const ENDPOINT = { what: 'an endpoint' }
const TEXT = { what: 'a text in double quotes' }
const STATE = { what: 'a state', help: 'write its name, such as `ESTABLISHED`' }
const CLAIM = { what: 'a state and its end', help: 'write `[A=SYN_SENT  B=SYN_RCVD]`' }
const SETTING = { what: 'a setting', help: 'write `kernel tcp_rfc1337=1`' }
const FLAGS = {
  what: 'a flag',
  kind: 'flag',
  words: [...FLAG_WORDS, 'ICMP'],
  help: `flags: ${FLAG_WORDS.slice(0, -1).join(' ')}, or NONE`,
}

/** By the grammar's rule in which the parser stopped. */
const IN_RULE: Readonly<Record<string, Expectation>> = {
  Statement: { what: 'a statement', help: 'write one such as `A -> B SYN seq=j` or `A: connect B`' },
  EndStatement: { what: 'an arrow or a colon', help: 'write `A -> B SYN` or `A: connect B`' },
  ArrivalArrow: {
    what: 'the arrow `->`',
    help: 'write `... -> B` for a segment that arrives from the network',
  },
  SegmentBody: FLAGS,
  FlagRun: FLAGS,
  IcmpError: {
    what: 'an ICMP error',
    kind: 'ICMP error',
    words: ICMP_WORDS,
    help: `ICMP errors: ${ICMP_WORDS.join(', ')}`,
  },
  SackBlock: { what: '`:` and the right edge of the block', help: 'write `sack=LEFT:RIGHT`' },
  TimestampsField: { what: '`/` and the echo', help: 'write `ts=VALUE/ECHO`' },
  NumberField: VALUE,
  FirstTerm: VALUE,
  NextTerm: VALUE,
  Integer: { what: 'a number', help: 'write it in decimal or as `0x…`' },
  Cookie: { what: 'a cookie in hexadecimal', help: 'write `tfo=0a1b2c3d`' },
  Action: {
    what: 'a call or a timer',
    kind: 'call or timer',
    words: [...CALL_WORDS, ...TIMER_WORDS],
    help: `calls: ${CALL_WORDS.join(', ')}; timers: ${TIMER_WORDS.join(', ')}`,
  },
  Time: { what: 'a time', help: 'write it with its unit: `200ms`, `2s`' },
  Claim: CLAIM,
  StateClaim: CLAIM,
  State: STATE,
  StateName: STATE,
  StatePart: STATE,
  Name: ENDPOINT,
  Word: { what: 'a name' },
  Quoted: TEXT,
  Fragment: { what: 'a list of names in parentheses', help: 'write `fragment handshake(C, S, x, y)`' },
  Use: { what: 'a list in parentheses', help: 'write `use handshake(A, B, j, k)`' },
  Argument: { what: 'an endpoint or a number' },
  Note: { ...TEXT, help: 'write `note A, B "text"`' },
  Kernel: SETTING,
  KernelSetting: { ...SETTING, what: '`=` and a value' },
  KernelName: SETTING,
  KernelText: { what: 'a value', help: 'a value with other signs or spaces stands in double quotes' },
}

const END_OF_LINE = { what: 'the end of the line' }
const END_AFTER_CLAIM = { ...END_OF_LINE, help: 'a claim stands last' }
const CLAIM_OR_END = { what: 'a claim or the end of the line' }

/** By the kind of statement that was complete where the parser stopped. */
const AFTER_STATEMENT: Readonly<Record<Statement['$type'], Expectation>> = {
  Trace: { what: '`profile` or the end of the line', kind: 'part of a `trace` line', words: ['profile'] },
  Fragment: END_OF_LINE,
  Use: END_OF_LINE,
  Note: END_OF_LINE,
  Claims: END_AFTER_CLAIM,
  Wait: CLAIM_OR_END,
  Host: {
    what: 'an address or a setting',
    kind: 'setting of a host',
    words: HOST_WORDS,
    help: `settings: ${HOST_WORDS.join(', ')}`,
  },
  Given: {
    what: 'a number of this end, or a comma and the next end',
    kind: 'number that `given` sets',
    words: GIVEN_WORDS,
    help: 'write `given A ESTABLISHED seq=u ack=v, B ESTABLISHED`',
  },
  Kernel: SETTING,
  Arrival: CLAIM_OR_END,
  EndStatement: CLAIM_OR_END,
}

const FIELD: Expectation = {
  what: 'a field or a claim',
  kind: 'field',
  words: FIELD_WORDS,
  help: `fields: ${FIELD_WORDS.join(', ')}`,
}
const FLAG_OR_FIELD: Expectation = {
  what: 'a flag, a field or a claim',
  kind: 'flag or field',
  words: [...FLAG_WORDS, 'sackok', 'tfo'],
  help: FIELD.help,
}
const CALL: Expectation = { what: '`fails` or a claim', kind: 'part of a call', words: ['fails'] }
const RETRANSMIT: Expectation = { what: '`after` or a claim', kind: 'part of a timer', words: ['after'] }

/** What a rule of the grammar goes on with, after this text of the line. */
export function expectationIn(rule: string, before: string): Expectation {
  if (rule === 'EndStatement' && /(->|-x)$/.test(before)) return { what: 'an endpoint or `...`' }
  if (/^(Fragment|Use)$/.test(rule) && before.includes('(')) return { what: '`,` or `)`' }
  if (rule === 'Word' && /profile$/.test(before))
    return { what: 'a profile', help: 'write `rfc9293` or `linux`' }
  return IN_RULE[rule] ?? { what: 'something else' }
}

/** What may follow a whole statement, if `after` is what follows it. */
export function expectationAfter(statement: Statement, after: string): Expectation {
  if (statement.$type !== 'EndStatement' && statement.$type !== 'Arrival')
    return AFTER_STATEMENT[statement.$type]
  if (statement.claim) return END_AFTER_CLAIM
  if (statement.$type === 'Arrival' || !statement.action)
    return statement.fields.length > 0 || /^\w+\s*=/.test(after) ? FIELD : FLAG_OR_FIELD
  if (statement.action.$type === 'Call') return CALL
  return statement.action.name === 'retransmit' && !statement.action.after ? RETRANSMIT : CLAIM_OR_END
}
