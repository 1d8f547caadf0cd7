/** What the words of the language mean that are neither states nor control bits: calls, timers, fields, statements. */
import type { CallName, Field, HostSetting, Line, TimerName } from '../line.ts'
import { spokenLanguage } from '../say.ts'

/** A word of the language where it stands. */
export interface WordExplanation {
  /** How it is written, such as `A: send E`. */
  readonly form: string
  /** One line, lowercase, that makes sense alone. */
  readonly title: string
  /** The rule, and what follows. */
  readonly meaning: string
  /** The authority, such as `RFC 9293 §3.10.2`; `Synfin` for the language's own. */
  readonly section: string
}

type StatementWord = Exclude<Line['kind'], 'segment' | 'call' | 'timer' | 'claim' | 'broken'>

const CALLS = {
  listen: {
    form: 'A: listen',
    title: 'passive OPEN: wait for a connection from any peer',
    meaning: 'CLOSED becomes LISTEN; nothing is sent. A SYN that arrives is answered with SYN ACK.',
    section: 'RFC 9293 §3.10.1',
  },
  unlisten: {
    form: 'A: unlisten',
    title: 'stop listening',
    meaning: 'Connections that exist stay; a SYN that arrives from now on is answered with RST.',
    section: 'RFC 9293 §3.10.4',
  },
  connect: {
    form: 'A: connect [B]',
    title: 'active OPEN: open a connection to a peer',
    meaning: 'The state is SYN_SENT at once; the SYN is the next segment of this end.',
    section: 'RFC 9293 §3.10.1',
  },
  send: {
    form: 'A: send E',
    title: 'SEND: hand octets over to TCP',
    meaning:
      'They leave on later lines, as one segment or several, once the connection is ESTABLISHED. After a CLOSE it is refused.',
    section: 'RFC 9293 §3.10.2',
  },
  receive: {
    form: 'A: receive [E]',
    title: 'RECEIVE: take octets that have arrived',
    meaning:
      'Without a number, all there are. What nobody has received makes a `close` reset the connection.',
    section: 'RFC 9293 §3.10.3',
  },
  shutdown: {
    form: 'A: shutdown [receive]',
    title: 'CLOSE: no more to send, still receiving',
    meaning:
      'The FIN leaves after everything queued. With `receive` it is the other direction: nothing more is taken, and nothing is sent.',
    section: 'RFC 9293 §3.10.4',
  },
  close: {
    form: 'A: close',
    title: 'CLOSE, and give up receiving too',
    meaning:
      'The FIN leaves after everything queued. After `shutdown` it is no second CLOSE and sends nothing. On a listener it ends the listening.',
    section: 'RFC 9293 §3.10.4',
  },
  abort: {
    form: 'A: abort',
    title: 'ABORT: forget the connection',
    meaning: 'The state is CLOSED at once. In a live connection a RST tells the peer.',
    section: 'RFC 9293 §3.10.5',
  },
} satisfies Record<Exclude<CallName, 'shutdown receive'>, WordExplanation>

const TIMERS = {
  '2msl': {
    form: 'A: 2msl',
    title: 'the TIME-WAIT timeout: 2 MSL have passed',
    meaning: 'TIME_WAIT becomes CLOSED, and the connection is forgotten.',
    section: 'RFC 9293 §3.10.8',
  },
  retransmit: {
    form: 'A: retransmit [after T|T..T]',
    title: 'the retransmission timeout runs out',
    meaning:
      'The next segment of this end repeats the oldest one that is not acknowledged. `after 200ms..3s` says how long after the last one it leaves; a single time allows ±20 %.',
    section: 'RFC 9293 §3.8.1, §3.10.8',
  },
  'user-timeout': {
    form: 'A: user-timeout',
    title: 'the user timeout: the connection makes no progress',
    meaning:
      'Everything queued is dropped and the state is CLOSED; nothing is sent. In a replay the kernel gives up what it has sent again in vain, so its `retransmit` stands above. In FIN_WAIT_2 after `close` it is the timeout of Linux for a FIN that does not come (`kernel tcp_fin_timeout=1`).',
    section: 'RFC 9293 §3.10.8',
  },
  reboot: {
    form: 'A: reboot',
    title: 'the host restarts and forgets everything',
    meaning:
      'All states are lost and nobody hears of it: the other end is left half-open until it sends something.',
    section: 'RFC 9293 §3.5.1',
  },
} satisfies Record<TimerName, WordExplanation>

