/**
 * What must be known of a whole trace before its first line is walked: who is in it, who talks to whom, who
 * listens though nothing says so, and where a RECEIVE has to be inferred.
 *
 * A resumed walk takes a new survey, in one pass, and goes back to the first line whose facts changed.
 */
import { hasBit } from './control-bits.ts'
import { finish, type InParts } from './in-parts.ts'
import { type LaterLines, laterLines, mapOrNone, NO_STATEMENTS, pairKey, setOrNone } from './later-lines.ts'
import { endWords } from './line-parts.ts'
import type { Statement } from './statements.ts'
import { SentSegments, type TurningPoints, turningPoints } from './turning-points.ts'

export interface Survey extends LaterLines {
  /** What has been surveyed. */
  readonly statements: readonly Statement[]
  /** Endpoints in order of appearance. Claims and notes name ends, they do not make them. */
  readonly ends: readonly string[]
  /** Pairs that exchange segments or calls, in order of appearance. */
  readonly connections: readonly (readonly [string, string])[]
  /** The other ends of each end's connections, in order of appearance. */
  readonly peers: ReadonlyMap<string, readonly string[]>
  /** The statements that describe a host or the kernel. */
  readonly settings: ReadonlySet<number>
  /** On how many lines an end is named, and on which statement first. */
  readonly mentions: ReadonlyMap<string, { readonly lines: number; readonly first: number }>
  /** Ends that are taken to listen from the start. */
  readonly listeners: ReadonlySet<string>
  /** Ends that have refused a SYN and are taken to listen from a later one on, by its statement. */
  readonly listensAt: ReadonlyMap<number, string>
  /** The first statement of each connection that is taken to be established from the start. */
  readonly establishedAt: ReadonlySet<number>
  /** Statements before which their end receives everything: the CLOSE or FIN after which it sends no more. */
  readonly receivesBefore: ReadonlySet<number>
  /** For a `connect` without a peer: whom the end's next SYN goes to. */
  readonly connectsTo: ReadonlyMap<number, string>
}

/** Who is in a trace, and who with whom. */
export type Census = Pick<Survey, 'ends' | 'connections' | 'peers' | 'settings' | 'mentions'>

/** Who is at the other end of a connection of which the trace names only one. */
export const NOBODY = 'nobody'

export function isUnnamed({ mentions }: Pick<Survey, 'mentions'>, end: string): boolean {
  return end === NOBODY && !mentions.has(end)
}

export function survey(statements: readonly Statement[], census = takeCensus(statements)): Survey {
  return finish(surveyInParts(statements, census))
}

/** As {@link survey}; a caller may do other things between the parts. */
export function* surveyInParts(
  statements: readonly Statement[],
  census = takeCensus(statements),
): InParts<Survey> {
  yield
  const points = turningPoints(statements)
  const sent = new SentSegments(statements)
  yield
  const later = yield* laterLines(statements, points)
  yield
  const listening = findListeners(statements, points, sent, census.peers, later.unasked)
  yield
  const establishedAt = findEstablished(statements, points, census.peers)
  yield
  const receivesBefore = findReceives(points, sent)
  const connectsTo = findConnects(points, sent, census.peers)
  return { statements, ...census, ...later, ...listening, establishedAt, receivesBefore, connectsTo }
}

/** What is known of a trace before anything of it is. */
export const UNSURVEYED = survey([])

/** The first of an end's peers. */
function firstPeer(peers: Survey['peers'], end: string): string | undefined {
  return peers.get(end)?.[0]
}

export function takeCensus(statements: readonly Statement[]): Census {
  const mentions = new Map<string, { lines: number; first: number }>()
  const connections = new Map<string, readonly [string, string]>()
  const settings = new Set<number>()
  const mention = (end: string, index: number) => {
    const known = mentions.get(end)
    if (known === undefined) mentions.set(end, { lines: 1, first: index })
    else known.lines += 1
  }
  const connect = (a: string, b: string) => {
    const key = pairKey(a, b)
    if (a !== b && !connections.has(key)) connections.set(key, [a, b])
  }
  for (const [index, { line }] of statements.entries()) {
    if (line.kind === 'segment') {
      if (line.from) mention(line.from.text, index)
      if (line.to) mention(line.to.text, index)
      if (line.from && line.to) connect(line.from.text, line.to.text)
      continue
    }
    if (line.kind === 'host' || line.kind === 'kernel') settings.add(index)
    for (const end of endsNamed(line)) mention(end, index)
    if (line.kind === 'call' && line.peer) connect(line.end.text, line.peer.text)
    if (line.kind === 'given' && line.ends.length === 2)
      connect(line.ends[0]?.end.text ?? '', line.ends[1]?.end.text ?? '')
  }
  const ends = [...mentions.keys()]
  // A trace in which everything crosses the network names no pair; two ends are one.
  if (connections.size === 0 && ends.length === 2) connect(ends[0] ?? '', ends[1] ?? '')
  for (const end of findLonely(statements, ends, [...connections.values()])) connect(end, NOBODY)
  const peers = new Map<string, string[]>()
  for (const [a, b] of connections.values()) {
    addTo(peers, a, b)
    addTo(peers, b, a)
  }
  return { ends, connections: [...connections.values()], peers, settings: setOrNone(settings), mentions }
}

