import { type EditsIn, editsIn, type Finding, type Fix, type Severity } from '@synfin/trace'
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { CheckedDocument } from './checked-documents.ts'
import { rangeOf, touches } from './positions.ts'

/**
 * The fixes of every finding at the place asked about: those of the gravest finding first, the surest of each first.
 *
 * They come from the findings and not from what the editor sends back, which may have lost its data.
 */
export function quickFixes(
  { file, uri }: CheckedDocument,
  text: string,
  { range, context }: CodeActionParams,
): CodeAction[] {
  const fitted = editsIn(text)
  return file.findings
    .filter(finding => finding.fixes.length > 0 && touches(rangeOf(finding), range))
    .toSorted((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity])
    .flatMap(finding => actions(finding, context.diagnostics, fix => workspaceEdit(fix, fitted, uri)))
}

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

function actions(
  finding: Finding,
  shown: readonly Diagnostic[],
  editOf: (fix: Fix) => WorkspaceEdit,
): CodeAction[] {
  const diagnostics = shown.filter(diagnostic => isAbout(diagnostic, finding))
  return finding.fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: index === 0 && !fix.onRequest,
    edit: editOf(fix),
  }))
}

function isAbout({ code, range }: Diagnostic, finding: Finding): boolean {
  const { start, end } = rangeOf(finding)
  return (
    code === finding.code &&
    range.start.line === start.line &&
    range.start.character === start.character &&
    range.end.line === end.line &&
    range.end.character === end.character
  )
}

function workspaceEdit({ edits }: Fix, fitted: EditsIn, uri: string): WorkspaceEdit {
  return { changes: { [uri]: fitted(edits).map(edit => ({ range: rangeOf(edit), newText: edit.text })) } }
}
