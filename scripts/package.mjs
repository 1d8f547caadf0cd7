// Packs what users install into a folder, by default this clone: VSIXs, npm tarball and bill of materials.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { billOfMaterials } from './bill-of-materials.mjs'
import { packageCommandLine } from './package-command-line.mjs'
import { packageExtension } from './package-extension.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = path.resolve(process.argv[2] ?? root)
// All is put together apart: the programs of the clone may be running.
const work = mkdtempSync(path.join(tmpdir(), 'synfin-package-'))

try {
  mkdirSync(out, { recursive: true })
  const inside = [
    ...(await packageExtension(root, work, out)),
    ...(await packageCommandLine(root, work, out)),
  ]
  const bill = path.join(out, 'synfin.cdx.json')
  writeFileSync(bill, `${JSON.stringify(billOfMaterials(root, inside), null, 2)}\n`)
  console.log(` DONE  Listed what is inside: ${bill}`)
} finally {
  rmSync(work, { recursive: true })
}
