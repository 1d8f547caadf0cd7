// Writes docs/rules/, docs/states.md, docs/flags.md and docs/procedures.md from the explanations in trace/explanations/,
// the source of `synfin explain` too. With --check nothing is written: it fails if a page is out of date.
// Run from the repository by the Node of the workspace: node scripts/docs.mjs [--check]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { physicalLines, readLines } from '@synfin/grammar'
import { CATALOGUE, checkFile, EXPLANATIONS } from '@synfin/trace'
import { drawFinding } from '../cli/formats/finding-frame.ts'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))
const NOTICE = '<!-- Made by `node scripts/docs.mjs` from trace/explanations/. Edit there. -->'
/** How findings are drawn on a page: without colours, in lines that fit it. */
const PAGE = { paint: (_style, text) => text, width: 96 }

const pages = allPages()
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

/** Every page by its path below docs/. */
function allPages() {
  const codes = explained('code')
  return new Map([
    ['rules/README.md', rulesIndex(codes)],
    ...codes.map(code => [`rules/${code.topic}.md`, codePage(code)]),
    ['states.md', collection('The states of a connection', explained('state'), stateSections)],
    ['flags.md', collection('The control bits', explained('flag'), () => [])],
    [
      'procedures.md',
      collection('Procedures and terms', explained('subject'), ({ trace }) => [traceBlock(trace)]),
    ],
  ])
}

function explained(kind) {
  return EXPLANATIONS.filter(explanation => explanation.kind === kind)
}

function rulesIndex(codes) {
  const groups = Map.groupBy(codes, ({ group }) => group)
  return page('Findings', [
    'What `synfin check` can say of a trace, each with a trace that earns it and its repair; `synfin explain CODE` shows the same. ' +
      'Errors break a rule; warnings are allowed and surely not meant; infos are told by `--verbose` and in the editor.',
    'See also [the states](../states.md), [the control bits](../flags.md), and [procedures and terms](../procedures.md).',
    ...[...groups].flatMap(([group, members]) => [
      `## ${group}`,
      [
        '| code | | |',
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
    `**${severityOf(code.topic)}:** ${code.title}`,
    code.meaning,
    '## A trace that earns it',
    traceBlock(code.failing),
    block('text', drawn(code)),
    code.severity === 'info' ? '## The same without' : '## The trace repaired',
    traceBlock(code.repaired),
    ...asides(code, '##'),
    `${code.section} · [all findings](README.md)`,
  ])
}

/** `error`, or `warning; error in profile linux`. */
function severityOf(topic) {
  const { severity, linux = severity } = CATALOGUE[topic]
  return linux === severity ? severity : `${severity} (${linux} in profile linux)`
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
  return ['### Entered', list(entered), '### Left', list(exits)]
}

function asides({ linux, tools }, heading) {
  return [
    ...(linux === undefined ? [] : [`${heading} What Linux does`, linux]),
    ...(tools === undefined ? [] : [`${heading} What other tools say`, tools]),
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

/** The pages that are ours: all below docs/rules/. */
function pagesOnDisk() {
  try {
    return readdirSync(`${docs}rules`)
      .filter(name => name.endsWith('.md'))
      .map(name => `rules/${name}`)
  } catch {
    return []
  }
}
