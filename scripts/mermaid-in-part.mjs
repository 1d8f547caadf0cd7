// Mermaid with the diagrams Synfin draws and no others: what it would load on demand a webview could not fetch anyway.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const drawn = /\/(sequenceDiagram|stateDiagram-v2|dagre|packet)-[^/]*$/

/** Some parts are all called `diagram`; what such a one draws stands in a comment that names its source. */
function drawsPackets(file) {
  return existsSync(file) && readFileSync(file, 'utf8').includes('// src/diagrams/packet/')
}

/** An esbuild plugin: every other part Mermaid imports on demand becomes an empty module. */
export const mermaidInPart = {
  name: 'mermaid-in-part',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path: part, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || !/\/(mermaid|@mermaid-js\/parser)\/dist\//.test(importer))
        return undefined
      if (drawn.test(part) || drawsPackets(path.resolve(resolveDir, part))) return undefined
      return { path: part, namespace: 'not-drawn' }
    })
    build.onLoad({ filter: /./, namespace: 'not-drawn' }, () => ({ contents: 'export {}' }))
  },
}
