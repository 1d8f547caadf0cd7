import type {
  CallName,
  FragmentArgument,
  GivenEnd,
  HostSetting,
  Line,
  SegmentLine,
  StatementLine,
  TimerName,
  Word,
} from '@synfin/trace'
import type * as Ast from './generated/ast.ts'
import { durationOf, integer, milliseconds, momentOf, optionalSum } from './number.ts'
import { optionalWord, quotedWord, spanOf, textOf, wordOf } from './place.ts'
import { claimOf, optionalClaim, segmentParts } from './segment-parts.ts'

/** What every line has: its number, its text, its comment, its `//!` notes and its problems. */
export type LineBase = Pick<Line, 'number' | 'span' | 'text' | 'comment' | 'expects' | 'problems'>

/** A statement's syntax tree as a plain line. */
export function statementLine(statement: Ast.Statement): StatementLine {
  switch (statement.$type) {
    case 'Trace':
      return {
        kind: 'trace',
        name: quotedWord(statement.name),
        profile: optionalWord(statement.profile),
      }
    case 'Fragment':
      return {
        kind: 'fragment',
        name: wordOf(statement.name),
        parameters: statement.parameters.map(wordOf),
      }
    case 'Use':
      return {
        kind: 'use',
        fragment: wordOf(statement.fragment),
        arguments: statement.arguments.map(argumentOf),
      }
    case 'Note':
      return { kind: 'note', ends: statement.ends.map(wordOf), note: quotedWord(statement.note) }
    case 'Wait':
      return { kind: 'wait', duration: momentOf(statement.time), claim: optionalClaim(statement.claim) }
    case 'Claims':
      return { kind: 'claim', claim: claimOf(statement.claim) }
    case 'Host':
      return hostLine(statement)
    case 'Given':
      return { kind: 'given', ends: statement.ends.map(givenEnd) }
    case 'Kernel':
      return { kind: 'kernel', settings: statement.settings.map(kernelSetting) }
    case 'Arrival':
      return arrivalLine(statement)
    case 'EndStatement':
      return statement.action ? actionLine(statement, statement.action) : departureLine(statement)
  }
}

function argumentOf(argument: Ast.Argument): FragmentArgument {
  return {
    text: textOf(argument),
    span: spanOf(argument),
    expression: optionalSum(argument.sum),
  }
}

function hostLine(host: Ast.Host): StatementLine {
  const { end, count } = declaredEnd(wordOf(host.end))
  return {
    kind: 'host',
    end,
    count,
    address: host.address && addressOf(host.address),
    port: host.port && integer(host.port.text),
    settings: host.settings.map(hostSetting),
  }
}

/** An IPv6 address without the brackets it is written in. */
function addressOf(address: Ast.Address): Word {
  return { text: address.text.replace(/^\[|\]$/g, ''), span: spanOf(address) }
}

/** `X[200]` declares X[1] to X[200]. */
function declaredEnd(end: Word): { end: Word; count: number | undefined } {
  const bracket = end.text.indexOf('[')
  if (bracket < 0) return { end, count: undefined }
  const span = { start: end.span.start, end: end.span.start + bracket }
  return { end: { text: end.text.slice(0, bracket), span }, count: integer(end.text.slice(bracket + 1, -1)) }
}

function hostSetting(setting: Ast.HostSetting): HostSetting {
  const { name, number, time } = setting
  const value = time ? milliseconds(time) : number && integer(number.text)
  return { name, span: spanOf(setting), value }
}

function givenEnd(given: Ast.GivenEnd): GivenEnd {
  // Of a setting written twice the last one counts; form.ts says so.
  const value = (name: Ast.GivenSetting['name']) =>
    optionalSum(given.settings.findLast(setting => setting.name === name)?.value)
  return {
    end: wordOf(given.end),
    state: wordOf(given.state),
    span: spanOf(given),
    seq: value('seq'),
    ack: value('ack'),
    win: value('win'),
  }
}

function kernelSetting({ name, value }: Ast.KernelSetting): { name: Word; value: Word } {
  return { name: wordOf(name), value: value.text.startsWith('"') ? quotedWord(value) : wordOf(value) }
}

function arrivalLine(arrival: Ast.Arrival): Omit<SegmentLine, keyof LineBase> {
  return {
    kind: 'segment',
    from: undefined,
    to: wordOf(arrival.to),
    arrow: { lost: false, span: spanOf(arrival.arrow) },
    stray: arrival.stray && spanOf(arrival.stray),
    ...segmentParts(arrival),
    claim: optionalClaim(arrival.claim),
  }
}

function departureLine(departure: Ast.EndStatement): Omit<SegmentLine, keyof LineBase> {
  return {
    kind: 'segment',
    from: wordOf(departure.from),
    to: optionalWord(departure.to),
    arrow: { lost: departure.arrow?.text === '-x', span: spanOf(departure.arrow ?? departure) },
    stray: undefined,
    ...segmentParts(departure),
    claim: optionalClaim(departure.claim),
  }
}

function actionLine({ from, claim }: Ast.EndStatement, action: Ast.Action): StatementLine {
  const end = wordOf(from)
  return action.$type === 'Timer'
    ? {
        kind: 'timer',
        end,
        timer: action.name satisfies TimerName,
        timerSpan: nameSpan(action, action.name),
        after: action.after && durationOf(action.after),
        claim: optionalClaim(claim),
      }
    : { kind: 'call', end, ...callOf(action), claim: optionalClaim(claim) }
}

function callOf(action: Ast.Call) {
  const { direction, fails, octets, peer } = action
  const call: CallName = direction && action.name === 'shutdown' ? 'shutdown receive' : action.name
  return {
    call,
    callSpan: direction ? directedSpan(action) : nameSpan(action, action.name),
    peer: optionalWord(peer),
    octets: optionalSum(octets),
    fails: fails && { span: spanOf(fails), errno: optionalWord(fails.errno) },
  }
}

function nameSpan(action: Ast.Action, name: string) {
  const { start } = spanOf(action)
  return { start, end: start + name.length }
}

/** `shutdown receive`: all but a `fails`. */
function directedSpan(action: Ast.Call) {
  const { start } = spanOf(action)
  const text = textOf(action)
  return { start, end: start + text.indexOf('receive') + 'receive'.length }
}
