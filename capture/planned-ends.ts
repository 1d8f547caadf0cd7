/** Which addresses, ports and settings the ends of a trace have. */
import { type CheckedTrace, type HostLine, say } from '@synfin/trace'
import { addressAfter, type Family, type IpAddress, readIpAddress } from './ip-address.ts'
import { NotLive } from './not-live.ts'
import type { EndSettings } from './sent-segment.ts'

export interface PlannedEnd {
  readonly address: IpAddress
  /** Only where the trace says it. */
  readonly port: number | undefined
  readonly settings: EndSettings
}

/**
 * The ends of a trace by name, as their `host` lines describe them; an end that none gives an address has one of those
 * from the first of its family on. Throws NotLive.
 */
export function plannedEnds(
  trace: CheckedTrace,
  names: ReadonlySet<string>,
  first: Readonly<Record<Family, string>>,
): Map<string, PlannedEnd> {
  const planned = new Map<string, PlannedEnd>()
  const written = new Map([...names].map(name => [name, hostOf(trace.hosts, name)]))
  const addresses = new Map(
    [...written].map(([name, host]) => [name, host && addressOf(host.line, host.index)]),
  )
  const taken = new Set([...addresses.values()].map(address => address?.text))
  const isIPv6 = [...addresses.values()].some(address => address?.family === 6)
  let next = readIpAddress(first[isIPv6 ? 6 : 4]) as IpAddress
  for (const [name, host] of written) {
    let address = addresses.get(name)
    while (!address) {
      if (!taken.has(next.text)) address = next
      next = addressAfter(next, 1)
    }
    planned.set(name, { address, port: host?.line.port, settings: settingsOf(host?.line) })
  }
  return planned
}

/** What the `host` line of an end says of it. */
export function settingsOfEnd({ hosts }: CheckedTrace, end: string): EndSettings {
  return settingsOf(hostOf(hosts, end)?.line)
}

function settingsOf(line: HostLine | undefined): EndSettings {
  return Object.fromEntries((line?.settings ?? []).map(({ name, value }) => [name, value ?? true]))
}

/** The last `host` line of an end; of `X[3]` also `host X[200]`, with 2 as the index. */
function hostOf(hosts: readonly HostLine[], end: string): { line: HostLine; index: number } | undefined {
  const [, array, element] = /^(.*)\[(\d+)\]$/.exec(end) ?? []
  const isOfRow = (line: HostLine) => line.end.text === array && line.count !== undefined
  const line = hosts.findLast(host => host.end.text === end || isOfRow(host))
  return line && { line, index: isOfRow(line) ? Number(element) - 1 : 0 }
}

function addressOf(line: HostLine, index: number): IpAddress | undefined {
  if (line.address === undefined) return undefined
  const address = readIpAddress(line.address.text)
  if (!address) throw new NotLive(line.number, say`${line.address.text} is no address to play with`)
  return addressAfter(address, index)
}
