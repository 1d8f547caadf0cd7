import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Packs what users install, and tells how much each is to download. */
export function benchPackages(row) {
  const folder = mkdtempSync(join(tmpdir(), 'synfin-sizes-'))
  try {
    const packing = fileURLToPath(new URL('package.mjs', import.meta.url))
    const { status, stderr } = spawnSync(process.execPath, [packing, folder], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`packing failed: ${stderr}`)
    for (const name of readdirSync(folder).filter(name => /(vsix|tgz)$/.test(name)))
      row(`size of ${name}`, `${(statSync(join(folder, name)).size / 1e6).toFixed(2)} MB`, 'under 4 MB')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
