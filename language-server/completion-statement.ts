import { CALL_WORDS, GIVEN_WORDS, HOST_WORDS, TIMER_WORDS } from '@synfin/grammar'
import { FINDING_CODES, type Severity, say } from '@synfin/trace'
import { CompletionItemKind } from 'vscode-languageserver'
import { type Choice, plainChoice, topicChoice, wordChoice } from './completion-choice.ts'
import { claimChoices } from './completion-claim.ts'
import type { CompletionContext } from './completion-context.ts'
import { rankedDetail } from './completion-rank.ts'
import { symbols } from './completion-value.ts'

/** The calls that its state admits and the timers that run, then the others. */
export function actions(context: CompletionContext, end: string): readonly Choice[] {
  const legal = context.nextWith(end, ':')
  const isLegal = (word: string) => legal.some(({ words }) => words[2] === word)
  const choices = legal.map(({ text, rank, why, words: [, , word = ''] }) =>
    wordChoice(TIMER_WORDS.some(timer => timer === word) ? 'timer' : 'call', word, {
      label: text.slice(end.length + 2),
      detail: rankedDetail({ rank, why }),
      description: say`now`,
    }),
  )
  return [
    ...choices,
    ...CALL_WORDS.filter(call => !isLegal(call)).map(call => wordChoice('call', call, { form: CALLS[call] })),
    ...TIMER_WORDS.filter(timer => !isLegal(timer)).map(timer => wordChoice('timer', timer)),
  ]
}

const CALLS: Readonly<Partial<Record<(typeof CALL_WORDS)[number], string>>> = { send: 'send <n>' }

/** What follows the name of a call or a timer. */
export function actionArguments(context: CompletionContext, of: string, end: string): readonly Choice[] {
  switch (of) {
    case 'connect':
      return endpoints(context).filter(({ label }) => label !== end)
    case 'send':
    case 'receive':
      return [
        ...symbols(context, 'length'),
        plainChoice('100', CompletionItemKind.Value, { detail: say`octets` }),
      ]
    case 'shutdown':
      return [
        plainChoice('receive', CompletionItemKind.Keyword, { detail: say`no more to receive` }),
        fails(),
      ]
    case 'retransmit':
      return [
        plainChoice('after', CompletionItemKind.Keyword, { detail: say`how long after the last segment` }),
      ]
    case 'fails':
      return ERRNOS.map(([errno, meaning]) =>
        plainChoice(errno, CompletionItemKind.Constant, { detail: meaning() }),
      )
    default:
      return actionEnd(context)
  }
}

/** What may follow a call or a timer that is complete: an error, and the states after it. */
export function actionEnd(context: CompletionContext): readonly Choice[] {
  return [
    fails(),
    ...claimChoices(context, { bracket: context.cursor.word.start, claimed: [], isOpen: false }),
  ]
}

function fails(): Choice {
  return plainChoice('fails', CompletionItemKind.Keyword, { detail: say`the application gets an error` })
}

const ERRNOS = [
  ['ECONNREFUSED', () => say`nobody listens at the peer`],
  ['ECONNRESET', () => say`the peer has reset the connection`],
  ['ETIMEDOUT', () => say`no answer came`],
  ['EPIPE', () => say`sent after this end has closed, or after a reset`],
  ['ENOTCONN', () => say`there is no connection`],
  ['EISCONN', () => say`there is a connection already`],
  ['EADDRINUSE', () => say`somebody listens there already`],
  ['EHOSTUNREACH', () => say`no way leads to the peer`],
] as const

/** The ends that the trace names. */
export function endpoints(context: CompletionContext): readonly Choice[] {
  return context.ends().map(end => plainChoice(end, CompletionItemKind.Class, { detail: say`an endpoint` }))
}

/** The fragments of the file, with their parameters to be filled in. */
export function fragments(context: CompletionContext): readonly Choice[] {
  return context.fragments().map(({ name, parameters }) => {
    const list = parameters.map(({ text }) => text)
    return plainChoice(name.text, CompletionItemKind.Module, {
      form: `${name.text}(${list.map(text => `<${text}>`).join(', ')})`,
      detail: `${name.text}(${list.join(', ')})`,
    })
  })
}

/** What may stand for a parameter: an end, or a symbol. */
export function fragmentArguments(
  context: CompletionContext,
  fragment: string,
  index: number,
): readonly Choice[] {
  const header = context.fragments().find(({ name }) => name.text === fragment)
  const parameter = header?.parameters[index]?.text
  const detail = parameter === undefined ? {} : { description: say`for ${parameter}` }
  return [...endpoints(context), ...symbols(context)].map(choice => ({ ...choice, ...detail }))
}