const FIELDS = {
  seq: {
    form: 'seq=E',
    title: 'SEG.SEQ: the number of the first octet, or of the SYN',
    meaning:
      "A new symbol on a SYN names that end's initial sequence number. Left out, it is the number the sender is obliged to use; `seq=*` is any.",
    section: 'RFC 9293 §3.1, §3.4',
  },
  ack: {
    form: 'ack=E',
    title: 'SEG.ACK: the next number expected from the peer',
    meaning:
      'Everything before it has arrived. SYN and FIN count as one octet each. Left out, it is RCV.NXT; `ack=*` is any.',
    section: 'RFC 9293 §3.1, §3.4',
  },
  len: {
    form: 'len=E',
    title: 'the octets of data; SYN and FIN are not among them',
    meaning: 'A new symbol stands for a length. Left out, it is 0.',
    section: 'RFC 9293 §3.3.1',
  },
  win: {
    form: 'win=E',
    title: 'SEG.WND: how many octets the sender of this segment will take',
    meaning: 'Counted from SEG.ACK. After both SYNs have borne `wscale` it is shifted by that of its sender.',
    section: 'RFC 9293 §3.1, §3.8.6; RFC 7323 §2',
  },
  urg: {
    form: 'urg=N',
    title: 'the urgent pointer: an offset from SEG.SEQ, significant with URG',
    meaning: 'It points to the octet after the urgent data.',
    section: 'RFC 9293 §3.1, §3.8.5',
  },
  mss: {
    form: 'mss=N',
    title: 'option maximum segment size: the largest segment this end takes; on a SYN only',
    meaning: 'Where it is missing the peer must assume 536 octets over IPv4 and 1220 over IPv6.',
    section: 'RFC 9293 §3.2, §3.7.1',
  },
  wscale: {
    form: 'wscale=N',
    title: 'option window scale: a shift of 0 to 14; on a SYN only',
    meaning: 'It counts only if both SYNs bear it. The windows of SYNs themselves are never scaled.',
    section: 'RFC 7323 §2.2',
  },
  sackok: {
    form: 'sackok',
    title: 'option SACK-permitted: this end can read selective acknowledgments; on a SYN only',
    meaning: "Only what the peer's SYN has permitted may be sent as `sack=`.",
    section: 'RFC 2018 §2',
  },
  ts: {
    form: 'ts=E/E',
    title: "option timestamps: this end's clock, and the echo of the last one received",
    meaning:
      'Once both SYNs have borne it, every segment must. A clock that goes back gets a segment dropped.',
    section: 'RFC 7323 §3',
  },
  sack: {
    form: 'sack=E:E[,E:E]',
    title: 'option SACK: blocks that have arrived beyond SEG.ACK',
    meaning: 'Each block is its first number and the number after its last.',
    section: 'RFC 2018 §3',
  },
  tfo: {
    form: 'tfo[=HEX]',
    title: 'option TCP Fast Open: asks for a cookie, or bears one',
    meaning:
      'With a valid cookie the data on a SYN is delivered, and answered, before the handshake is over. Two digits are an octet: `tfo=0a1b2c3d`, or `tfo=0x0a1b2c3d`.',
    section: 'RFC 7413 §4.1',
  },
  mtu: {
    form: 'mtu=N',
    title: 'the next-hop MTU that `ICMP too-big` reports',
    meaning: 'A segment bears no such field; only that ICMP error does.',
    section: 'RFC 1191 §4; RFC 8201 §4',
  },
} satisfies Record<Field['name'], WordExplanation>

