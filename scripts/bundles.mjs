// How the programs are bundled. Each function writes into a folder and returns esbuild's results.
import { writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { extensionBundle, serverBundle } from './browser-bundles.mjs'
import { copyExtensionAssets } from './extension-assets.mjs'
import { webviewBundle } from './webview-bundle.mjs'

const node = {
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

/** The command line, which loads what a command needs, and the runner's child. */
export function bundleCommandLine(root, outdir) {
  const bundle = { ...esm, absWorkingDir: root, outdir }
  return Promise.all([
    build({ ...bundle, entryPoints: ['cli/main.ts'], splitting: true }),
    build({ ...bundle, entryPoints: { 'runner-child': 'runner/child.ts' } }),
  ])
}

/** The extension for desktop and browser with its servers, its page and its assets, the command line among them. */
export async function bundleExtension(root, outdir) {
  const bundle = { ...node, absWorkingDir: root, format: 'cjs', outdir, outExtension: { '.js': '.cjs' } }
  const [commandLine, ...results] = await Promise.all([
    bundleCommandLine(root, `${outdir}/cli`),
    build({ ...bundle, entryPoints: { server: 'language-server/main.ts' } }),
    build({ ...bundle, entryPoints: { extension: 'extension/extension.ts' } }),
    build(webviewBundle(root, outdir)),
    build(extensionBundle(root, outdir)),
    build(serverBundle(root, outdir)),
  ])
  // The extension's own manifest must not say so (package-extension.mjs).
  writeFileSync(`${outdir}/cli/package.json`, '{ "type": "module" }\n')
  copyExtensionAssets(root, outdir)
  return [...commandLine, ...results]
}
