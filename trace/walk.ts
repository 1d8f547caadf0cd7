/** Walks both ends through a trace, one statement after the other. */
import { plus, type SeqNumber } from '@synfin/tcp'
import type { Call, EndStates, GivenState, Profile } from './checked-trace.ts'
import type { Claim, KernelLine, SegmentLine, Word } from './line.ts'
import { type EndOfConnection, Network } from './network.ts'
import { copied, laidOver } from './overlay.ts'
import { Reporter } from './reporter.ts'
import type { Statement } from './statements.ts'
import type { Survey } from './survey.ts'
import { SymbolTable } from './symbols.ts'
import { reportUnknownEnd } from './unknown-end.ts'
import { walkCall } from './walk-call.ts'
import { type ClaimedBefore, type WalkedClaims, walkClaim } from './walk-claim.ts'
import { walkGiven } from './walk-given.ts'
import { walkSegment } from './walk-segment.ts'
import { walkTimer } from './walk-timer.ts'
import { NO_CALLS } from './walked-line.ts'
import {
  CallStep,
  type Came,
  ClaimStep,
  NoteStep,
  SegmentStep,
  TimerStep,
  WaitStep,
  type WalkedStep,
} from './walked-step.ts'

const NO_CLAIMS: WalkedClaims = { claims: [], before: new Map() }

/** By what a trace is judged. */
export interface Rules {
  readonly profile: Profile
  /** Whether it is a capture, taken at neither end. */
  readonly captured: boolean
}

/**
 * A walk in progress. It changes as it goes; {@link copy} keeps it as it is now, so that a later walk can
 * resume from here.
 */
export class Walk {
  readonly survey: Survey
  readonly profile: Profile
  readonly captured: boolean
  readonly network: Network
  readonly symbols: SymbolTable
  readonly reporter: Reporter
  /** What the claims of the statement before this one come to. */
  claimedBefore: ClaimedBefore
  readonly given: GivenState[]
  /** `kernel tcp_rfc1337=1`: resets do not end TIME_WAIT. */
  rfc1337: boolean
  /** Which statement is being walked. */
  index = 0
  private started: boolean

  constructor(survey: Survey, rules: Rules, from?: Walk, only?: ReadonlySet<string>) {
    this.survey = survey
    this.profile = rules.profile
    this.captured = rules.captured
    this.network = from === undefined ? new Network(survey) : from.network.copy(survey, only)
    this.symbols = new SymbolTable(from?.symbols, only === undefined ? copied : laidOver)
    this.reporter = new Reporter(rules.profile, rules.captured)
    this.claimedBefore = from?.claimedBefore ?? NO_CLAIMS.before
    this.given = [...(from?.given ?? [])]
    this.rfc1337 = from?.rfc1337 ?? false
    this.index = from?.index ?? 0
    this.started = from?.started ?? false
  }

  /**
   * This walk as it stands, for another survey of a trace that is the same so far. Findings are not copied, and with
   * `only` no connections but those among these ends; then this walk must not go on as long as the copy is used.
   */
  copy(survey = this.survey, only?: ReadonlySet<string>): Walk {
    return new Walk(survey, this, this, only)
  }

  /** A copy whose statements and lines are replaced by those that take their places in another version of the trace. */
  relocated(
    survey: Survey,
    statementFor: (statement: Statement) => Statement,
    lineFor: (line: number) => number,
  ): Walk {
    const walk = this.copy(survey)
    walk.network.relocate(statementFor)
    walk.symbols.relocate(lineFor)
    return walk
  }

  /** How much {@link copy} copies, in entries. */
  weight(): number {
    return this.network.weight() + this.symbols.weight()
  }

  /** The states before the first line. */
  start(): EndStates {
    for (const end of this.survey.listeners) this.network.describe(end, { listening: true })
    for (const end of this.survey.ends) this.network.refreshAll(end)
    return this.network.states()
  }

