import { languageOf, speak } from '@synfin/trace'
import * as vscode from 'vscode'

/**
 * Has the extension speak the language of VS Code. Its own texts are the bundle of l10n/ that VS Code has loaded; beside
 * them stand those of the rooms that it is built from.
 */
export async function speakAsEditor(): Promise<void> {
  const language = await languageOf(vscode.env.language)
  if (language === undefined) return
  const { RUNNER_TEXTS } = await import('@synfin/runner/zh-cn')
  speak({ ...language, texts: { ...language.texts, ...RUNNER_TEXTS, ...vscode.l10n.bundle } })
}
