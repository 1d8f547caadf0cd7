// Writes docs/rules/, docs/states.md, docs/flags.md and docs/procedures.md, and the same in Chinese below docs/zh-cn/,
// from the explanations in trace/explanations/, the source of `synfin explain` too. With --check nothing is written: it
// fails if a page is out of date.
// Run from the repository by the Node of the workspace: node scripts/docs.mjs [--check]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { physicalLines, readLines } from '@synfin/grammar'
import {
  CATALOGUE,
  checkFile,
  EXPLANATIONS,
  inSpokenLanguage,
  LANGUAGES,
  say,
  translated,
} from '@synfin/trace'
import { drawFinding } from '../cli/formats/finding-frame.ts'
import { speakFor } from '../cli/language.ts'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))
const NOTICE = '<!-- Made by `node scripts/docs.mjs` from trace/explanations/. Edit there. -->'
/** How findings are drawn on a page: without colours, in lines that fit it. */
const PAGE = { paint: (_style, text) => text, width: 96 }

const pages = new Map(pagesInSpokenLanguage(''))
for (const language of LANGUAGES) {
  await speakFor(language, {})
  for (const [path, text] of pagesInSpokenLanguage(`${language}/`)) pages.set(path, text)
}
const stale = [...pages].filter(([path, text]) => textOf(path) !== text).map(([path]) => path)
const left = pagesOnDisk().filter(path => !pages.has(path))

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`docs/${path} is out of date: run \`node scripts/docs.mjs\``)
  for (const path of left)
    console.error(`docs/${path} explains nothing that exists: run \`node scripts/docs.mjs\``)
  process.exitCode = stale.length + left.length > 0 ? 1 : 0
} else {
  for (const path of stale) {
    mkdirSync(dirname(`${docs}${path}`), { recursive: true })
    writeFileSync(`${docs}${path}`, pages.get(path))
  }
  for (const path of left) rmSync(`${docs}${path}`)
  console.log(
    `docs: ${stale.length} written, ${left.length} removed, ${pages.size - stale.length} as they were`,
  )
}

/** Every page of a language with its path below docs/. */
function pagesInSpokenLanguage(folder) {
  const codes = explained('code')
  const own = [
    ['rules/README.md', rulesIndex(codes)],
    ...codes.map(code => [`rules/${code.topic}.md`, codePage(code)]),
    ['states.md', collection(translated('The states of a connection'), explained('state'), stateSections)],
    ['flags.md', collection(translated('The control bits'), explained('flag'), () => [])],
    [
      'procedures.md',
      collection(translated('Procedures and terms'), explained('subject'), ({ trace }) => [
        traceBlock(trace),
      ]),
    ],
  ]
  return own.map(([path, text]) => [folder + path, text])
}

function explained(kind) {
  return EXPLANATIONS.filter(explanation => explanation.kind === kind).map(inSpokenLanguage)
}

function rulesIndex(codes) {
  const groups = Map.groupBy(codes, ({ group }) => group)
  return page(translated('Findings'), [
    translated(
      'What `synfin check` can say of a trace, each with a trace that earns it and its repair; `synfin explain CODE` shows the same. ' +
        'Errors break a rule; warnings are allowed and surely not meant; infos are told by `--verbose` and in the editor.',
    ),
    translated(
      'See also [the states](../states.md), [the control bits](../flags.md), and [procedures and terms](../procedures.md).',
    ),
    ...[...groups].flatMap(([group, members]) => [
      `## ${group}`,
      [
        `| ${translated('code')} | | |`,
        '|---|---|---|',
        ...members.map(
          ({ topic, title }) => `| [\`${topic}\`](${topic}.md) | ${severityOf(topic)} | ${title} |`,
        ),
      ].join('\n'),
    ]),
  ])
}

function codePage(code) {
  return page(`\`${code.topic}\``, [
    say`**${severityOf(code.topic)}:** ${code.title}`,
    code.meaning,
    `## ${translated('A trace that earns it')}`,
    traceBlock(code.failing),
    block('text', drawn(code)),
    `## ${translated(code.severity === 'info' ? 'The same without' : 'The trace repaired')}`,
    traceBlock(code.repaired),
    ...asides(code, '##'),
    `${code.section} · [${translated('all findings')}](README.md)`,
  ])
}

/** `error`, or `warning; error in profile linux`. */
function severityOf(topic) {
  const { severity, linux = severity } = CATALOGUE[topic]
  return linux === severity
    ? translated(severity)
    : say`${translated(severity)} (${translated(linux)} in profile linux)`
}

/** What `synfin check` draws under the failing trace. */
function drawn({ topic, line, failing }) {
  const { findings } = checkFile(readLines(failing), { name: topic })
  const finding = findings.find(found => found.code === topic && found.line === line)
  if (finding === undefined) throw new Error(`the failing trace of ${topic} does not earn it on line ${line}`)
  return drawFinding(finding, `${topic}.synfin`, physicalLines(failing), PAGE).trimEnd()
}

function collection(title, members, own) {
  return page(
    title,
    members.flatMap(member => [
      `## ${member.topic}`,
      `**${member.title}**`,
      member.meaning,
      ...own(member),
      ...asides(member, '###'),
      member.section,
    ]),
  )
}

function stateSections({ entered, left: exits }) {
  return [`### ${translated('Entered')}`, list(entered), `### ${translated('Left')}`, list(exits)]
}

function asides({ linux, tools }, heading) {
  return [
    ...(linux === undefined ? [] : [`${heading} ${translated('What Linux does')}`, linux]),
    ...(tools === undefined ? [] : [`${heading} ${translated('What other tools say')}`, tools]),
  ]
}

function page(title, paragraphs) {
  return `${[NOTICE, `# ${title}`, ...paragraphs].join('\n\n')}\n`
}

function list(items) {
  return items.map(item => `- ${item}`).join('\n')
}

function traceBlock(trace) {
  return block('synfin', trace)
}

function block(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function textOf(path) {
  try {
    return readFileSync(`${docs}${path}`, 'utf8')
  } catch {
    return undefined
  }
}

/** The pages that are ours: all below docs/rules/, in every language. */
function pagesOnDisk() {
  return ['rules', ...LANGUAGES.map(language => `${language}/rules`)].flatMap(pagesIn)
}

function pagesIn(folder) {
  try {
    return readdirSync(docs + folder)
      .filter(name => name.endsWith('.md'))
      .map(name => `${folder}/${name}`)
  } catch {
    return []
  }
}