  /** Walks one statement; undefined where nothing happens on it. */
  step(statement: Statement): WalkedStep | undefined {
    const { line } = statement
    const listener = this.survey.listensAt.get(this.index)
    if (listener !== undefined) this.network.listen(listener, true)
    switch (line.kind) {
      case 'segment':
        return this.segmentStep(statement, line)
      case 'call': {
        const { call, inferred } = walkCall(this, statement, line)
        return new CallStep(statement, this.came(statement, inferred, line.claim), call)
      }
      case 'timer': {
        const timer = walkTimer(this, statement, line)
        return new TimerStep(statement, this.came(statement, NO_CALLS, line.claim), timer)
      }
      case 'wait':
        return new WaitStep(statement, this.came(statement, NO_CALLS, line.claim), line.duration)
      case 'claim':
        return new ClaimStep(statement, this.came(statement, NO_CALLS, line.claim))
      case 'note': {
        const ends = this.knownEnds(statement, line.ends)
        return new NoteStep(statement, this.came(statement, NO_CALLS, undefined), {
          ends,
          note: line.note.text,
        })
      }
      case 'given':
        this.claimedBefore = walkGiven(this, statement, line)
        return undefined
      case 'kernel':
        this.heedSettings(line)
        return undefined
      case 'host':
        this.describeHost(line.end.text, line.settings)
        return undefined
      default:
        return undefined
    }
  }

  /** A line of which no segment comes still claims what it claims. */
  private segmentStep(statement: Statement, line: SegmentLine): SegmentStep | ClaimStep {
    const walked = walkSegment(this, statement, line)
    if (walked === undefined) return new ClaimStep(statement, this.came(statement, NO_CALLS, line.claim))
    const came = this.came(statement, walked.calls, line.claim, !walked.isDropped)
    return new SegmentStep(statement, came, walked.segment)
  }

  /** An initial number for an end's next connection: above all its old ones. */
  nextIss(end: EndOfConnection): SeqNumber {
    const fresh = this.symbols.freshNumber()
    return end.tcb.snd.nxt === 0 ? fresh : plus(end.tcb.snd.nxt, 0x0100_0000 + (fresh % 0x1_0000))
  }

  /** The ends that a note is about; nobody looks for one that is not there. */
  private knownEnds(statement: Statement, words: readonly Word[]): readonly string[] {
    const { ends } = this.survey
    for (const word of words)
      if (!ends.includes(word.text)) reportUnknownEnd(this.reporter, statement, word, ends)
    return words.map(({ text }) => text).filter(end => ends.includes(end))
  }

  /** The settings of the kernel that change what the state machine does. */
  private heedSettings({ settings }: KernelLine): void {
    for (const { name, value } of settings) {
      if (name.text === 'tcp_rfc1337') this.rfc1337 = value.text !== '0'
      if (name.text === 'tcp_syncookies') this.network.cookies = COOKIES[value.text] ?? 'never'
    }
  }

  private describeHost(
    end: string,
    settings: readonly { readonly name: string; readonly value: number | undefined }[],
  ): void {
    const window = settings.find(({ name }) => name === 'win')?.value
    if (window !== undefined) {
      this.network.describe(end, { window })
      for (const peer of this.network.peersOf(end)) {
        const half = this.network.half(end, peer)
        half.tcb = { ...half.tcb, rcv: { ...half.tcb.rcv, wnd: window } }
      }
    }
    const has = (setting: string) => settings.some(({ name }) => name === setting)
    if (has('keepalive')) this.network.describe(end, { keepsAlive: true })
    const backlog = settings.find(({ name }) => name === 'backlog')?.value
    if (backlog !== undefined) this.network.describe(end, { backlog })
    if (has('defer-accept')) this.network.describe(end, { defersAccept: true })
  }

  /** What has come of a statement, once it is walked. */
  private came(
    statement: Statement,
    calls: readonly Call[],
    claim: Claim | undefined,
    isJudged = true,
  ): Came {
    const { claims, before } = claim === undefined ? NO_CLAIMS : walkClaim(this, statement, claim, isJudged)
    this.claimedBefore = before
    const listens = this.listens(statement)
    const inferredCalls = listens.length === 0 ? calls : listens.concat(calls)
    return { inferredCalls, states: this.network.states(), claims }
  }

  /** The calls of those who listen from the start, or from this statement on, though no line says so. */
  private listens({ line }: Statement): readonly Call[] {
    const listener = this.survey.listensAt.get(this.index)
    // A note is only drawn, so the calls go with the first line at which something happens.
    const isFirst = !this.started && line.kind !== 'note'
    this.started ||= isFirst
    if (!isFirst && listener === undefined) return NO_CALLS
    const ends = isFirst ? [...this.survey.listeners] : []
    return (listener === undefined ? ends : ends.concat(listener)).map(listenCall)
  }
}

/** The values of `tcp_syncookies` (ip-sysctl). */
const COOKIES: Readonly<Record<string, Network['cookies']>> = { 1: 'when full', 2: 'always' }

function listenCall(end: string): Call {
  return { end, call: 'listen', peer: undefined, octets: undefined, fails: undefined }
}