const STATEMENTS = {
  trace: {
    form: 'trace "name" [profile rfc9293|linux]',
    title: 'starts a trace; it runs to the next `trace`, `fragment` or the end',
    meaning:
      'Names are unique in a file. A file without such a line is a single trace, called after the file.',
    section: 'Synfin',
  },
  fragment: {
    form: 'fragment name(C, S, x, y)',
    title: 'names lines to be used in traces',
    meaning: 'Its parameters stand for endpoints or symbols. It runs to the next `trace` or `fragment`.',
    section: 'Synfin',
  },
  use: {
    form: 'use name(A, B, j, k)',
    title: 'puts the lines of a fragment here',
    meaning: 'Each argument is an endpoint or a sum such as `j+1`. A finding inside is shown here too.',
    section: 'Synfin',
  },
  host: {
    form: 'host A [ADDRESS[:PORT]] [win=N] [mss=N] [wscale=N] [sackok] [ts] [backlog=N] [defer-accept] [keepalive=T]',
    title: 'describes an endpoint',
    meaning:
      'Optional: an endpoint exists once a line names it. IPv4, or IPv6 in brackets. `host X[200] 198.51.100.1` declares X[1] to X[200] with consecutive addresses.',
    section: 'Synfin',
  },
  given: {
    form: 'given A STATE [seq=E] [ack=E] [win=N] [, B STATE …]',
    title: 'how an end starts: in the middle of a connection, or with none',
    meaning:
      '`seq` is SND.NXT, `ack` is RCV.NXT, `win` the window it offers; what one end leaves out is taken from the other. CLOSED: no connection and no listener.',
    section: 'Synfin',
  },
  kernel: {
    form: 'kernel NAME=VALUE …',
    title: "settings of the kernel's network, named under `net.ipv4.`",
    meaning: 'A replay makes them in a namespace of its own; the checker heeds those it knows.',
    section: 'Synfin',
  },
  wait: {
    form: 'wait T',
    title: 'time passes, and nothing is sent meanwhile',
    meaning: 'A time has its unit: `200ms`, `2s`.',
    section: 'Synfin',
  },
  note: {
    form: 'note A[, B] "text"',
    title: 'drawn in the diagram, nothing else',
    meaning: 'Over one end, or across two.',
    section: 'Synfin',
  },
} satisfies Record<StatementWord, WordExplanation>

const SETTINGS = {
  win: { ...FIELDS.win, form: 'win=N', title: 'the window this end offers where a segment does not say' },
  mss: { ...FIELDS.mss, title: 'the maximum segment size of its SYN' },
  wscale: { ...FIELDS.wscale, title: 'the window scale of its SYN' },
  sackok: { ...FIELDS.sackok, title: 'its SYN permits selective acknowledgments' },
  ts: { ...FIELDS.ts, form: 'ts', title: 'its SYN bears timestamps' },
  backlog: {
    form: 'backlog=N',
    title: 'how many connections wait for the application of a listener',
    meaning: 'In a replay it is the argument of listen().',
    section: 'Synfin',
  },
  'defer-accept': {
    form: 'defer-accept',
    title: "TCP_DEFER_ACCEPT: the handshake's last ACK counts only with data",
    meaning: 'Until then the listener stays in SYN_RCVD towards that peer.',
    section: 'Synfin',
  },
  keepalive: {
    form: 'keepalive=T',
    title: 'this end probes a silent peer after that time',
    meaning: 'A keep-alive is an empty segment whose number is SND.NXT less one.',
    section: 'RFC 9293 §3.8.4',
  },
} satisfies Record<HostSetting['name'], WordExplanation>

const MARKS = {
  '->': {
    form: 'A -> B',
    title: 'leaves A and arrives at B at once',
    meaning: '`A -> ...` leaves A and is still in the network; `... -> B` arrives from it.',
    section: 'RFC 9293 §3.5',
  },
  '-x': {
    form: 'A -x B',
    title: 'leaves A and is lost',
    meaning: 'A has sent it, with all that follows for A; B never hears of it.',
    section: 'RFC 9293 §3.5',
  },
  '...': {
    form: 'A -> ...   ... -> B',
    title: 'the network: what has left and not arrived',
    meaning: '`... -> B` is the oldest segment in flight to B that agrees with every field written.',
    section: 'RFC 9293 §3.5',
  },
  stray: {
    form: '... -> B stray SYN seq=90',
    title: 'a segment that its seeming sender never sent in this connection',
    meaning: 'An old duplicate, or forged. It is not held against its sender.',
    section: 'RFC 9293 §3.5',
  },
  '?': {
    form: 'A -> B ACK?',
    title: 'the segment may be absent',
    meaning: 'In a replay the kernel may send it or not.',
    section: 'Synfin',
  },
} satisfies Record<string, WordExplanation>

