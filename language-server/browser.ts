import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import { startServer } from './server.ts'

// As a web worker: the page that started it is the editor.
const editor = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0]
startServer(createConnection(new BrowserMessageReader(editor), new BrowserMessageWriter(editor)))
