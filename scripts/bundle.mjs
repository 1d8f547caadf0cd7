// Bundles what users run to where a clone starts it: `npx synfin`, and the extension in a development host.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleCommandLine, bundleExtension } from './bundles.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

await bundleTo(`${root}/cli/dist`, bundleCommandLine)
await bundleTo(`${root}/extension/dist`, bundleExtension)

/** Chunks have names of their contents: what an earlier bundle left would stay for ever. */
async function bundleTo(outdir, bundle) {
  rmSync(outdir, { recursive: true, force: true })
  await bundle(root, outdir)
}
