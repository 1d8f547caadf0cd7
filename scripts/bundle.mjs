// Bundles what users run: the command line, the runner's child and the extension.
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { mermaidInPart } from './mermaid-in-part.mjs'
import { thirdPartyNotices } from './third-party-notices.mjs'

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

const [, , ...inExtension] = await Promise.all([
  build({ ...esm, entryPoints: ['cli/main.ts'], outdir: 'cli/dist', splitting: true }),
  build({ ...esm, entryPoints: ['runner/child.ts'], outfile: 'cli/dist/runner-child.js' }),
  build({ ...esm, entryPoints: ['runner/child.ts'], outfile: 'extension/dist/runner-child.mjs' }),
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
  build({
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
    metafile: true,
    plugins: [mermaidInPart],
    entryPoints: ['extension/webview/preview.ts', 'extension/webview/preview.css'],
    outdir: 'extension/dist',
  }),
])

for (const file of ['synfin.tmLanguage.json', 'language-configuration.json'])
  cpSync(`${root}/grammar/${file}`, `${root}/extension/dist/${file}`)
writeFileSync(`${root}/extension/dist/THIRD-PARTY-NOTICES.txt`, thirdPartyNotices(root, inExtension))
