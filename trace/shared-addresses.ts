/** Endpoints that no segment can tell apart, as their `host` lines give them one address. */
import { addressOctets, octetsAfter } from './ip-address.ts'
import type { HostLine, Word } from './line.ts'
import { placeOn, type Reporter } from './reporter.ts'
import { say } from './say.ts'
import type { Statement } from './statements.ts'
import type { Survey } from './survey.ts'

/** An end that has an address of its own. */
interface Addressed {
  readonly end: string
  readonly statement: Statement
  readonly written: Word
  /** The same for the same address, however it is written. */
  readonly address: string
  readonly port: number | undefined
}

/**
 * Reports two ends of a connection that have one address, and two peers of one end that have one address and one port.
 * Peers may share an address, as clients behind one router do: then their ports tell them apart.
 */
export function reportSharedAddresses(
  reporter: Reporter,
  { settings, statements, connections }: Survey,
): void {
  const addressedAt = addresses([...settings].flatMap(index => statements[index] ?? []))
  if (addressedAt === undefined) return
  const told = new Set<Statement>()
  const report = (one: Addressed, other: Addressed) => {
    const [first, second] = isAbove(one, other) ? [one, other] : [other, one]
    if (told.has(second.statement)) return
    told.add(second.statement)
    reportShared(reporter, first, second)
  }
  const peers = new Map<string, Addressed>()
  for (const [a, b] of connections) {
    const [one, other] = [addressedAt(a), addressedAt(b)]
    if (one !== undefined && other !== undefined && one.address === other.address && mayMeet(one, other))
      report(one, other)
    for (const [end, of] of [
      [one, b],
      [other, a],
    ] as const) {
      if (end?.port === undefined) continue
      const key = `${end.address} ${end.port} ${of}`
      const same = peers.get(key)
      if (same === undefined) peers.set(key, end)
      else report(same, end)
    }
  }
}

/** Ports that are written and differ tell two ends of one host apart. */
function mayMeet(one: Addressed, other: Addressed): boolean {
  return one.port === undefined || other.port === undefined || one.port === other.port
}

function isAbove({ statement: a }: Addressed, { statement: b }: Addressed): boolean {
  return a.source.number < b.source.number
}

/** Tells which address an end has, if a `host` line gives it one; nothing where none gives any. */
function addresses(statements: readonly Statement[]): ((end: string) => Addressed | undefined) | undefined {
  const hosts = new Map<string, { statement: Statement; line: HostLine; written: Word }>()
  for (const statement of statements) {
    const { line } = statement
    if (line.kind === 'host' && line.address !== undefined)
      hosts.set(line.end.text, { statement, line, written: line.address })
  }
  if (hosts.size === 0) return undefined
  return end => {
    const [, row = '', element = '1'] = /^(.*)\[(\d+)\]$/.exec(end) ?? []
    const many = hosts.get(row)
    const host = hosts.get(end) ?? (many?.line.count === undefined ? undefined : many)
    const octets = host && addressOctets(host.written.text)
    if (host === undefined || octets === undefined) return undefined
    const { statement, written, line } = host
    const address = octetsAfter(octets, Number(element) - 1).join(' ')
    return { end, statement, written, address, port: line.port }
  }
}

function reportShared(
  reporter: Reporter,
  first: Addressed,
  { end, statement, written, port }: Addressed,
): void {
  const isPeer = port !== undefined && port === first.port
  reporter.report(statement, {
    code: 'duplicate-name',
    span: written.span,
    message: isPeer
      ? say`${first.end} and ${end} have the same address and the same port ${port}`
      : say`${first.end} and ${end} have the same address`,
    why: say`on the wire an endpoint is its address and its port: of these two nobody could tell who is who`,
    help: say`give one of them another address`,
    related: [
      { ...placeOn(first.statement.source, first.written.span), message: say`${first.end} has it already` },
    ],
  })
}
