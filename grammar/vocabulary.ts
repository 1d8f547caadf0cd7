/** The words of the language by the place where they stand, in the order in which to offer them. */

export const STATEMENT_WORDS = [
  'trace',
  'host',
  'given',
  'kernel',
  'wait',
  'note',
  'fragment',
  'use',
] as const

export const FLAG_WORDS = ['SYN', 'ACK', 'FIN', 'RST', 'PSH', 'URG', 'ECE', 'CWR', 'NONE'] as const

export const FIELD_WORDS = [
  'seq',
  'ack',
  'len',
  'win',
  'urg',
  'mss',
  'wscale',
  'sackok',
  'ts',
  'sack',
  'tfo',
  'mtu',
] as const

export const ICMP_WORDS = [
  'net-unreachable',
  'host-unreachable',
  'protocol-unreachable',
  'port-unreachable',
  'too-big',
] as const

export const CALL_WORDS = [
  'listen',
  'unlisten',
  'connect',
  'send',
  'receive',
  'shutdown',
  'close',
  'abort',
] as const

export const TIMER_WORDS = ['2msl', 'retransmit', 'user-timeout', 'reboot'] as const

export const HOST_WORDS = [
  'win',
  'mss',
  'wscale',
  'sackok',
  'ts',
  'backlog',
  'defer-accept',
  'keepalive',
] as const

export const GIVEN_WORDS = ['seq', 'ack', 'win'] as const

/** Why an application sees a connection CLOSED. */
export const REASON_WORDS = ['refused', 'reset', 'timeout'] as const

const RESERVED: ReadonlySet<string> = new Set([
  ...STATEMENT_WORDS,
  ...FLAG_WORDS,
  ...FIELD_WORDS,
  ...CALL_WORDS,
  ...TIMER_WORDS,
  ...HOST_WORDS,
  ...REASON_WORDS,
  'ICMP',
  'profile',
  'stray',
  'fails',
  'after',
])

/** Whether the language keeps a word for itself, so that no endpoint and no symbol can bear it. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word)
}
