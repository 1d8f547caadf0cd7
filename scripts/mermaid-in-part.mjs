// Mermaid with the diagrams Synfin draws and no others: what it would load on demand a webview could not fetch anyway.

const drawn = /\/(sequenceDiagram|stateDiagram-v2|dagre)-[^/]*$/

/** An esbuild plugin: every other part Mermaid imports on demand becomes an empty module. */
export const mermaidInPart = {
  name: 'mermaid-in-part',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path, importer }) => {
      if (kind !== 'dynamic-import' || !importer.includes('/mermaid/dist/') || drawn.test(path))
        return undefined
      return { path, namespace: 'not-drawn' }
    })
    build.onLoad({ filter: /./, namespace: 'not-drawn' }, () => ({ contents: 'export {}' }))
  },
}
