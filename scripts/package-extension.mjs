// Packs the extension as VSIXs: for Linux with the runner's native part, and one for all other machines without.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { bundleExtension } from './bundles.mjs'
import { copyNativePart, NATIVE_TARGETS } from './native-part.mjs'
import { bundledPackages, thirdPartyNotices } from './third-party-notices.mjs'

/** Writes the VSIXs into `out`; returns the folders of the packages that are inside. `work` is a folder to work in. */
export async function packageExtension(root, work, out) {
  const cwd = `${work}/extension`
  const dist = `${cwd}/dist`
  copySources(`${root}/extension`, cwd)
  declareScripts(`${cwd}/package.json`)
  const bundled = bundledPackages(root, await bundleExtension(root, dist))

  await pack('synfin.vsix', bundled)
  const natives = []
  for (const target of Object.keys(NATIVE_TARGETS)) {
    const [koffi, machineCode] = copyNativePart(root, target, dist, work)
    // koffi's licence is that of its machine code, too.
    await pack(`synfin-${target}.vsix`, [...bundled, koffi], { target })
    rmSync(`${dist}/node_modules`, { recursive: true })
    natives.push(koffi, machineCode)
  }
  return [...bundled, ...natives]

  async function pack(name, folders, options = {}) {
    writeFileSync(`${cwd}/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(folders))
    await createVSIX({
      cwd,
      packagePath: path.join(out, name),
      dependencies: false,
      allowMissingRepository: true,
      ...options,
    })
  }
}

/** What is bundled, built or installed is not copied; .vscodeignore sorts out the rest. */
function copySources(from, to) {
  const made = new Set(['dist', 'build', 'node_modules'].map(name => path.join(from, name)))
  cpSync(from, to, { recursive: true, filter: source => !made.has(path.normalize(source)) })
}

/** The sources are modules, the bundles are not; and a VS Code in a browser loads no package that says it is a module. */
function declareScripts(manifest) {
  const { type: _, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  writeFileSync(manifest, JSON.stringify(rest, null, 2))
}
