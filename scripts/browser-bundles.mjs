// For a VS Code that runs in a browser. Whatever needs Node fails while it is bundled.
const browser = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  logLevel: 'warning',
  legalComments: 'none',
  minify: true,
  metafile: true,
}

/** What esbuild needs to bundle the language server as a web worker. */
export function serverBundle(root, outdir) {
  return {
    ...browser,
    absWorkingDir: root,
    format: 'iife',
    entryPoints: { 'server-browser': 'language-server/browser.ts' },
    outdir,
  }
}

/** What esbuild needs to bundle the extension that starts it. */
export function extensionBundle(root, outdir) {
  return {
    ...browser,
    absWorkingDir: root,
    format: 'cjs',
    entryPoints: { 'extension-browser': 'extension/browser.ts' },
    outdir,
  }
}
