import { say } from '@synfin/trace'
import type { LastVerdict } from './last-verdict.ts'
import { namedLine } from './named-line.ts'

/** What the status bar says of the active trace file. */
export interface StatusText {
  /** With icons, as `$(pass)`. */
  readonly text: string
  readonly tooltip: string
  readonly severity: 'plain' | 'error'
  readonly command: string
}

/** Whether the language server is there. */
export type ServerState = 'starting' | 'running' | 'stopped'

const VERDICT_ICON = { passed: '$(pass)', failed: '$(error)', skipped: '$(circle-slash)' } as const

/** The trace at the cursor, with its last verdict if it has one. */
export interface TraceVerdict {
  readonly name: string
  readonly last: LastVerdict | undefined
}

/** A server that is not there matters most: without it nothing is checked. */
export function statusText(
  server: ServerState,
  trace: TraceVerdict | undefined,
  canReplay = true,
): StatusText {
  if (server === 'starting') return starting()
  if (server === 'stopped') return stopped()
  if (!canReplay) return withoutReplays()
  return trace?.last === undefined ? notReplayed(trace?.name) : replayed(trace.name, trace.last)
}

function starting(): StatusText {
  return {
    text: '$(loading~spin) Synfin',
    tooltip: say`Synfin: the language server is starting`,
    severity: 'plain',
    command: 'synfin.showServerOutput',
  }
}

function stopped(): StatusText {
  return {
    text: '$(error) Synfin',
    tooltip: say`Synfin: the language server has stopped. Click to start it again.`,
    severity: 'error',
    command: 'synfin.restartServer',
  }
}

function withoutReplays(): StatusText {
  return {
    text: '$(arrow-swap) Synfin',
    tooltip: say`Synfin: nothing is replayed here, as a browser has no kernel. Open the trace in VS Code on a desktop, over SSH or in a container.`,
    severity: 'plain',
    command: 'synfin.showServerOutput',
  }
}

function notReplayed(name: string | undefined): StatusText {
  return {
    text: '$(arrow-swap) Synfin',
    tooltip:
      name === undefined
        ? say`Synfin: no trace here`
        : say`${name}: not replayed yet. Click to show the transcript.`,
    severity: 'plain',
    command: 'synfin.showTranscript',
  }
}

function replayed(name: string, last: LastVerdict): StatusText {
  const { verdict, text, isOutdated } = last
  const icon = isOutdated ? '$(history)' : VERDICT_ICON[verdict]
  return {
    text: `${icon} ${verdict === 'passed' ? text : briefly(last)}`,
    tooltip: isOutdated
      ? say`${name}: ${text}, before the last change. Click to show the transcript.`
      : say`${name}: ${text}. Click to show the transcript.`,
    severity: 'plain',
    command: 'synfin.showTranscript',
  }
}

/** The status bar has no room for reasons. */
function briefly({ verdict, text }: LastVerdict): string {
  const line = namedLine(text)
  if (line !== undefined) return say`line ${line}`
  return verdict === 'failed' ? say`not as written` : say`not replayed`
}
