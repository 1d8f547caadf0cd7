// What the extension carries beside its programs: the language's files, the pages that explain, pictures, the examples.
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'

/** Copies it all to where the extension's programs are. */
export function copyExtensionAssets(root, dist) {
  for (const file of ['synfin.tmLanguage.json', 'language-configuration.json'])
    cpSync(`${root}/grammar/${file}`, `${dist}/${file}`)
  for (const page of globSync(EXPLAINING, { cwd: `${root}/docs` }))
    cpSync(`${root}/docs/${page}`, `${dist}/docs/${page}`)
  for (const picture of globSync('{sequence,testing}-*.png', { cwd: `${root}/docs/images` }))
    cpSync(`${root}/docs/images/${picture}`, `${dist}/images/${picture}`)
  writeFileSync(`${dist}/snippets.zh-cn.json`, JSON.stringify(snippetsInChinese(root)))
  // One file, as a browser's VS Code can read a file of the extension, but no folder.
  writeFileSync(`${dist}/examples.json`, JSON.stringify(readExamples(root)))
}

/** The pages that explain, below docs/, in every language. */
const EXPLAINING = ['', 'zh-cn/'].flatMap(language =>
  ['rules/*.md', 'states.md', 'flags.md', 'procedures.md'].map(page => language + page),
)

/** The snippets with their names and descriptions in Chinese: VS Code itself has no translations for them. */
export function snippetsInChinese(root) {
  const read = path => JSON.parse(readFileSync(`${root}/extension/${path}`, 'utf8'))
  const texts = read('l10n/bundle.l10n.zh-cn.json')
  return Object.fromEntries(
    Object.entries(read('snippets/synfin.json')).map(([name, snippet]) => [
      texts[name] ?? name,
      { ...snippet, description: texts[snippet.description] ?? snippet.description },
    ]),
  )
}

/** The text of every example by its path below examples/, in the order in which its README has a learner read them. */
export function readExamples(root) {
  const cwd = `${root}/examples`
  const course = readFileSync(`${cwd}/README.md`, 'utf8').matchAll(/\]\(([\w-]+\.synfin)\)/g)
  const paths = new Set([...course].map(([, path]) => path))
  for (const path of globSync('**/*.synfin', { cwd }).sort()) paths.add(path)
  return Object.fromEntries([...paths].map(path => [path, readFileSync(`${cwd}/${path}`, 'utf8')]))
}