/** Ends that have a connection with somebody the trace never names. */
function findLonely(
  statements: readonly Statement[],
  ends: readonly string[],
  connections: Census['connections'],
): ReadonlySet<string> {
  const connected = new Set(connections.flat())
  const lonely = new Set<string>()
  if (ends.every(end => connected.has(end))) return lonely
  const name = (end: string | undefined) => {
    if (end !== undefined && !connected.has(end)) lonely.add(end)
  }
  for (const { line } of statements) {
    if (line.kind === 'segment') {
      name(line.from?.text)
      name(line.to?.text)
    } else if (line.kind === 'given') for (const { end } of line.ends) name(end.text)
  }
  return lonely
}

function addTo(peers: Map<string, string[]>, end: string, peer: string): void {
  const known = peers.get(end)
  if (known === undefined) peers.set(end, [peer])
  else known.push(peer)
}

function endsNamed(line: Statement['line']): string[] {
  switch (line.kind) {
    case 'given':
      return line.ends.map(({ end }) => end.text)
    case 'host':
      return line.count === undefined ? [line.end.text] : []
    default:
      return endWords(line).map(({ text }) => text)
  }
}

/**
 * An end that is sent a SYN and was neither `given` nor has called or sent anything listens, unless its next
 * line is the reset that refuses.
 */
function findListeners(
  statements: readonly Statement[],
  { lastSyn }: TurningPoints,
  sent: SentSegments,
  peers: Survey['peers'],
  unasked: Survey['unasked'],
): Pick<Survey, 'listeners' | 'listensAt'> {
  const decided = new Set<string>()
  const refused = new Set<string>()
  const reached = new Set<string>()
  const listeners = new Set<string>()
  const listensAt = new Map<number, string>()
  for (const [index, { line }] of statements.slice(0, lastSyn + 1).entries()) {
    if (line.kind === 'given') for (const { end } of line.ends) decided.add(end.text)
    if (line.kind === 'call') decided.add(line.end.text)
    if (line.kind !== 'segment') continue
    // A reset that answers is no call: an end that has only refused so far may still be found to listen.
    if (line.from !== undefined && !hasBit(line, 'RST')) decided.add(line.from.text)
    const to = line.to?.text
    if (to === undefined || line.arrow.lost || decided.has(to)) continue
    if (!hasBit(line, 'SYN') || unasked.has(index)) continue
    // A SYN ACK is an answer, unless its sender has never been sent a SYN.
    if (hasBit(line, 'ACK') && (line.from === undefined || reached.has(line.from.text))) continue
    reached.add(to)
    const next = sent.next(to, index)
    const peer = line.from?.text ?? firstPeer(peers, to)
    const refuses = hasBit(next, 'RST') && (next?.to === undefined || next.to.text === peer)
    if (refuses) refused.add(to)
    else {
      decided.add(to)
      if (refused.has(to)) listensAt.set(index, to)
      else listeners.add(to)
    }
  }
  return { listeners, listensAt: mapOrNone(listensAt) }
}

/**
 * A trace without a SYN starts ESTABLISHED: every connection whose first segment has neither `given` nor call
 * before it.
 */
function findEstablished(
  statements: readonly Statement[],
  { syns }: TurningPoints,
  peers: Survey['peers'],
): ReadonlySet<number> {
  if (syns.some(({ line }) => line.stray === undefined)) return NO_STATEMENTS
  const told = new Set<string>()
  const firsts = new Map<string, number>()
  for (const [index, { line }] of statements.entries()) {
    if (line.kind === 'given') for (const { end } of line.ends) told.add(end.text)
    if (line.kind === 'call') told.add(line.end.text)
    if (line.kind !== 'segment' || line.icmp !== undefined) continue
    const one = line.from?.text ?? line.to?.text ?? ''
    const other = line.from && line.to ? line.to.text : firstPeer(peers, one)
    if (other === undefined) continue
    const key = pairKey(one, other)
    if (!firsts.has(key)) firsts.set(key, told.has(one) || told.has(other) ? -1 : index)
  }
  return setOrNone(new Set([...firsts.values()].filter(index => index >= 0)))
}

/** An end whose next segment is a FIN has received everything by then, or its CLOSE would reset. */
function findReceives({ calls, fins }: TurningPoints, sent: SentSegments): ReadonlySet<number> {
  const receives = new Set<number>()
  for (const { index, line } of calls) {
    const closes = line.call === 'close' || line.call === 'shutdown'
    if (closes && hasBit(sent.next(line.end.text, index), 'FIN')) receives.add(index)
  }
  for (const { index, line } of fins) if (line.from !== undefined) receives.add(index)
  return setOrNone(receives)
}

function findConnects(
  { calls }: TurningPoints,
  sent: SentSegments,
  peers: Survey['peers'],
): ReadonlyMap<number, string> {
  const connects = new Map<number, string>()
  for (const { index, line } of calls) {
    if (line.call !== 'connect' || line.peer !== undefined) continue
    const next = sent.next(line.end.text, index)
    const peer = next?.to?.text ?? firstPeer(peers, line.end.text)
    if (peer !== undefined) connects.set(index, peer)
  }
  return mapOrNone(connects)
}
