/** Checks a whole file: its traces one by one, and what concerns them together. */

import { checkTraceInParts, type TraceMemory, type TraceToCheck } from './check-trace.ts'
import type { CheckedFile, Profile } from './checked-trace.ts'
import { cutAgain, isUntouched } from './cut-again.ts'
import { closest } from './did-you-mean.ts'
import type { Edit, Finding } from './finding.ts'
import { wholeLine, writingFix } from './fixes.ts'
import { finish, type InParts } from './in-parts.ts'
import type { Line, Span } from './line.ts'
import { spliced } from './long-lists.ts'
import { editOn, findingAt, type MetNote, noteKey, Reporter } from './reporter.ts'
import { say } from './say.ts'
import {
  type Expansion,
  expand,
  type FragmentSection,
  type Statement,
  type TraceSection,
} from './statements.ts'
import { reportSyntax } from './syntax.ts'

export interface CheckOptions {
  /** What a trace without a `trace` line is called: the file's name. */
  readonly name: string
  /** The profile of traces that name none; `rfc9293` unless said. */
  readonly profile?: Profile
  /** Whether the lines are what somebody saw of a connection, somewhere between its ends (docs/adr/0007). */
  readonly captured?: boolean
  /** An earlier result, from which the walk resumes as far as the lines agree. */
  readonly previous?: CheckedFile
  /** How many lines lie at least between the places from which a later check resumes: 256 unless said. */
  readonly checkpointEvery?: number
}

/** What is kept beside a result to resume from it, and to tell what may come after a line. */
export interface FileMemory {
  readonly lines: readonly Line[]
  readonly traces: readonly TraceMemory[]
  readonly fragments: readonly FragmentSection[]
  /** The fragments that a `use` finds. */
  readonly known: ReadonlyMap<string, FragmentSection>
  /** Of traces that name none. */
  readonly profile: Profile
  readonly captured: boolean
}

const memories = new WeakMap<CheckedFile, FileMemory>()

/**
 * Walks both ends through every trace of a file, line by line, and reports every line RFC 9293 forbids.
 *
 * Never throws on what a user wrote. After a line with an error the walk goes on as if the line had been mended
 * the way its fix proposes, so one slip is reported once; after an error that `//!` expects, with the line as it
 * stands.
 *
 * @example
 * const { traces, findings } = checkFile(readLines('A -> B SYN seq=j'), { name: 'handshake' })
 * traces[0].steps[0].states.A   // 'SYN_SENT'
 */
export function checkFile(lines: readonly Line[], options: CheckOptions): CheckedFile {
  return finish(checkFileInParts(lines, options))
}

/** As {@link checkFile}; a caller may stop between the parts, and nothing kept of an earlier result is lost. */
export function* checkFileInParts(lines: readonly Line[], options: CheckOptions): InParts<CheckedFile> {
  const then = options.previous && memories.get(options.previous)
  const { traces: sections, fragments } = cutAgain(lines, then)
  const profile = options.profile ?? 'rfc9293'
  const around = new Reporter(profile)
  for (const { header, lines: own } of fragments) reportSyntax(around, [header, ...own])
  const known = nameFragments(around, fragments)
  reportRepeatedNames(around, sections)
  reportProfiles(around, sections)
  const captured = options.captured ?? false
  const traces = yield* checkTraces(sections, { ...options, profile, captured }, known, then)
  yield
  const used = fragments.length === 0 ? NONE_USED : usedLines(traces)
  const met = [around.met, ...traces.map(trace => trace.met)]
  const findings = [...around.findings]
  for (const { trace } of traces) for (const finding of trace.findings) findings.push(finding)
  for (const finding of unmetExpectations(lines, fragments, used, met)) findings.push(finding)
  const file: CheckedFile = { traces: traces.map(({ trace }) => trace), findings: inOrder(findings) }
  memories.set(file, { lines, traces, fragments, known, profile, captured })
  return file
}

