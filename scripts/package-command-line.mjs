// Packs the command line as the npm package `synfin`.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleCommandLine } from './bundles.mjs'
import { npm } from './locked-package.mjs'
import { bundledPackages, thirdPartyNotices } from './third-party-notices.mjs'

/** Writes the tarball into `out`; returns the folders of the packages that are inside. `work` is a folder to work in. */
export async function packageCommandLine(root, work, out) {
  const folder = `${work}/synfin`
  mkdirSync(folder)
  cpSync(`${root}/cli/bin`, `${folder}/bin`, { recursive: true })
  cpSync(`${root}/cli/README.md`, `${folder}/README.md`)
  cpSync(`${root}/LICENSE`, `${folder}/LICENSE`)
  const bundled = bundledPackages(root, await bundleCommandLine(root, `${folder}/dist`))
  writeFileSync(`${folder}/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(bundled))
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(publishedManifest(root), null, 2)}\n`)
  const name = npm(folder, 'pack', '--pack-destination', out, '--loglevel=error').trim()
  console.log(` DONE  Packaged: ${path.join(out, name)}`)
  return bundled
}

/**
 * The workspace's manifest as npm is to have it. The rooms are inside the bundle. Where koffi has no machine code there
 * is no replay against the kernel, but everything else: hence it is optional.
 */
function publishedManifest(root) {
  const { name: _, private: __, dependencies: ___, ...manifest } = readManifest(`${root}/cli`)
  const { koffi } = readManifest(`${root}/runner`).dependencies
  return { name: 'synfin', ...manifest, optionalDependencies: { koffi } }
}

function readManifest(folder) {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
}