/** Whose rules a trace can be held against. */
export function profiles(): readonly Choice[] {
  return [
    plainChoice('rfc9293', CompletionItemKind.EnumMember, { detail: say`held against RFC 9293 itself` }),
    plainChoice('linux', CompletionItemKind.EnumMember, { detail: say`held against what Linux makes of it` }),
  ]
}

/** What a `given` can say of an end besides, without what it says already. */
export function givenSettings(written: readonly string[]): readonly Choice[] {
  return GIVEN_WORDS.filter(name => !written.includes(name)).map(name =>
    wordChoice('field', name, { text: `${name}=`, filter: name, detail: GIVEN[name]() }),
  )
}

const GIVEN = {
  seq: () => 'SND.NXT',
  ack: () => 'RCV.NXT',
  win: () => say`RCV.WND, the window it offers`,
} as const

/** What a `host` line can say of an end besides, without what it says already. */
export function hostSettings(written: readonly string[]): readonly Choice[] {
  return HOST_WORDS.filter(name => !written.includes(name)).map(name => {
    const isBare = name === 'sackok' || name === 'ts' || name === 'defer-accept'
    return wordChoice('setting', name, { text: isBare ? name : `${name}=`, filter: name })
  })
}

/** The settings that the checker heeds, or that turn on what a replay leaves off. */
const KERNEL: readonly (readonly [name: string, value: string, meaning: () => string])[] = [
  ['tcp_rfc1337', '1', () => say`resets do not end TIME_WAIT`],
  ['tcp_syncookies', '2', () => say`always answer SYNs with cookies`],
  ['tcp_timestamps', '1', () => say`offer timestamps`],
  ['tcp_sack', '1', () => say`permit selective acknowledgments`],
  ['tcp_window_scaling', '1', () => say`offer window scaling`],
  ['tcp_ecn', '1', () => say`ask for Explicit Congestion Notification`],
  ['tcp_fastopen', '3', () => say`TCP Fast Open as client and as server`],
  ['tcp_fin_timeout', '60', () => say`seconds in FIN_WAIT_2 after close`],
  ['tcp_syn_retries', '6', () => say`how often a SYN is sent again`],
  ['tcp_synack_retries', '5', () => say`how often a SYN ACK is sent again`],
]

/** Settings of a kernel, each with a value that makes a difference. */
export function kernelSettings(): readonly Choice[] {
  return KERNEL.map(([name, value, meaning]) =>
    plainChoice(`${name}=${value}`, CompletionItemKind.Property, {
      form: `${name}=<${value}>`,
      detail: meaning(),
    }),
  )
}

/** Times as a trace writes them, the usual ones. */
export function times(): readonly Choice[] {
  return ['200ms', '1s', '2s', '200ms..3s'].map(time => plainChoice(time, CompletionItemKind.Value))
}

// --- Notes ---

/** The findings of the line as notes that expect them, then the severities. */
export function severities(context: CompletionContext): readonly Choice[] {
  return [
    ...findingsHere(context).map(({ severity, code, message }) =>
      topicChoice(code, CompletionItemKind.Event, {
        label: `${severity} ${code}`,
        detail: message,
        isExpected: severity === 'error',
      }),
    ),
    ...SEVERITIES.map(severity => plainChoice(severity, CompletionItemKind.Keyword)),
  ]
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** The codes of the line's findings first. */
export function codes(context: CompletionContext, severity: string): readonly Choice[] {
  const here = findingsHere(context)
    .filter(finding => finding.severity === severity)
    .map(({ code }) => code)
  const typed = context.source.slice(context.cursor.word.start - 1, context.cursor.word.end - 1)
  const others = FINDING_CODES.filter(code => !here.includes(code) && code.includes(typed))
  return [
    ...here.map(code =>
      topicChoice(code, CompletionItemKind.Event, { description: say`on this line`, isExpected: true }),
    ),
    ...others.map(code => topicChoice(code, CompletionItemKind.Event)),
  ]
}

function findingsHere({ checked, line }: CompletionContext) {
  const here = checked.file.findings.filter(finding => finding.line === line && finding.code !== 'syntax')
  const byNote = new Map(here.map(finding => [`${finding.severity} ${finding.code}`, finding]))
  return [...byNote.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
