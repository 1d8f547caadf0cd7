import { mermaidInPart } from './mermaid-in-part.mjs'

/** What esbuild needs to bundle the page of the preview: `preview.js` and `preview.css`. */
export function webviewBundle(root, outdir) {
  return {
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
    outdir,
  }
}
