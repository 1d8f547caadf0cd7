import { LineReader } from '@synfin/grammar'
import { checkFile, fixText, say } from '@synfin/trace'
import { CodeActionKind } from 'vscode-languageserver'
import type { Refactoring, Selection } from './refactoring.ts'

/** Mends the whole file as far as its findings say how, as `synfin check --fix` does. */
export function fixAll({ checked, text }: Selection): readonly Refactoring[] {
  const isFixable = checked.file.findings.some(
    ({ fixes, severity }) => severity !== 'info' && fixes.some(({ onRequest }) => !onRequest),
  )
  const reader = new LineReader()
  const check = (each: string) => checkFile(reader.read(each), { name: checked.uri })
  const rewrite = () => fixText(text, check).text
  return isFixable ? [{ title: say`Fix all in this file`, kind: FIX_ALL, rewrite }] : []
}

/** The kind of this action, which editors can run on their own when a file is saved. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.synfin`
