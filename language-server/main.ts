import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { startServer } from './server.ts'

// The transport comes from the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
startServer(createConnection(ProposedFeatures.all))
