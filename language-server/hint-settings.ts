import type { LanguageServer } from 'langium/lsp'
import type { ClientCapabilities, Connection } from 'vscode-languageserver'

/** What the hints in a trace show: `synfin.inlayHints` in an editor's settings. */
export interface ShownHints {
  /** The numbers a line leaves out. */
  readonly inferredFields: boolean
  /** The states that are new after a line. */
  readonly states: boolean
  /** Behind each number the same counted from the end's initial one, or as it was on the wire in the last replay. */
  readonly values: 'off' | 'relative' | 'live'
}

const DEFAULT: ShownHints = { inferredFields: true, states: true, values: 'off' }

/**
 * Keeps in step with the editor's settings: asks for them where the editor answers such questions, and takes what it
 * sends at the start and on a change where not.
 */
export class HintSettings {
  shown = DEFAULT
  private capabilities: ClientCapabilities['workspace']
  private readonly connection: Connection

  constructor(connection: Connection, server: LanguageServer) {
    this.connection = connection
    server.onInitialize(({ capabilities, initializationOptions }) => {
      this.capabilities = capabilities.workspace
      this.shown = readHints(initializationOptions?.inlayHints)
    })
    server.onInitialized(() => this.ask())
    connection.onDidChangeConfiguration(({ settings }) => {
      if (this.capabilities?.configuration) this.ask()
      else this.show(readHints(settings?.synfin?.inlayHints))
    })
  }

  private ask(): void {
    if (!this.capabilities?.configuration) return
    this.connection.workspace
      .getConfiguration('synfin.inlayHints')
      .then(settings => this.show(readHints(settings)))
      .catch(error => console.error(`Reading the settings failed: ${error}`))
  }

  private show(shown: ShownHints): void {
    const isNew = JSON.stringify(shown) !== JSON.stringify(this.shown)
    this.shown = shown
    if (isNew) this.refresh()
  }

  /** What hints show has changed. */
  refresh(): void {
    if (!this.capabilities?.inlayHint?.refreshSupport) return
    this.connection.languages.inlayHint
      .refresh()
      .catch(error => console.error(`The editor did not ask for hints again: ${error}`))
  }
}

/** Settings are whatever somebody wrote into a file. */
function readHints(settings: unknown): ShownHints {
  const { inferredFields, states, values } = Object(settings)
  return {
    inferredFields: typeof inferredFields === 'boolean' ? inferredFields : DEFAULT.inferredFields,
    states: typeof states === 'boolean' ? states : DEFAULT.states,
    values: values === 'relative' || values === 'live' ? values : DEFAULT.values,
  }
}
