// What the extension carries beside its programs: the command line for tasks, the pages that explain, the examples.
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'

/** Copies it all into extension/dist/; the command line must have been bundled. */
export function copyExtensionAssets(root) {
  const dist = `${root}/extension/dist`
  for (const file of ['synfin.tmLanguage.json', 'language-configuration.json'])
    cpSync(`${root}/grammar/${file}`, `${dist}/${file}`)
  cpSync(`${root}/cli/dist`, `${dist}/cli`, { recursive: true })
  for (const page of globSync(['rules/*.md', 'states.md', 'flags.md', 'procedures.md'], {
    cwd: `${root}/docs`,
  }))
    cpSync(`${root}/docs/${page}`, `${dist}/docs/${page}`)
  // One file, as a browser's VS Code can read a file of the extension, but no folder.
  writeFileSync(`${dist}/examples.json`, JSON.stringify(readExamples(root)))
}

/** The text of every example by its path below examples/, in the order of the paths. */
export function readExamples(root) {
  const cwd = `${root}/examples`
  const paths = globSync('**/*.synfin', { cwd }).sort()
  return Object.fromEntries(paths.map(path => [path, readFileSync(`${cwd}/${path}`, 'utf8')]))
}
