import type { SkipReason } from '@synfin/runner'

/** What a command says to the shell (the same numbers for every command). */
export const EXIT = {
  /** No error; every line as written. */
  ok: 0,
  /** The trace is wrong: errors found, a line not as written, a file not formatted. */
  wrong: 1,
  /** We could not run: no such file, a bad option, a trace that cannot be read. */
  couldNotRun: 2,
  /** This machine cannot replay, or not this trace. */
  cannotReplay: 3,
  /** Ctrl-C, as every shell has it: 128 and the signal's number. */
  interrupted: 130,
} as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/** What a skipped run says: that what we were given cannot be played, or that this machine cannot play it. */
export function statusOfSkipped(why: SkipReason | undefined): ExitStatus {
  return why === 'trace-cannot' || why === 'stack-cannot' ? EXIT.couldNotRun : EXIT.cannotReplay
}

/** The status of a whole run: what kept us from running first, then what is wrong, then what was skipped. */
export function worst(statuses: Iterable<ExitStatus>): ExitStatus {
  const all = new Set(statuses)
  return [EXIT.couldNotRun, EXIT.wrong, EXIT.cannotReplay].find(status => all.has(status)) ?? EXIT.ok
}
