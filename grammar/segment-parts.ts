import type { Claim, ControlBit, Field, Flag, Span, StateClaim, Word } from '@synfin/trace'
import type * as Ast from './generated/ast.ts'
import { numberOrAny, sumOf } from './number.ts'
import { optionalWord, spanBetween, spanOf, textOf, wordOf } from './place.ts'
import { Shared } from './shared.ts'

/** What stands between a segment's endpoints and its claim. */
export interface SegmentParts {
  readonly flags: readonly Flag[]
  readonly flagsSpan: Span
  readonly icmp: Word | undefined
  readonly optional: Span | undefined
  readonly fields: readonly Field[]
}

export function segmentParts(body: Ast.Arrival | Ast.EndStatement): SegmentParts {
  return {
    flags: body.flags ? flagsOf(body.flags) : NO_FLAGS,
    flagsSpan: spanOf(body.flags ?? body.none ?? body.icmp ?? body),
    icmp: optionalWord(body.icmp),
    optional: body.optional && spanOf(body.optional),
    fields: body.fields.map(fieldOf),
  }
}

const NO_FLAGS: readonly Flag[] = []
const flagLists = new Shared<string, readonly Flag[]>()

function flagsOf(flags: Ast.Flags): readonly Flag[] {
  return flagLists.of(`${spanOf(flags).start} ${textOf(flags)}`, () => eachFlag(flags))
}

/** Each flag of `SYN ACK`, `SYN+ACK` or `SYNACK`: every name has three letters. */
function eachFlag({ runs }: Ast.Flags): Flag[] {
  const flags: Flag[] = []
  for (const run of runs) {
    const { start } = spanOf(run)
    for (let i = 0; i < run.text.length; i += 3) {
      const bit = run.text.slice(i, i + 3) as ControlBit
      flags.push({ bit, span: spanBetween(start + i, start + i + 3) })
    }
  }
  return flags
}

function fieldOf(field: Ast.Field): Field {
  const span = spanOf(field)
  switch (field.$type) {
    case 'NumberField':
      return { name: field.name, span, value: numberOrAny(field) }
    case 'TimestampsField':
      return { name: 'ts', span, value: sumOf(field.value), echo: sumOf(field.echo) }
    case 'SackField':
      return {
        name: 'sack',
        span,
        blocks: field.blocks.map(({ left, right }) => ({ left: sumOf(left), right: sumOf(right) })),
      }
    case 'FastOpenField':
      return { name: 'tfo', span, cookie: field.cookie?.text }
    case 'BareField':
      return { name: 'sackok', span }
  }
}

export function claimOf(claim: Ast.Claim): Claim {
  return { span: spanOf(claim), states: claim.states.map(stateClaimOf) }
}

export function optionalClaim(claim: Ast.Claim | undefined): Claim | undefined {
  return claim && claimOf(claim)
}

function stateClaimOf(claim: Ast.StateClaim): StateClaim {
  return {
    end: wordOf(claim.end),
    peer: optionalWord(claim.peer),
    state: wordOf(claim.state),
    reason: optionalWord(claim.reason),
    span: spanOf(claim),
  }
}
