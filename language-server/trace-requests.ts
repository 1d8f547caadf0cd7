import { readLines } from '@synfin/grammar'
import { type CheckedFile, type CheckedTrace, checkFile, plainStep } from '@synfin/trace'
import { DocumentState, URI } from 'langium'
import type { CancellationToken, Connection } from 'vscode-languageserver'
import { traceName } from './checked-documents.ts'
import {
  type CheckedFileParams,
  type CheckedFileResult,
  checkedFileMethod,
  type TraceOutline,
  type TraceOutlinesResult,
  traceOutlinesMethod,
} from './protocol.ts'
import type { TraceServices } from './services.ts'

/** Answers what an editor asks about whole files: their checked traces, or only which traces there are. */
export function addTraceRequestHandlers(connection: Connection, { shared, checked }: TraceServices): void {
  const { DocumentBuilder, LangiumDocuments } = shared.workspace

  const check = async (
    { uri, text }: CheckedFileParams,
    token: CancellationToken,
  ): Promise<CheckedFile | undefined> => {
    if (text !== undefined) return checkFile(readLines(text), { name: traceName(URI.parse(uri)) })
    await DocumentBuilder.waitUntil(DocumentState.Validated, URI.parse(uri), token)
    const document = LangiumDocuments.getDocument(URI.parse(uri))
    return document && checked.of(document).file
  }

  connection.onRequest(
    checkedFileMethod,
    async (params: CheckedFileParams, token: CancellationToken): Promise<CheckedFileResult> =>
      (await check(params, token))?.traces.map(asSent) ?? [],
  )
  connection.onRequest(
    traceOutlinesMethod,
    async (params: CheckedFileParams, token: CancellationToken): Promise<TraceOutlinesResult> =>
      (await check(params, token))?.traces.map(outlineOf) ?? [],
  )
}

function asSent(trace: CheckedTrace): CheckedTrace {
  return { ...trace, steps: trace.steps.map(plainStep) }
}

function outlineOf({ name, line, endLine, profile, ends, connections, steps }: CheckedTrace): TraceOutline {
  const onPurpose = steps.filter(({ expected }) => expected.length > 0)
  return { name, line, endLine, profile, ends, connections, steps: onPurpose.map(plainStep) }
}
