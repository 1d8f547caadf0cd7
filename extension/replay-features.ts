import { type LiveValuesParams, liveValuesMethod } from '@synfin/language-server/protocol'
import { kernelEnds, ModelRunner, Runner } from '@synfin/runner'
import * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { CheckedTraces } from './checked-traces.ts'
import { TraceCodeLenses } from './code-lenses.ts'
import { openerLast } from './lens-texts.ts'
import { ReplayCommands } from './replay-commands.ts'
import { ReplayDecorations } from './replay-decorations.ts'
import type { ReplayResults } from './replay-results.ts'
import { ReplayService } from './replay-service.ts'
import { StatusBar } from './status-bar.ts'
import { CheckTasks } from './tasks.ts'
import { TraceTesting } from './testing.ts'

/** What needs Node, and so does not work in a browser: replays and all that shows them, and tasks. */
export function addReplayFeatures(context: vscode.ExtensionContext, server: LanguageClient): ReplayResults {
  const childFile = context.asAbsolutePath('dist/cli/runner-child.js')
  const traces = new CheckedTraces(server)
  const replays = new ReplayService(peer =>
    peer === 'model' ? new ModelRunner() : Runner.start({ childFile }),
  )
  const { results } = replays
  const commands = new ReplayCommands(traces, replays)
  context.subscriptions.push(
    replays,
    new ReplayDecorations(results),
    new TraceTesting(traces, replays),
    new TraceCodeLenses(traces, {
      results,
      kernelsOf: trace => openerLast(kernelEnds(trace, 'each'), trace),
    }),
    new StatusBar(server, traces, results),
    results.onDidChange(uri => noteGreenReplay(results, uri)),
    results.onDidChange(uri => tellLiveValues(server, results, uri)),
    vscode.tasks.registerTaskProvider('synfin', new CheckTasks(context.asAbsolutePath('dist/cli/main.js'))),
    vscode.commands.registerCommand('synfin.replayTrace', (at?: unknown) => commands.replayTrace(at)),
    vscode.commands.registerCommand('synfin.replayTraceAs', (at?: unknown) => commands.replayTraceAs(at)),
    vscode.commands.registerCommand('synfin.replayFile', (uri?: unknown, selected?: unknown) =>
      commands.replayFile(uri, selected),
    ),
    vscode.commands.registerCommand('synfin.showTranscript', () => replays.showTranscript()),
    vscode.commands.registerCommand('synfin.clearReplayMarks', () => clearMarks(results)),
  )
  // Menus and keys show what replays only where there can be a replay.
  void vscode.commands.executeCommand('setContext', 'synfin.canReplay', true)
  return results
}

/** The walkthrough ends with a replay in which all went as written. */
function noteGreenReplay(results: ReplayResults, uri: string): void {
  const passed = results.of(uri).some(({ runs }) => runs.some(({ verdict }) => verdict === 'passed'))
  if (passed) void vscode.commands.executeCommand('setContext', 'synfin.hasPassed', true)
}

/** For the hints that show numbers as they were on the wire. */
function tellLiveValues(server: LanguageClient, results: ReplayResults, uri: string): void {
  const traces = results.of(uri).flatMap(({ runs }) => {
    const last = runs.at(-1)
    return last === undefined ? [] : [{ name: last.trace, values: last.bindings }]
  })
  const params: LiveValuesParams = { uri, traces }
  // A server that does not run shows no hints.
  server.sendNotification(liveValuesMethod, params).catch(() => {})
}

function clearMarks(results: ReplayResults): void {
  const uri = vscode.window.activeTextEditor?.document.uri
  if (uri !== undefined) results.clear(uri.toString())
}
