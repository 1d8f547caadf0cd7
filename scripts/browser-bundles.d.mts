import type { BuildOptions } from 'esbuild'

export function serverBundle(root: string, outdir: string): BuildOptions
export function extensionBundle(root: string, outdir: string): BuildOptions
