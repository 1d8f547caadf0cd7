// What of other people's is in a bundle, and the licences, which ask to be shipped with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folders of the packages in `node_modules` that went into these esbuild results. */
export function bundledPackages(root, results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  return inputs.filter(path => path.includes('node_modules/')).map(path => packageOf(join(root, path)))
}

/** The notices for the packages in these folders. */
export function thirdPartyNotices(folders) {
  const notices = [...new Set(folders)].map(noticeOf).sort()
  return `Synfin contains these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** What the package in a folder says of itself. */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function packageOf(file) {
  let folder = dirname(file)
  while (!isPackage(folder)) folder = dirname(folder)
  return folder
}

/** Some packages have a nameless package.json in a folder that only says how to load it. */
function isPackage(folder) {
  return existsSync(join(folder, 'package.json')) && manifestOf(folder).name !== undefined
}

function noticeOf(folder) {
  const { name, version, license } = manifestOf(folder)
  const files = readdirSync(folder).filter(entry => /^(licen[cs]e|copying|notice|thirdparty)/i.test(entry))
  const texts = files.sort().map(file => `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`)
  return `${name} ${version} (${license ?? 'see below'})\n${texts.join('')}`
}
