import { readLines } from '@synfin/grammar'
import { checkFile } from '@synfin/trace'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { editor } from './vscode/editor.ts'

/** Answers as the language server does, without a process: what is open it reads from the editor. */
export const TRACE_SERVER = {
  async sendRequest(_method: string, { uri, text }: { readonly uri: string; readonly text?: string }) {
    const name = uri.replace(/^.*\/|\.synfin$/g, '')
    const open = editor.documents.find(document => document.uri.toString() === uri)
    return checkFile(readLines(text ?? open?.getText() ?? ''), { name }).traces
  },
} as unknown as BaseLanguageClient
