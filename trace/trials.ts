/** Tries out lines where they might be written. */
import type { State } from '@synfin/tcp'
import { walkBefore } from './check-trace.ts'
import type { Step } from './checked-trace.ts'
import type { Line } from './line.ts'
import { endWords } from './line-parts.ts'
import { firstDifference } from './same-survey.ts'
import type { Standpoint } from './standpoint.ts'
import { type Statement, substitute } from './statements.ts'
import { type Survey, survey } from './survey.ts'
import { Walk } from './walk.ts'

/** What becomes of a line that is tried out. */
export interface Trial {
  readonly step: Step | undefined
  /** Whether the line, or one above it for its sake, earns an error or a warning. */
  readonly isFaulty: boolean
}

/** A longer trace is not read again for the sake of a line: no answer may take longer than typing. */
const MOST_REREAD = 4000

/** Lines that all trials of one request may read again. */
const MOST_READ = 40_000

/** In a shorter one it costs nothing to ask for every line whether it tells something of those above. */
const FEW = 400

/** Entries that all trials of one request may copy. */
const MOST_COPIED = 2_000_000

/** Lines that are tried however much each copies. */
const FEWEST = 4

/** The walk at one place, and what would come of lines written there. */
export class Trials {
  readonly walk: Walk
  readonly standpoint: Standpoint
  /** How many lines can be tried without making the reader wait. */
  readonly most: number
  private faultsAbove: number | undefined
  private read = 0

  constructor(standpoint: Standpoint) {
    this.standpoint = standpoint
    this.walk = walkBefore(standpoint.memory, standpoint.index)
    const entries = 1 + 64 * mostPeers(this.walk.survey)
    this.most = Math.max(FEWEST, Math.floor(MOST_COPIED / entries))
  }

  /** What becomes of a line in the trace's own words; undefined where finding out would take too long. */
  of(line: Line): Trial | undefined {
    const { memory, index } = this.standpoint
    if (!this.maySurveyDiffer(line)) return this.asRead(line)
    if (this.isLong || this.read > MOST_READ) return undefined
    this.read += memory.statements.length
    const statement = statementOf(line)
    const surveyed = survey(memory.statements.toSpliced(index, 0, statement))
    const different = firstDifference(surveyed, memory.survey)
    return different > 0 && different >= index
      ? this.stepFrom(this.walk.copy(surveyed, this.around(line)), statement)
      : this.reread(surveyed, statement)
  }

  /** What becomes of a line if it changes nothing above. */
  asRead(line: Line): Trial {
    return this.stepFrom(this.walk.copy(this.walk.survey, this.around(line)), statementOf(line))
  }

  /** What happens on a line in the words of the lines there. */
  ofWritten(line: Line): Step | undefined {
    const { used } = this.standpoint
    const own = used === undefined ? line : substitute(line, used.by)
    return (this.of(own) ?? this.asRead(own)).step
  }

  private stepFrom(walk: Walk, statement: Statement): Trial {
    walk.index = this.standpoint.index
    const before = faults(walk)
    const step = walk.step(statement)
    return { step, isFaulty: faults(walk) > before }
  }

  /** Walks all lines above again, which the line gives another meaning. */
  private reread(surveyed: Survey, statement: Statement): Trial {
    const walk = this.walkAll(surveyed)
    this.faultsAbove ??= faults(this.walkAll(this.standpoint.memory.survey))
    const isFaultyAbove = faults(walk) > this.faultsAbove
    const { step, isFaulty } = this.stepFrom(walk, statement)
    return { step, isFaulty: isFaulty || isFaultyAbove }
  }

  private walkAll(surveyed: Survey): Walk {
    const { memory, index } = this.standpoint
    const walk = new Walk(surveyed, memory.input)
    walk.start()
    for (const [at, statement] of memory.statements.slice(0, index).entries()) {
      walk.index = at
      walk.step(statement)
    }
    return walk
  }

  /**
   * Whether the line may tell who is in the trace, who listens, who is connected or who has received: a line of a new
   * end, of an end without a connection, a reset that refuses, and a FIN.
   */
  private maySurveyDiffer(line: Line): boolean {
    const { connections, listeners, mentions } = this.walk.survey
    if (this.standpoint.memory.statements.length <= FEW) return true
    const ends = endsOf(line)
    if (ends.some(end => !mentions.has(end))) return true
    if (ends.length === 2 && !connections.some(pair => ends.every(end => pair.includes(end)))) return true
    const isAnyEnd = (is: (state: State) => boolean) => ends.some(end => this.statesOf(end, ends).some(is))
    if (line.kind === 'call') return listeners.has(line.end.text) && isAnyEnd(isOutside)
    if (line.kind !== 'segment') return false
    const bits = line.flags.map(({ bit }) => bit)
    if (bits.includes('FIN') && !this.isLong) return true
    return isAnyEnd(isOutside) || (bits.includes('RST') && isAnyEnd(isOpening))
  }

  /** The ends whose connections a line may be about. */
  private around(line: Line): ReadonlySet<string> {
    const ends = endsOf(line)
    return new Set(ends.length === 2 ? ends : ends.flatMap(end => [end, ...this.walk.network.peersOf(end)]))
  }

  private get isLong(): boolean {
    return this.standpoint.memory.statements.length > MOST_REREAD
  }

  private statesOf(end: string, ends: readonly string[]): readonly State[] {
    const { network } = this.walk
    const peers = ends.length === 2 ? ends.filter(other => other !== end) : network.peersOf(end)
    return peers.map(peer => network.stateOf(end, peer))
  }
}

function isOutside(state: State): boolean {
  return state === 'CLOSED' || state === 'LISTEN'
}

function isOpening(state: State): boolean {
  return state === 'SYN_SENT' || state === 'SYN_RCVD'
}

function statementOf(line: Line): Statement {
  return { line, source: line, use: undefined }
}

function endsOf(line: Line): readonly string[] {
  return endWords(line).map(({ text }) => text)
}

/** Of the end with the most connections: how many. */
function mostPeers({ peers }: Survey): number {
  let most = 0
  for (const others of peers.values()) most = Math.max(most, others.length)
  return most
}

function faults({ reporter }: Walk): number {
  return reporter.findings.filter(({ severity }) => severity !== 'info').length
}
