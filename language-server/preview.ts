import {
  cut,
  drawHeader,
  drawSequence,
  drawStates,
  sequenceDiagram,
  stateDiagram,
  statesAt,
} from '@synfin/diagram'
import type { CheckedFile, CheckedTrace, Finding } from '@synfin/trace'
import { DocumentState, type LangiumDocument, URI, UriUtils } from 'langium'
import type { CancellationToken, Connection } from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import {
  type CheckedTraceParams,
  checkedTraceMethod,
  type DiagramTextParams,
  type DiagramTextResult,
  type DrawnTrace,
  diagramTextMethod,
  type PreviewParams,
  previewMethod,
  type TraceFinding,
  type TraceHeading,
  traceAt,
} from './protocol.ts'
import type { TraceServices } from './services.ts'

/** Keeps the previews that are visible in step with the text, and gives diagrams as text. */
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
    diagramTextMethod,
    async (params: DiagramTextParams, token: CancellationToken): Promise<DiagramTextResult> => {
      const uri = URI.parse(params.uri)
      await DocumentBuilder.waitUntil(DocumentState.Validated, uri, token)
      const document = LangiumDocuments.getDocument(uri)
      const traces = document === undefined ? [] : checked.of(document).file.traces
      const trace = traces[traceAt(traces, params.line)]
      return trace === undefined ? null : { name: trace.name, text: diagramText(trace, params) }
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
      const params = drawnFor(file, version, preview)
      void this.connection.sendNotification(checkedTraceMethod, params)
    } catch (error) {
      // Diagnostics matter more than pictures: a fault in drawing must not end the check of other documents.
      console.error(error)
    }
  }
}

/** What an editor is told of a file of which it looks at one trace. */
export function drawnFor(
  { traces }: CheckedFile,
  version: number,
  preview: PreviewParams,
): CheckedTraceParams {
  return { uri: preview.uri, version, traces: traces.map(heading), drawn: draw(traces, preview) }
}

function heading({ name, line, endLine, findings }: CheckedTrace): TraceHeading {
  const count = (severity: Finding['severity']) =>
    findings.filter(finding => finding.severity === severity).length
  return { name: cut(name, LONGEST_NAME), line, endLine, errors: count('error'), warnings: count('warning') }
}

function draw(traces: readonly CheckedTrace[], preview: PreviewParams): DrawnTrace | undefined {
  const { around, numbers, live, observed } = preview
  const line = around ?? 1
  const index = traceAt(traces, line)
  const trace = traces[index]
  if (trace === undefined) return undefined
  return {
    index,
    sequence: drawSequence(trace, { around, numbers, live, observed, states: 'beside' }),
    state: drawStates(trace),
    header: drawHeader(trace, line, numbers, live),
    current: statesAt(trace, line),
    findings: told(trace.findings),
  }
}

/** More findings than this nobody looks for in a picture. */
const MOST_TOLD = 200

/** A browser takes minutes over a name that somebody made long on purpose, and so over what quotes it. */
const LONGEST_NAME = 200
const LONGEST_TEXT = 2000

function told(findings: readonly Finding[]): readonly TraceFinding[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .slice(0, MOST_TOLD)
    .map(({ line, severity, code, message, why, help }) => ({
      line,
      severity,
      code,
      message: cut(message, LONGEST_TEXT),
      why: why && cut(why, LONGEST_TEXT),
      help: help && cut(help, LONGEST_TEXT),
    }))
}

function diagramText(trace: CheckedTrace, { diagram, line, numbers, live }: DiagramTextParams): string {
  if (diagram === 'state') return stateDiagram(trace)
  if (diagram === 'sequence') return sequenceDiagram(trace, { limit: trace.steps.length, numbers, live })
  const header = drawHeader(trace, line, numbers, live)
  return 'text' in header ? header.text : ''
}
