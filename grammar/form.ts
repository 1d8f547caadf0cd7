import type { Duration, Field, Line, Span, StatementLine, SyntaxProblem, Word } from '@synfin/trace'
import { addressOctets, say } from '@synfin/trace'
import type { Statement } from './generated/ast.ts'
import { ipv4AddressesFrom } from './ip-address.ts'
import { integer } from './number.ts'
import { spanOf } from './place.ts'
import { quote } from './quote.ts'

const MOST_ENDS = 65_535
const LAST_PORT = 65_535

type LineOf<Kind extends Line['kind']> = Extract<StatementLine, { kind: Kind }>

/**
 * The first thing about a statement that parsed which the grammar lets pass and the language does not.
 *
 * Here is only what makes a line unreadable; what a line says wrongly is for `trace/` to judge.
 */
export function formProblem(statement: Statement, line: StatementLine): SyntaxProblem | undefined {
  return statementProblem(statement) ?? lineProblem(line)
}

function statementProblem(statement: Statement): SyntaxProblem | undefined {
  if (statement.$type === 'Given') return first(statement.ends, end => writtenTwice(end.settings.map(named)))
  if (statement.$type === 'Host' && statement.port && integer(statement.port.text) > LAST_PORT)
    return problem(
      spanOf(statement.port),
      say`${quote(statement.port.text)} is no port`,
      say`ports go up to ${LAST_PORT}`,
    )
  return undefined
}

function lineProblem(line: StatementLine): SyntaxProblem | undefined {
  switch (line.kind) {
    case 'segment':
      return segmentProblem(line)
    case 'host':
      return hostProblem(line)
    case 'timer':
      return line.after && durationProblem(line.after)
    case 'call':
      return line.fails?.errno && errnoProblem(line.fails.errno)
    default:
      return undefined
  }
}

function segmentProblem(line: LineOf<'segment'>): SyntaxProblem | undefined {
  if (line.arrow.lost && !line.to)
    return problem(
      line.arrow.span,
      say`this lost segment does not say for whom it was`,
      say`write \`A -x B\`, or \`A -> ...\` if it is still in the network`,
    )
  return first(line.fields, line.icmp ? icmpFieldProblem : fieldProblem)
}

function icmpFieldProblem({ name, span }: Field): SyntaxProblem | undefined {
  return name === 'seq' || name === 'mtu'
    ? undefined
    : problem(
        span,
        say`an ICMP error bears no \`${name}\``,
        say`it bears \`seq=\`, and \`too-big\` bears \`mtu=\``,
      )
}

function fieldProblem(field: Field): SyntaxProblem | undefined {
  if (field.name === 'mtu')
    return problem(
      field.span,
      say`a segment bears no \`mtu\``,
      say`write \`ICMP too-big mtu=1280\`, or \`mss=\` on a SYN`,
    )
  if (field.name === 'tfo' && field.cookie !== undefined && !/^(0x)?[0-9a-f]+$/i.test(field.cookie))
    return problem(
      field.span,
      say`${quote(field.cookie)} is no hexadecimal cookie`,
      say`write \`tfo=0a1b2c3d\``,
    )
  if ('value' in field && 'any' in field.value && !/^(seq|ack|win)$/.test(field.name))
    return problem(
      field.span,
      say`\`${field.name}\` cannot be left open`,
      say`\`*\` is for \`seq\`, \`ack\` and \`win\``,
    )
  return undefined
}

function hostProblem({ address, count, end, settings }: LineOf<'host'>): SyntaxProblem | undefined {
  if (count !== undefined && (count < 1 || count > MOST_ENDS))
    return problem(
      end.span,
      say`one line declares 1 to ${MOST_ENDS} endpoints`,
      say`write \`host ${end.text}[200]\``,
    )
  if (address && addressOctets(address.text) === undefined)
    return problem(
      address.span,
      say`${quote(address.text)} is no address`,
      say`IPv4 is four numbers up to 255; IPv6 is eight groups of hexadecimal digits, or fewer with one \`::\``,
    )
  const room = address && ipv4AddressesFrom(address.text)
  if (address && room !== undefined && count !== undefined && count > room)
    return problem(
      address.span,
      say`${quote(`${end.text}[${room + 1}]`)} has no address: ${quote(`${end.text}[${room}]`)} has the last`,
      say`begin at a lower address, or declare ${quote(`${end.text}[${room}]`)}`,
    )
  return writtenTwice(settings)
}

function durationProblem({ min, max, span }: Duration): SyntaxProblem | undefined {
  return max < min
    ? problem(span, say`this range ends before it begins`, say`write the shorter time first`)
    : undefined
}

function errnoProblem({ text, span }: Word): SyntaxProblem | undefined {
  return /^E[A-Z0-9]+$/.test(text)
    ? undefined
    : problem(span, say`${quote(text)} is no errno`, say`write one such as \`ECONNREFUSED\``)
}

function writtenTwice(
  settings: readonly { readonly name: string; readonly span: Span }[],
): SyntaxProblem | undefined {
  const seen = new Set<string>()
  return first(settings, ({ name, span }) => {
    if (seen.has(name)) return problem(span, say`\`${name}\` is written twice`, say`keep one of the two`)
    seen.add(name)
    return undefined
  })
}

function named(setting: { readonly name: string } & Parameters<typeof spanOf>[0]) {
  return { name: setting.name, span: spanOf(setting) }
}

function first<Item>(
  items: readonly Item[],
  problemOf: (item: Item) => SyntaxProblem | undefined,
): SyntaxProblem | undefined {
  for (const item of items) {
    const found = problemOf(item)
    if (found) return found
  }
  return undefined
}

function problem(span: Span, message: string, help: string): SyntaxProblem {
  return { span, message, why: undefined, help, replacements: [] }
}
