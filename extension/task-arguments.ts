/** A task of type `synfin`, as it stands in `tasks.json`. */
export interface CheckTask {
  readonly type: 'synfin'
  readonly command: 'check'
  /** Files, folders and patterns, relative to the workspace folder; all of it where there are none. */
  readonly files?: readonly string[]
  readonly profile?: 'rfc9293' | 'linux'
}

/** Reads what somebody wrote into `tasks.json`; nothing where it is no task of ours. */
export function readCheckTask(definition: Readonly<Record<string, unknown>>): CheckTask | undefined {
  const { type, command, files = [], profile } = definition
  if (type !== 'synfin' || command !== 'check') return undefined
  if (!Array.isArray(files) || !files.every(file => typeof file === 'string')) return undefined
  if (profile !== undefined && profile !== 'rfc9293' && profile !== 'linux') return undefined
  return {
    type,
    command,
    ...(files.length > 0 ? { files } : {}),
    ...(profile === undefined ? {} : { profile }),
  }
}

/** The command line of a task, behind `synfin`. */
export function taskArguments({ command, files = [], profile }: CheckTask): readonly string[] {
  return [
    command,
    ...(profile === undefined ? [] : ['--profile', profile]),
    '--',
    ...(files.length > 0 ? files : ['.']),
  ]
}
