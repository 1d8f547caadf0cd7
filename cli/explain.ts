import {
  displayWidth,
  EXPLANATIONS,
  type Explanation,
  explain,
  explainWords,
  inSpokenLanguage,
  say,
  translated,
  type WordKind,
  type WordTopic,
  wordTopics,
  wrap,
} from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { didYouMean } from './did-you-mean.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { SEVERITY_STYLE } from './formats/finding-frame.ts'
import type { Terminal } from './terminal.ts'

/** `synfin explain`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const [topic, ...more] = given.operands
  if (more.length > 0) throw new UsageError(say`\`synfin explain\` explains one topic at a time`)
  if (topic === undefined) {
    terminal.out(contents(terminal))
    return EXIT.ok
  }
  const explanation = explain(topic)
  const words = explainWords(topic)
  if (explanation === undefined && words.length === 0) {
    const topics = [...EXPLANATIONS, ...wordTopics()].map(({ topic }) => topic)
    terminal.complain(
      say`nothing explains \`${topic}\`.${didYouMean(topic, topics)} \`synfin explain\` lists all`,
    )
    return EXIT.couldNotRun
  }
  terminal.out(
    explanation === undefined
      ? words.map(word => wordPage(word, terminal)).join('\n')
      : page(explanation, terminal) + pointers(words, terminal),
  )
  return EXIT.ok
}

const KINDS = { state: () => say`States`, flag: () => say`Flags`, subject: () => say`Subjects` } as const

const WORD_KINDS: Readonly<Record<WordKind, () => string>> = {
  call: () => say`Calls`,
  timer: () => say`Timers`,
  field: () => say`Fields of a segment`,
  statement: () => say`Statements`,
  setting: () => say`Settings of a host`,
  mark: () => say`Marks`,
  icmp: () => say`ICMP errors`,
  reason: () => say`Why an end is CLOSED`,
}

function contents(terminal: Terminal): string {
  const all = [...EXPLANATIONS.map(inSpokenLanguage), ...wordTopics()]
  const width = Math.max(...all.map(({ topic }) => topic.length))
  return [...new Set(all.map(chapter))]
    .map(title => {
      const topics = all.filter(explanation => chapter(explanation) === title)
      const lines = topics.map(({ topic, title }) => `  ${topic.padEnd(width)}  ${title}\n`)
      return `${terminal.paint('bold', title)}\n${lines.join('')}`
    })
    .join('\n')
}

function chapter(explanation: Explanation | WordTopic): string {
  if ('form' in explanation) return WORD_KINDS[explanation.kind]()
  return explanation.kind === 'code' ? say`Findings: ${explanation.group}` : KINDS[explanation.kind]()
}

function wordPage({ form, title, meaning, section }: WordTopic, terminal: Terminal): string {
  return [
    say`${terminal.paint('bold', form)}: ${title}`,
    '',
    ...wrap(meaning, terminal.width),
    '',
    terminal.paint('dim', section),
    '',
  ].join('\n')
}

/** A state, a flag or a code comes first; the words of the same name are told of. */
function pointers(words: readonly WordTopic[], terminal: Terminal): string {
  if (words.length === 0) return ''
  const told = words.map(({ topic, title }) => `  ${quoted(topic)}  ${title}`)
  return `${titled('See also `synfin explain`', told, terminal).join('\n')}\n`
}

/** As a shell reads it as one word. */
function quoted(topic: string): string {
  return topic.includes(' ') ? `'${topic}'` : topic
}

function page(explanation: Explanation, terminal: Terminal): string {
  const { meaning, linux, tools } = explanation
  return [
    heading(explanation, terminal),
    '',
    ...wrap(meaning, terminal.width),
    ...traces(explanation, terminal),
    ...(linux === undefined ? [] : titled('Linux', indented(linux, terminal), terminal)),
    ...(tools === undefined ? [] : titled('Other tools', indented(tools, terminal), terminal)),
    '',
    terminal.paint('dim', explanation.section),
    '',
  ].join('\n')
}

function heading(explanation: Explanation, terminal: Terminal): string {
  const { topic, title } = explanation
  if (explanation.kind !== 'code') return say`${terminal.paint('bold', topic)}: ${title}`
  const { severity } = explanation
  return `${terminal.paint(SEVERITY_STYLE[severity], `${severity}[${topic}]`)}: ${title}`
}

function traces(explanation: Explanation, terminal: Terminal): string[] {
  switch (explanation.kind) {
    case 'code':
      return [
        ...titled('Fails', markedTrace(explanation.failing, explanation.line, terminal), terminal),
        ...titled('Repaired', lines(explanation.repaired), terminal),
      ]
    case 'state':
      return [
        ...titled('Entered', items(explanation.entered, terminal), terminal),
        ...titled('Left', items(explanation.left, terminal), terminal),
      ]
    case 'flag':
      return []
    case 'subject':
      return titled('Trace', lines(explanation.trace), terminal)
  }
}

function titled(title: string, body: readonly string[], terminal: Terminal): string[] {
  return ['', terminal.paint('bold', translated(title)), ...body]
}

function lines(trace: string): string[] {
  return trace.split('\n').map(line => `    ${line}`)
}

function markedTrace(trace: string, marked: number, terminal: Terminal): string[] {
  return trace
    .split('\n')
    .map((line, index) => (index + 1 === marked ? `  ${terminal.paint('red', '✖')} ${line}` : `    ${line}`))
}

function indented(prose: string, terminal: Terminal): string[] {
  return wrap(prose, terminal.width - 2).map(line => `  ${line}`)
}

function items(texts: readonly string[], terminal: Terminal): string[] {
  const bullet = '  - '
  return texts.flatMap(text =>
    wrap(text, terminal.width - displayWidth(bullet)).map((line, index) =>
      index === 0 ? bullet + line : ' '.repeat(bullet.length) + line,
    ),
  )
}
