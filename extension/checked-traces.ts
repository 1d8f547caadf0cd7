import {
  type CheckedFileParams,
  type CheckedFileResult,
  checkedFileMethod,
  type TraceOutlinesResult,
  traceOutlinesMethod,
} from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { orCancelled } from './cancellation.ts'

/** One version of a trace file, and what the language server says of that very text. */
export interface Checked<Traces> {
  readonly uri: vscode.Uri
  /** Of the open document; 0 for a file that is not open. */
  readonly version: number
  readonly text: string
  readonly traces: Traces
}

/** The traces of files, open or not, as the language server checks them. */
export class CheckedTraces {
  readonly #server: Pick<BaseLanguageClient, 'sendRequest'>
  /** Several views ask for the same at the same time. */
  readonly #outlines = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly answer: Promise<Checked<TraceOutlinesResult>> }
  >()

  constructor(server: Pick<BaseLanguageClient, 'sendRequest'>) {
    this.#server = server
  }

  /** All that a replay needs. Rejects where the file cannot be read or the server does not answer. */
  of(uri: vscode.Uri, token?: vscode.CancellationToken): Promise<Checked<CheckedFileResult>> {
    return this.#ask(checkedFileMethod, uri, token)
  }

  /** Which traces there are. Rejects likewise. */
  outlines(uri: vscode.Uri, token?: vscode.CancellationToken): Promise<Checked<TraceOutlinesResult>> {
    const document = openTrace(uri)
    if (document === undefined) return this.#ask(traceOutlinesMethod, uri, token)
    const known = this.#outlines.get(document)
    if (known?.version === document.version) return orCancelled(known.answer, token)
    const answer = this.#ask<TraceOutlinesResult>(traceOutlinesMethod, uri, undefined)
    this.#outlines.set(document, { version: document.version, answer })
    // A failed answer is not kept.
    answer.catch(() => this.#outlines.delete(document))
    return orCancelled(answer, token)
  }

  async #ask<Traces>(
    method: string,
    uri: vscode.Uri,
    token: vscode.CancellationToken | undefined,
  ): Promise<Checked<Traces>> {
    const document = openTrace(uri)
    if (document === undefined) {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
      return {
        uri,
        version: 0,
        text,
        traces: await this.#request<Traces>(method, { uri: `${uri}`, text }, token),
      }
    }
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const version = document.version
      const text = document.getText()
      const traces = await this.#request<Traces>(method, { uri: `${uri}` }, token)
      // The server answers for its newest text: typing may have made that a newer one than ours.
      if (document.version === version) return { uri, version, text, traces }
    }
    throw new Error(say`the text changes faster than it can be checked`)
  }

  #request<Traces>(
    method: string,
    params: CheckedFileParams,
    token: vscode.CancellationToken | undefined,
  ): Promise<Traces> {
    return orCancelled(this.#server.sendRequest<Traces>(method, params, token), token)
  }
}

const MOST_ATTEMPTS = 5

/** The open document of this address, if it is open as a trace. */
export function openTrace(uri: vscode.Uri): vscode.TextDocument | undefined {
  const address = uri.toString()
  return vscode.workspace.textDocuments.find(
    document => document.languageId === 'synfin' && document.uri.toString() === address,
  )
}