const ICMP = {
  'net-unreachable': icmp(
    'net-unreachable',
    'a soft error: the network is not reachable',
    'The connection goes on and is tried further; Linux gives up one that is being opened.',
  ),
  'host-unreachable': icmp(
    'host-unreachable',
    'a soft error: the host is not reachable',
    'The connection goes on and is tried further; Linux gives up one that is being opened.',
  ),
  'protocol-unreachable': icmp(
    'protocol-unreachable',
    'a hard error: nobody speaks TCP there',
    'TCP should abort the connection.',
  ),
  'port-unreachable': icmp(
    'port-unreachable',
    'a hard error: the port is closed to the network',
    'TCP should abort the connection.',
  ),
  'too-big': icmp(
    'too-big',
    'the segment was larger than the next hop takes',
    'It is sent again in smaller ones; `mtu=` is the limit.',
  ),
}

const REASONS = {
  refused: {
    form: '[A=CLOSED refused]',
    title: 'its SYN was answered with RST',
    meaning: 'The application sees "connection refused".',
    section: 'RFC 9293 §3.10.7.3',
  },
  reset: {
    form: '[A=CLOSED reset]',
    title: 'a RST has ended the connection',
    meaning: 'The application sees "connection reset".',
    section: 'RFC 9293 §3.10.7.4',
  },
  timeout: {
    form: '[A=CLOSED timeout]',
    title: 'the user timeout has ended the connection',
    meaning: 'The application sees "connection aborted due to user timeout".',
    section: 'RFC 9293 §3.10.8',
  },
} satisfies Record<string, WordExplanation>

/** Every word that is explained, by where it stands. */
export const WORDS = {
  call: CALLS,
  timer: TIMERS,
  field: FIELDS,
  statement: STATEMENTS,
  setting: SETTINGS,
  mark: MARKS,
  icmp: ICMP,
  reason: REASONS,
} as const

export type WordKind = keyof typeof WORDS

/** What a word of the language means where it stands as a call, a timer, a field or one of the others. */
export function explainWord(kind: WordKind, word: string): WordExplanation | undefined {
  const words: Readonly<Record<string, WordExplanation>> = WORDS[kind]
  const explanation = Object.hasOwn(words, word) ? words[word] : undefined
  const spoken = spokenLanguage()?.explanations
  if (explanation === undefined || spoken === undefined) return explanation
  const texts: Readonly<Record<string, Pick<WordExplanation, 'title' | 'meaning'>>> = spoken.words[kind]
  return { ...explanation, ...texts[word], section: spoken.section(explanation.section) }
}

/** A word of the language as one asks for it, wherever it stands. */
export interface WordTopic extends WordExplanation {
  readonly kind: WordKind
  /** What tells it from its namesakes: `ack=`, `A: listen`. */
  readonly topic: string
}

/** All words, in the language that is spoken. */
export function wordTopics(): readonly WordTopic[] {
  return KINDS.flatMap(kind =>
    Object.keys(WORDS[kind]).flatMap(word => {
      const explanation = explainWord(kind, word)
      return explanation === undefined ? [] : [{ ...explanation, kind, topic: topicOf(kind, word) }]
    }),
  )
}

/** What a word means in each place where it stands: asked for alone, or as it is written there (`ack=`, `B: listen`). */
export function explainWords(asked: string): readonly WordTopic[] {
  const name = asked
    .trim()
    .toLowerCase()
    .replace(/^\w+:\s*/, 'a: ')
  return wordTopics().filter(({ topic }) => [topic.toLowerCase(), bareName(topic)].includes(name))
}

const KINDS = Object.keys(WORDS) as WordKind[]

function topicOf(kind: WordKind, word: string): string {
  if (kind === 'call' || kind === 'timer') return `A: ${word}`
  if (kind === 'icmp') return `ICMP ${word}`
  return kind === 'field' && FIELDS[word as Field['name']].form.startsWith(`${word}=`) ? `${word}=` : word
}

function bareName(topic: string): string {
  return topic
    .replace(/^(A: |ICMP )/, '')
    .replace(/=$/, '')
    .toLowerCase()
}

function icmp(name: string, title: string, meaning: string): WordExplanation {
  return { form: `ICMP ${name} seq=E`, title, meaning, section: 'RFC 9293 §3.9.2.2' }
}