/** Checks the traces of a file, but for those that stand as they are remembered. */
function* checkTraces(
  sections: readonly TraceSection[],
  { name, profile, captured, checkpointEvery }: CheckOptions & Pick<FileMemory, 'profile' | 'captured'>,
  known: FileMemory['known'],
  then: FileMemory | undefined,
): InParts<readonly TraceMemory[]> {
  const isKept =
    then !== undefined &&
    then.profile === profile &&
    then.captured === captured &&
    then.known.size + known.size === 0
  const checked: TraceMemory[] = []
  for (const [index, section] of sections.entries()) {
    const { header, lines } = section
    const versions = then === undefined ? NO_VERSIONS : versionsOf(then, index, sections.length)
    const untouched = isKept ? versions.find(earlier => isUntouched(section, earlier)) : undefined
    if (untouched) {
      checked.push(untouched)
      continue
    }
    yield
    const earlier = versions.find(({ input }) => beginsAlike(section, input)) ?? versions.at(-1)
    const trace = {
      name: header?.name.text ?? name,
      profile: profileOf(section, profile),
      captured,
      header,
      lines,
      expansion: earlier === undefined ? expand(lines, known) : expandAgain(lines, known, earlier),
      checkpointEvery,
    }
    checked.push(yield* checkTraceInParts(trace, earlier))
  }
  return checked
}

const NO_VERSIONS: readonly TraceMemory[] = []

/** What may be earlier versions of a trace: the one as far from the first of the file, and as far from the last. */
function versionsOf({ traces }: FileMemory, index: number, count: number): readonly TraceMemory[] {
  return [traces[index], traces[index + traces.length - count]].filter(earlier => earlier !== undefined)
}

function beginsAlike(
  { header, lines }: TraceSection,
  { header: headerThen, lines: linesThen }: TraceToCheck,
) {
  return headerThen?.text === header?.text && linesThen[0]?.text === lines[0]?.text
}

/** As {@link expand}, with the statements of lines that have stood there before. */
function expandAgain(
  lines: readonly Line[],
  known: ReadonlyMap<string, FragmentSection>,
  { input }: TraceMemory,
): Expansion {
  const { statements } = input.expansion
  const shorter = Math.min(lines.length, statements.length)
  let before = 0
  while (before < shorter && isOf(statements[before], lines[before])) before += 1
  let behind = 0
  while (
    behind < shorter - before &&
    isOf(statements[statements.length - 1 - behind], lines[lines.length - 1 - behind])
  )
    behind += 1
  const between = expand(lines.slice(before, lines.length - behind), known)
  return {
    statements: spliced(statements, before, statements.length - before - behind, between.statements),
    problems: between.problems,
  }
}

/** What is kept of a checked file. */
export function memoryOf(file: CheckedFile): FileMemory | undefined {
  return memories.get(file)
}

function profileOf({ header }: TraceSection, otherwise: Profile): Profile {
  const written = header?.profile?.text
  return written === 'linux' || written === 'rfc9293' ? written : otherwise
}

/** The fragments by name; of two with one name the first counts. */
function nameFragments(
  reporter: Reporter,
  fragments: readonly FragmentSection[],
): ReadonlyMap<string, FragmentSection> {
  const known = new Map<string, FragmentSection>()
  for (const fragment of fragments) {
    const { header } = fragment
    const first = known.get(header.name.text)
    if (first === undefined) known.set(header.name.text, fragment)
    else repeatedName(reporter, header, header.name, 'fragment', first.header.number)
    const parameters = new Set<string>()
    for (const parameter of header.parameters) {
      if (parameters.has(parameter.text))
        repeatedName(reporter, header, parameter, 'parameter', header.number)
      parameters.add(parameter.text)
    }
  }
  return known
}

function reportProfiles(reporter: Reporter, traces: readonly TraceSection[]): void {
  for (const { header } of traces) {
    const profile = header?.profile
    if (header === undefined || profile === undefined || PROFILES.some(known => known === profile.text))
      continue
    const [meant = 'rfc9293'] = closest(profile.text, PROFILES)
    reporter.report(
      { line: header, source: header, use: undefined },
      {
        code: 'syntax',
        span: profile.span,
        message: say`there is no profile \`${profile.text}\``,
        why: say`a trace is held against RFC 9293 itself, or against what Linux makes of it`,
        help: say`write \`rfc9293\` or \`linux\``,
        fixes: [writingFix(header, profile.span, meant)],
      },
    )
  }
}

const PROFILES: readonly Profile[] = ['rfc9293', 'linux']

