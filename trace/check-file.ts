/** Checks a whole file: its traces one by one, and what concerns them together. */

import { checkTrace, type TraceMemory, walkTo } from './check-trace.ts'
import type { CheckedFile, Profile } from './checked-trace.ts'
import { closest } from './did-you-mean.ts'
import type { Finding } from './finding.ts'
import type { Line } from './line.ts'
import { type NextLine, nextLines } from './next-lines.ts'
import { editOn, findingAt, noteKey, Reporter } from './reporter.ts'
import { cutSections, expand, type FragmentSection, type TraceSection } from './statements.ts'
import { reportSyntax } from './syntax.ts'

export interface CheckOptions {
  /** What a trace without a `trace` line is called: the file's name. */
  readonly name: string
  /** The profile of traces that name none; `rfc9293` unless said. */
  readonly profile?: Profile
  /** An earlier result, from which the walk resumes as far as the lines agree. */
  readonly previous?: CheckedFile
}

/** What is kept beside a result to resume from it. */
const memories = new WeakMap<CheckedFile, readonly TraceMemory[]>()

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
  const { traces, fragments } = cutSections(lines)
  const around = new Reporter(options.profile ?? 'rfc9293')
  for (const { header, lines: own } of fragments) reportSyntax(around, [header, ...own])
  const known = nameFragments(around, fragments)
  reportRepeatedNames(around, traces)
  reportProfiles(around, traces)
  const remembered = options.previous === undefined ? [] : (memories.get(options.previous) ?? [])
  const checked = traces.map((section, index) =>
    checkTrace(
      {
        name: section.header?.name.text ?? options.name,
        profile: profileOf(section, options),
        header: section.header,
        lines: section.lines,
        expansion: expand(section.lines, known),
      },
      remembered[index],
    ),
  )
  const used = usedLines(checked)
  const unmet = unmetExpectations(lines, fragments, used, [around.met, ...checked.map(({ met }) => met)])
  const findings = unique([...around.findings, ...checked.flatMap(({ trace }) => trace.findings), ...unmet])
  const file: CheckedFile = { traces: checked.map(({ trace }) => trace), findings: findings.sort(byPlace) }
  memories.set(file, checked)
  return file
}

/**
 * What may legally come after a line of a checked file, best first: the replies owed, the segments on their way, and
 * what each end's state allows. Empty outside every trace.
 */
export function linesAfter(file: CheckedFile, line: number): NextLine[] {
  const memory = memories
    .get(file)
    ?.findLast(({ trace, input }) => (input.header?.number ?? 0) <= line && trace.line <= Math.max(line, 1))
  return memory === undefined ? [] : nextLines(walkTo(memory, line))
}

function profileOf({ header }: TraceSection, { profile }: CheckOptions): Profile {
  const written = header?.profile?.text
  return written === 'linux' || written === 'rfc9293' ? written : (profile ?? 'rfc9293')
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
        message: `there is no profile \`${profile.text}\``,
        why: 'a trace is held against RFC 9293 itself, or against what Linux makes of it',
        help: 'write `rfc9293` or `linux`',
        fixes: [{ title: `write ${meant}`, edits: [editOn(header, profile.span, meant)] }],
      },
    )
  }
}

const PROFILES: readonly Profile[] = ['rfc9293', 'linux']

function reportRepeatedNames(reporter: Reporter, traces: readonly TraceSection[]): void {
  const known = new Map<string, number>()
  for (const { header } of traces) {
    if (header === undefined) continue
    const first = known.get(header.name.text)
    if (first === undefined) known.set(header.name.text, header.number)
    else repeatedName(reporter, header, header.name, 'trace', first)
  }
}

function repeatedName(
  reporter: Reporter,
  line: Line,
  { text, span }: { readonly text: string; readonly span: Line['span'] },
  what: 'trace' | 'fragment' | 'parameter',
  first: number,
): void {
  reporter.report(
    { line, source: line, use: undefined },
    {
      code: 'duplicate-name',
      span,
      message: `there is already a ${what} called \`${text}\``,
      why: `names are unique in a file; line ${first} has taken this one`,
      help: 'choose another name',
    },
  )
}

/** The lines that some walk has passed: those of fragments that are used. */
function usedLines(checked: readonly TraceMemory[]): ReadonlySet<Line> {
  const used = new Set<Line>()
  for (const { statements } of checked)
    for (const { source, use } of statements) if (use !== undefined) used.add(source)
  return used
}

/** Notes that no finding has met. In a fragment that nobody uses nothing can be found. */
function unmetExpectations(
  lines: readonly Line[],
  fragments: readonly FragmentSection[],
  used: ReadonlySet<Line>,
  met: readonly ReadonlySet<string>[],
): Finding[] {
  const idle = new Set(fragments.flatMap(fragment => fragment.lines.filter(line => !used.has(line))))
  return lines.flatMap(line =>
    idle.has(line)
      ? []
      : line.expects
          .filter(note => !met.some(notes => notes.has(noteKey(line, note))))
          .map(({ severity, code, span, notesSpan }) =>
            findingAt(line, 'error', {
              code: 'expectation-unmet',
              span,
              message: `no ${severity} \`${code}\` comes of this line`,
              why: 'a `//!` note says that this finding belongs here; the checker finds none',
              help: 'delete the note, or write the slip it speaks of',
              fixes:
                line.expects.length > 1
                  ? []
                  : [{ title: 'delete the note', edits: [editOn(line, notesSpan, '')] }],
            }),
          ),
  )
}

/** A fragment used twice says the same of its lines twice. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ line, column, code, message }) => {
    const key = `${line}:${column}:${code}:${message}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function byPlace(a: Finding, b: Finding): number {
  return a.line - b.line || a.column - b.column
}
