import type { LanguageServer } from 'langium/lsp'
import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver'
import type { Client } from './client.ts'

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
 * sends on a change where not. What it leaves open there is as it came with the start.
 */
export class HintSettings {
  shown = DEFAULT
  private atStart = DEFAULT
  private readonly connection: Connection
  private readonly client: Client

  constructor(connection: Connection, server: LanguageServer, client: Client) {
    this.connection = connection
    this.client = client
    server.onInitialize(({ initializationOptions }) => {
      this.atStart = readHints(initializationOptions?.inlayHints)
      this.shown = this.atStart
    })
    server.onInitialized(() => {
      this.ask()
      this.askToBeTold()
    })
    connection.onDidChangeConfiguration(({ settings }) => {
      if (this.workspace.configuration) this.ask()
      else this.show(settings?.synfin?.inlayHints)
    })
  }

  private get workspace() {
    return this.client.capabilities.workspace ?? {}
  }

  private ask(): void {
    if (!this.workspace.configuration) return
    this.connection.workspace
      .getConfiguration('synfin.inlayHints')
      .then(settings => this.show(settings))
      .catch(error => console.error(`Reading the settings failed: ${error}`))
  }

  /** Most editors tell of a change without being asked, and take no registration. */
  private askToBeTold(): void {
    if (!this.workspace.didChangeConfiguration?.dynamicRegistration) return
    this.connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'synfin' })
      .catch(error => console.error(`The editor will not tell of its settings: ${error}`))
  }

  private show(settings: unknown): void {
    const shown = readHints({ ...this.atStart, ...Object(settings) })
    const isNew = JSON.stringify(shown) !== JSON.stringify(this.shown)
    this.shown = shown
    if (isNew) this.refresh()
  }

  /** What hints show has changed. */
  refresh(): void {
    if (!this.workspace.inlayHint?.refreshSupport) return
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
