import type { CallLine, Claim, GivenEnd, HostLine, Line, SegmentLine, Span, TimerLine } from '@synfin/trace'

/** A formatted statement in the cells that are aligned with those of the lines around it. */
export interface Row {
  /** A segment's route, flags, `seq=`, `ack=` and the rest; any other statement is one cell. */
  readonly cells: readonly string[]
  /** The claim after the statement. */
  readonly claim: string
  /** From its `//` on. */
  readonly comment: string
  /** Whether columns begin anew at this line. */
  readonly heading: boolean
  /** Whether its flags are more than flags, and so may be wider than their column. */
  readonly sprawling: boolean
  /** Whether its width moves no other line's claim. */
  readonly loose: boolean
}

/** Lays out a line that could be read; `source` is the whole line as written. */
export function rowOf(line: Exclude<Line, { kind: 'broken' }>, source: string): Row {
  const written = writtenIn(source)
  return {
    cells: line.kind === 'segment' ? segmentCells(line, written) : [statementText(line, written)],
    claim: 'claim' in line && line.claim && line.kind !== 'claim' ? claimText(line.claim, written) : '',
    comment: source.slice(line.span.end - 1).trim(),
    heading: line.kind === 'trace' || line.kind === 'fragment',
    sprawling: line.kind === 'segment' && (line.stray !== undefined || line.icmp !== undefined),
    loose: !/^(segment|call|timer|wait)$/.test(line.kind),
  }
}

/** What stands at a span, without its spaces. */
type Written = (span: Span) => string

function writtenIn(source: string): Written {
  return ({ start, end }) => {
    const text = source.slice(start - 1, end - 1)
    return text.startsWith('"') ? text : text.replace(/\s/g, '')
  }
}

function segmentCells(line: SegmentLine, written: Written): string[] {
  const fields = line.fields.map(({ name, span }) => ({ name, text: written(span) }))
  const seq = fields[0]?.name === 'seq' ? fields.shift() : undefined
  const ack = fields[0]?.name === 'ack' ? fields.shift() : undefined
  return [
    `${line.from?.text ?? '...'} ${line.arrow.lost ? '-x' : '->'} ${line.to?.text ?? '...'}`,
    `${line.stray ? 'stray ' : ''}${flagsText(line)}${line.optional ? '?' : ''}`,
    seq?.text ?? '',
    ack?.text ?? '',
    fields.map(field => field.text).join(' '),
  ]
}

function flagsText({ flags, icmp }: SegmentLine): string {
  if (icmp) return `ICMP ${icmp.text}`
  return flags.map(flag => flag.bit).join(' ') || 'NONE'
}

type Statement = Exclude<Line, SegmentLine | { kind: 'broken' }>

function statementText(line: Statement, written: Written): string {
  switch (line.kind) {
    case 'trace':
      return words('trace', written(line.name.span), line.profile && `profile ${line.profile.text}`)
    case 'fragment':
      return `fragment ${line.name.text}(${line.parameters.map(({ text }) => text).join(', ')})`
    case 'use':
      return `use ${line.fragment.text}(${line.arguments.map(({ span }) => written(span)).join(', ')})`
    case 'note':
      return `note ${line.ends.map(({ text }) => text).join(', ')} ${written(line.note.span)}`
    case 'host':
      return hostText(line, written)
    case 'given':
      return `given ${line.ends.map(end => givenText(end, written)).join(', ')}`
    case 'kernel':
      return words(
        'kernel',
        ...line.settings.map(({ name, value }) => `${written(name.span)}=${written(value.span)}`),
      )
    case 'wait':
      return `wait ${written(line.duration.span)}`
    case 'claim':
      return claimText(line.claim, written)
    case 'call':
      return callText(line, written)
    case 'timer':
      return timerText(line, written)
  }
}

function hostText({ address, count, end, port, settings }: HostLine, written: Written): string {
  const name = count === undefined ? end.text : `${end.text}[${count}]`
  const place = address && written(address.span) + (port === undefined ? '' : `:${port}`)
  return words('host', name, place, ...settings.map(({ span }) => written(span)))
}

function givenText({ end, state, seq, ack, win }: GivenEnd, written: Written): string {
  return words(
    end.text,
    state.text,
    seq && `seq=${written(seq.span)}`,
    ack && `ack=${written(ack.span)}`,
    win && `win=${written(win.span)}`,
  )
}

function callText({ call, end, fails, octets, peer }: CallLine, written: Written): string {
  return words(
    `${end.text}:`,
    call,
    peer?.text,
    octets && written(octets.span),
    fails && words('fails', fails.errno?.text),
  )
}

function timerText({ after, end, timer }: TimerLine, written: Written): string {
  return words(`${end.text}:`, timer, after && `after ${written(after.span)}`)
}

function claimText({ states }: Claim, written: Written): string {
  const claims = states.map(({ end, peer, state, reason }) =>
    words(`${end.text}${peer ? `/${peer.text}` : ''}=${written(state.span)}`, reason?.text),
  )
  return `[${claims.join('  ')}]`
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined).join(' ')
}
