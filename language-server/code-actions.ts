import { LINE_END } from '@synfin/grammar'
import { DocumentState, type LangiumDocument, URI } from 'langium'
import type { CodeActionProvider } from 'langium/lsp'
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { CheckedDocuments } from './checked-documents.ts'
import type { Client } from './client.ts'
import { completeTrace } from './complete-trace.ts'
import { extractFragment } from './extract-fragment.ts'
import { FIX_ALL, fixAll } from './fix-all.ts'
import { inlineUse } from './inline-use.ts'
import { leaveOut } from './leave-out.ts'
import { lineEdits } from './line-edits.ts'
import { lastLine } from './positions.ts'
import { quickFixes } from './quick-fixes.ts'
import type { Refactoring, Selection } from './refactoring.ts'
import { sectionAt, sectionsOf } from './sections.ts'
import type { TraceServices } from './services.ts'
import { tidied } from './tidy.ts'
import { writeOut } from './write-out.ts'

/** Every kind of action there is. */
export const ACTION_KINDS: readonly CodeActionKind[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  FIX_ALL,
]

/**
 * Offers what can be done at a place: the fixes of its findings, and ways to write the trace otherwise. Editors ask
 * with each move of the cursor, so the rewriting itself waits until somebody picks an action, if the editor can wait.
 */
export class TraceActions implements CodeActionProvider {
  private readonly checked: CheckedDocuments
  private readonly client: Client

  constructor(checked: CheckedDocuments, client: Client) {
    this.checked = checked
    this.client = client
  }

  getCodeActions(document: LangiumDocument, params: CodeActionParams): CodeAction[] {
    const { context, range } = params
    const { dataSupport, resolveSupport } = this.client.textDocument.codeAction ?? {}
    const canWait = dataSupport && resolveSupport?.properties.includes('edit')
    const checked = this.checked.of(document)
    const fixes = admits(context.only, CodeActionKind.QuickFix)
      ? quickFixes(checked, document.textDocument.getText(), params)
      : []
    const refactorings = admitsMore(context.only)
      ? refactoringsAt(document, range, this.checked).filter(({ kind }) => admits(context.only, kind))
      : []
    return [
      ...fixes,
      ...refactorings.map(refactoring => ({
        title: refactoring.title,
        kind: refactoring.kind,
        ...(canWait
          ? { data: { uri: document.textDocument.uri, range } satisfies ActionData }
          : { edit: editOf(refactoring, document, range) }),
      })),
    ]
  }
}

/** Where an action was offered, to make its edit when it is picked. */
interface ActionData {
  readonly uri: string
  readonly range: Range
}

/** Gives an action its edit, made for the text as it is now. Some editors ask even where it came with the action. */
export function addActionResolver(connection: Connection, { shared, checked }: TraceServices): void {
  const { DocumentBuilder, LangiumDocuments } = shared.workspace
  connection.onCodeActionResolve(async (action, token) => {
    const asked = action.data as ActionData | undefined
    if (asked === undefined) return action
    const { uri, range } = asked
    await DocumentBuilder.waitUntil(DocumentState.Validated, URI.parse(uri), token)
    const document = LangiumDocuments.getDocument(URI.parse(uri))
    if (document === undefined) return action
    const refactoring = refactoringsAt(document, range, checked).find(({ title }) => title === action.title)
    return refactoring === undefined ? action : { ...action, edit: editOf(refactoring, document, range) }
  })
}

function refactoringsAt(
  document: LangiumDocument,
  range: Range,
  documents: CheckedDocuments,
): readonly Refactoring[] {
  const selection = selectionAt(document, range, documents)
  if (selection === undefined) return []
  return [fixAll, extractFragment, inlineUse, completeTrace, writeOut, leaveOut].flatMap(offer =>
    offer(selection),
  )
}

function selectionAt(
  document: LangiumDocument,
  { start, end }: Range,
  documents: CheckedDocuments,
): Selection | undefined {
  const checked = documents.of(document)
  const sections = sectionsOf(checked.lines)
  // What stands above the first trace belongs to it, as far as anything can be done there.
  const section = sectionAt(sections, start.line + 1) ?? sections[0]
  if (section === undefined) return undefined
  const text = document.textDocument.getText()
  const isCursor = start.line === end.line && start.character === end.character
  return { checked, text, section, first: start.line + 1, last: lastLine({ start, end }) + 1, isCursor }
}

/** Kinds are paths: one asked for admits all below it, and the empty one everything. Sources must be asked for. */
function admits(only: readonly CodeActionKind[] | undefined, kind: CodeActionKind): boolean {
  if (only === undefined) return !kind.startsWith(CodeActionKind.Source)
  return only.some(asked => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
}

/** Whether anything but fixes is asked for. */
function admitsMore(only: readonly CodeActionKind[] | undefined): boolean {
  return ACTION_KINDS.some(kind => kind !== CodeActionKind.QuickFix && admits(only, kind))
}

function editOf(
  { rewrite }: Refactoring,
  { textDocument }: LangiumDocument,
  { start }: Range,
): WorkspaceEdit {
  const before = textDocument.getText()
  const after = tidied(before, rewrite(), start.line + 1)
  const lineEnd = LINE_END.exec(before)?.[0] ?? '\n'
  return {
    changes: { [textDocument.uri]: lineEdits(before.split(LINE_END), after.split(LINE_END), lineEnd) },
  }
}
