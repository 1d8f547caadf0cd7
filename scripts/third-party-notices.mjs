// The licences of the packages inside a bundle, which ask to be shipped with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The notices for everything from `node_modules` in these esbuild results. */
export function thirdPartyNotices(root, results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  const packages = new Set(
    inputs.filter(path => path.includes('node_modules/')).map(path => packageOf(join(root, path))),
  )
  const notices = [...packages].map(noticeOf).sort()
  return `Synfin contains these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

function packageOf(file) {
  let folder = dirname(file)
  while (!isPackage(folder)) folder = dirname(folder)
  return folder
}

/** Some packages have a nameless package.json in a folder that only says how to load it. */
function isPackage(folder) {
  const manifest = join(folder, 'package.json')
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name !== undefined
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version} (${license ?? 'see below'})\n${text}`
}
