// Bundles what users run: the command line, the runner's child and the extension.
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { extensionBundle, serverBundle } from './browser-bundles.mjs'
import { copyExtensionAssets } from './extension-assets.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'
import { webviewBundle } from './webview-bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const node = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  external: ['koffi', 'vscode'],
  logLevel: 'warning',
  legalComments: 'none',
  minifySyntax: true,
  metafile: true,
}
// The CommonJS packages inside an ES module bundle call `require`, which an ES module has not.
const esm = {
  ...node,
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire as $r } from 'node:module'; const require = $r(import.meta.url);" },
}

for (const room of ['cli', 'extension']) rmSync(`${root}/${room}/dist`, { recursive: true, force: true })

const bundles = await Promise.all([
  build({ ...esm, entryPoints: ['cli/main.ts'], outdir: 'cli/dist', splitting: true }),
  build({ ...esm, entryPoints: ['runner/child.ts'], outfile: 'cli/dist/runner-child.js' }),
  build({
    ...node,
    format: 'cjs',
    entryPoints: ['language-server/main.ts'],
    outfile: 'extension/dist/server.cjs',
  }),
  build({
    ...node,
    format: 'cjs',
    entryPoints: ['extension/extension.ts'],
    outfile: 'extension/dist/extension.cjs',
  }),
  build(webviewBundle(root, 'extension/dist')),
  build(extensionBundle(root, 'extension/dist')),
  build(serverBundle(root, 'extension/dist')),
])

copyExtensionAssets(root)
writeFileSync(`${root}/extension/dist/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(root, bundles))
