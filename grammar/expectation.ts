import { listed, say } from '@synfin/trace'
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
  readonly what: () => string
  /** What a misspelt word fails to be: "`conect` is no …". */
  readonly kind?: () => string
  /** The words that can stand here. */
  readonly words?: readonly string[]
  /** How to write it. */
  readonly help?: () => string
}

const VALUE = { what: () => say`a number or a symbol`, help: () => say`write a sum such as \`j+1\`` }
const ENDPOINT = { what: () => say`an endpoint` }
const TEXT = { what: () => say`a text in double quotes` }
const STATE = { what: () => say`a state`, help: () => say`write its name, such as \`ESTABLISHED\`` }
const CLAIM = { what: () => say`a state and its end`, help: () => say`write \`[A=SYN_SENT  B=SYN_RCVD]\`` }
const SETTING = { what: () => say`a setting`, help: () => say`write \`kernel tcp_rfc1337=1\`` }
const FLAGS = {
  what: () => say`a flag`,
  kind: () => say`flag`,
  words: [...FLAG_WORDS, 'ICMP'],
  help: () => say`flags: ${FLAG_WORDS.slice(0, -1).join(' ')}, or NONE`,
}

/** By the grammar's rule in which the parser stopped. */
const IN_RULE: Readonly<Record<string, Expectation>> = {
  Statement: {
    what: () => say`a statement`,
    help: () => say`write one such as \`A -> B SYN seq=j\` or \`A: connect B\``,
  },
  EndStatement: {
    what: () => say`an arrow or a colon`,
    help: () => say`write \`A -> B SYN\` or \`A: connect B\``,
  },
  ArrivalArrow: {
    what: () => say`the arrow \`->\``,
    help: () => say`write \`... -> B\` for a segment that arrives from the network`,
  },
  SegmentBody: FLAGS,
  FlagRun: FLAGS,
  IcmpError: {
    what: () => say`an ICMP error`,
    kind: () => say`ICMP error`,
    words: ICMP_WORDS,
    help: () => say`ICMP errors: ${listed(ICMP_WORDS)}`,
  },
  SackBlock: {
    what: () => say`\`:\` and the right edge of the block`,
    help: () => say`write \`sack=LEFT:RIGHT\``,
  },
  TimestampsField: { what: () => say`\`/\` and the echo`, help: () => say`write \`ts=VALUE/ECHO\`` },
  NumberField: VALUE,
  FirstTerm: VALUE,
  NextTerm: VALUE,
  Integer: { what: () => say`a number`, help: () => say`write it in decimal or as \`0x…\`` },
  Cookie: { what: () => say`a cookie in hexadecimal`, help: () => say`write \`tfo=0a1b2c3d\`` },
  Action: {
    what: () => say`a call or a timer`,
    kind: () => say`call or timer`,
    words: [...CALL_WORDS, ...TIMER_WORDS],
    help: () => say`calls: ${listed(CALL_WORDS)}; timers: ${listed(TIMER_WORDS)}`,
  },
  Time: { what: () => say`a time`, help: () => say`write it with its unit: \`200ms\`, \`2s\`` },
  Claim: CLAIM,
  StateClaim: CLAIM,
  State: STATE,
  StateName: STATE,
  StatePart: STATE,
  Name: ENDPOINT,
  Word: { what: () => say`a name` },
  Quoted: TEXT,
  Fragment: {
    what: () => say`a list of names in parentheses`,
    help: () => say`write \`fragment handshake(C, S, x, y)\``,
  },
  Use: { what: () => say`a list in parentheses`, help: () => say`write \`use handshake(A, B, j, k)\`` },
  Argument: { what: () => say`an endpoint or a number` },
  Note: { ...TEXT, help: () => say`write \`note A, B "text"\`` },
  Kernel: SETTING,
  KernelSetting: { ...SETTING, what: () => say`\`=\` and a value` },
  KernelName: SETTING,
  KernelText: {
    what: () => say`a value`,
    help: () => say`a value with other signs or spaces stands in double quotes`,
  },
}

const END_OF_LINE = { what: () => say`the end of the line` }
const END_AFTER_CLAIM = { ...END_OF_LINE, help: () => say`a claim stands last` }
const CLAIM_OR_END = { what: () => say`a claim or the end of the line` }

/** By the kind of statement that was complete where the parser stopped. */
const AFTER_STATEMENT: Readonly<Record<Statement['$type'], Expectation>> = {
  Trace: {
    what: () => say`\`profile\` or the end of the line`,
    kind: () => say`part of a \`trace\` line`,
    words: ['profile'],
  },
  Fragment: END_OF_LINE,
  Use: END_OF_LINE,
  Note: END_OF_LINE,
  Claims: END_AFTER_CLAIM,
  Wait: CLAIM_OR_END,
  Host: {
    what: () => say`an address or a setting`,
    kind: () => say`setting of a host`,
    words: HOST_WORDS,
    help: () => say`settings: ${listed(HOST_WORDS)}`,
  },
  Given: {
    what: () => say`a number of this end, or a comma and the next end`,
    kind: () => say`number that \`given\` sets`,
    words: GIVEN_WORDS,
    help: () => say`write \`given A ESTABLISHED seq=u ack=v, B ESTABLISHED\``,
  },
  Kernel: SETTING,
  Arrival: CLAIM_OR_END,
  EndStatement: CLAIM_OR_END,
}

const FIELD: Expectation = {
  what: () => say`a field or a claim`,
  kind: () => say`field`,
  words: FIELD_WORDS,
  help: () => say`fields: ${listed(FIELD_WORDS)}`,
}
const FLAG_OR_FIELD: Expectation = {
  what: () => say`a flag, a field or a claim`,
  kind: () => say`flag or field`,
  words: [...FLAG_WORDS, 'sackok', 'tfo'],
  help: FIELD.help,
}
const CALL: Expectation = {
  what: () => say`\`fails\` or a claim`,
  kind: () => say`part of a call`,
  words: ['fails'],
}
const RETRANSMIT: Expectation = {
  what: () => say`\`after\` or a claim`,
  kind: () => say`part of a timer`,
  words: ['after'],
}

/** What a rule of the grammar goes on with, after this text of the line. */
export function expectationIn(rule: string, before: string): Expectation {
  if (rule === 'EndStatement' && /(->|-x)$/.test(before)) return { what: () => say`an endpoint or \`...\`` }
  if (/^(Fragment|Use)$/.test(rule) && before.includes('(')) return { what: () => say`\`,\` or \`)\`` }
  if (rule === 'Word' && /profile$/.test(before))
    return { what: () => say`a profile`, help: () => say`write \`rfc9293\` or \`linux\`` }
  return IN_RULE[rule] ?? { what: () => say`something else` }
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
