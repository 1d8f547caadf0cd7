import manifest from './package.json' with { type: 'json' }

/** The version of this synfin. */
export const VERSION: string = manifest.version
