import { drawSequence, stateDiagram } from '@synfin/diagram'
import type { CheckedTrace } from '@synfin/trace'
import { DocumentState, type LangiumDocument, URI, UriUtils } from 'langium'
import type { CancellationToken, Connection } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import {
  type CheckedFileParams,
  type CheckedFileResult,
  type CheckedTraceParams,
  checkedFileMethod,
  checkedTraceMethod,
  type DrawnTrace,
  type PreviewParams,
  previewMethod,
} from './protocol.ts'
import type { TraceServices } from './services.ts'

/** Keeps the previews that are visible in step with the text, and answers with checked traces. */
export function addPreviewHandlers(connection: Connection, { shared, checked }: TraceServices): void {
  const { DocumentBuilder, LangiumDocuments } = shared.workspace
  const previews = new Previews(connection, checked)

  connection.onNotification(previewMethod, (params: PreviewParams) => {
    previews.show(params)
    const document = LangiumDocuments.getDocument(URI.parse(params.uri))
    if (document?.state === DocumentState.Validated) previews.send(document)
  })
  DocumentBuilder.onDocumentPhase(DocumentState.Validated, document => previews.send(document))

  connection.onRequest(
    checkedFileMethod,
    async ({ uri }: CheckedFileParams, token: CancellationToken): Promise<CheckedFileResult> => {
      await DocumentBuilder.waitUntil(DocumentState.Validated, URI.parse(uri), token)
      const document = LangiumDocuments.getDocument(URI.parse(uri))
      return document === undefined ? [] : checked.of(document).file.traces
    },
  )
}

class Previews {
  private readonly visible = new Map<string, PreviewParams>()
  private readonly connection: Connection
  private readonly checked: CheckedDocuments

  constructor(connection: Connection, checked: CheckedDocuments) {
    this.connection = connection
    this.checked = checked
  }

  show(params: PreviewParams): void {
    const uri = UriUtils.normalize(params.uri)
    if (params.visible) this.visible.set(uri, params)
    else this.visible.delete(uri)
  }

  /** Drawing costs more than checking, so only what somebody looks at is drawn. */
  send(document: LangiumDocument): void {
    const preview = this.visible.get(UriUtils.normalize(document.uri))
    if (preview === undefined) return
    const { version, file } = this.checked.of(document)
    try {
      const traces = file.traces.map(trace => draw(trace, preview.around))
      const params: CheckedTraceParams = { uri: preview.uri, version, traces }
      void this.connection.sendNotification(checkedTraceMethod, params)
    } catch (error) {
      // Diagnostics matter more than pictures: a fault in drawing must not end the check of other documents.
      console.error(error)
    }
  }
}

function draw(trace: CheckedTrace, around: number | undefined): DrawnTrace {
  const { name, line, endLine } = trace
  const { text, messageLines, noteLines, partial } = drawSequence(trace, { around })
  return { name, line, endLine, sequence: text, state: stateDiagram(trace), messageLines, noteLines, partial }
}
