import type { BuildOptions } from 'esbuild'

export function webviewBundle(root: string, outdir: string): BuildOptions