function reportRepeatedNames(reporter: Reporter, traces: readonly TraceSection[]): void {
  const known = new Map<string, number>()
  for (const { header } of traces) {
    // One whose name is still to be written has none yet.
    if (header === undefined || header.problems.length > 0) continue
    const first = known.get(header.name.text)
    if (first === undefined) known.set(header.name.text, header.number)
    else repeatedName(reporter, header, header.name, 'trace', first)
  }
}

const TAKEN = {
  trace: (name: string) => say`there is already a trace called \`${name}\``,
  fragment: (name: string) => say`there is already a fragment called \`${name}\``,
  parameter: (name: string) => say`there is already a parameter called \`${name}\``,
} as const

function repeatedName(
  reporter: Reporter,
  line: Line,
  { text, span }: { readonly text: string; readonly span: Line['span'] },
  what: keyof typeof TAKEN,
  first: number,
): void {
  reporter.report(
    { line, source: line, use: undefined },
    {
      code: 'duplicate-name',
      span,
      message: TAKEN[what](text),
      why: say`names are unique in a file; line ${first} has taken this one`,
      help: say`choose another name`,
    },
  )
}

/** Whether a statement is the line as it stands there, not as a fragment brings it. */
function isOf(statement: Statement | undefined, line: Line | undefined): boolean {
  return statement !== undefined && statement.use === undefined && statement.source === line
}

const NONE_USED: ReadonlySet<number> = new Set()

/** The lines of fragments that some walk has passed, by their numbers. */
function usedLines(checked: readonly TraceMemory[]): ReadonlySet<number> {
  const used = new Set<number>()
  for (const { statements } of checked)
    for (const { source, use } of statements) if (use !== undefined) used.add(source.number)
  return used
}

/** Notes that no finding has met. In a fragment that nobody uses nothing can be found. */
function unmetExpectations(
  lines: readonly Line[],
  fragments: readonly FragmentSection[],
  used: ReadonlySet<number>,
  met: readonly (readonly MetNote[])[],
): Finding[] {
  const expecting = lines.filter(({ expects }) => expects.length > 0)
  if (expecting.length === 0) return []
  const own = fragments.flatMap(fragment => fragment.lines.map(({ number }) => number))
  const idle = new Set(own.filter(number => !used.has(number)))
  const known = new Set(met.flatMap(notes => notes.map(noteKey)))
  return expecting.flatMap(line =>
    idle.has(line.number)
      ? []
      : line.expects
          .filter(({ severity, code }) => !known.has(noteKey({ line: line.number, severity, code })))
          .map(({ severity, code, span, notesSpan }) =>
            findingAt(line, 'error', {
              code: 'expectation-unmet',
              span,
              message: say`no ${severity} \`${code}\` comes of this line`,
              why: say`a \`//!\` note says that this finding belongs here; the checker finds none`,
              help: say`delete the note, or write the slip it speaks of`,
              fixes:
                line.expects.length > 1
                  ? []
                  : [{ title: say`delete the note`, edits: [withoutNote(line, notesSpan)] }],
            }),
          ),
  )
}

/** Takes a note away with the space before it, or before the comment behind it; and its line where nothing else is on it. */
function withoutNote(line: Line, { start, end }: Span): Edit {
  const again = line.comment?.text.indexOf('//', end - start) ?? -1
  if (again >= 0) return editOn(line, { start, end: start + again }, '')
  return line.text === '' ? wholeLine(line) : editOn(line, { start: line.span.end, end }, '')
}

/** By place, each once: a fragment used twice says the same of its lines twice. */
function inOrder(findings: Finding[]): Finding[] {
  const isInOrder = (finding: Finding, index: number) =>
    index === 0 || byPlace(findings[index - 1] ?? finding, finding) < 0
  if (findings.every(isInOrder)) return findings
  const sorted = findings.toSorted(byPlace)
  const said = new Set<string>()
  return sorted.filter((finding, index) => {
    if (!isSamePlace(finding, sorted[index - 1])) said.clear()
    // Nearly all findings are alone in their places.
    if (said.size === 0 && !isSamePlace(finding, sorted[index + 1])) return true
    const words = `${finding.code}:${finding.message}`
    const isNew = !said.has(words)
    said.add(words)
    return isNew
  })
}

function isSamePlace(finding: Finding, other: Finding | undefined): boolean {
  return other !== undefined && byPlace(finding, other) === 0
}

function byPlace(a: Finding, b: Finding): number {
  return a.line - b.line || a.column - b.column
}
