// An editor with a stopwatch: starts the language server as editors do and measures it over standard input and output.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

/** On SIGUSR2 the server collects its garbage and says on standard error how many octets are left. */
const TELLS_HEAP = `data:text/javascript,${encodeURIComponent(
  "process.on('SIGUSR2', () => { gc(); process.stderr.write(process.memoryUsage().heapUsed + '\\n') })",
)}`

/** An editor of one server process. */
class BenchEditor {
  #server
  #connection
  #waiting = new Map()

  static async start(command) {
    const editor = new BenchEditor(
      spawn(process.execPath, ['--expose-gc', '--import', TELLS_HEAP, ...command]),
    )
    await editor.#connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} })
    await editor.#connection.sendNotification('initialized', {})
    return editor
  }

  constructor(server) {
    this.#server = server
    this.#connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    )
    this.#connection.onNotification('textDocument/publishDiagnostics', params => {
      this.#waiting.get(`${params.uri} ${params.version}`)?.(params.diagnostics)
    })
    this.#connection.listen()
  }

  /** Opens a document, and waits for its diagnostics unless `wait` is false. */
  async open(name, text, { wait = true } = {}) {
    const document = TextDocument.create(`file:///${name}`, 'synfin', 1, text)
    const checked = this.#checked(document)
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: 'synfin', version: 1, text },
    })
    if (wait) await checked
    return { document, checked }
  }

  /** Types in place of the characters between two offsets; the milliseconds until their diagnostics arrive. */
  async type(document, start, end, text) {
    const range = { start: document.positionAt(start), end: document.positionAt(end) }
    TextDocument.update(document, [{ range, text }], document.version + 1)
    const checked = this.#checked(document)
    const begun = performance.now()
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ range, text }],
    })
    await checked
    return performance.now() - begun
  }

  /** Milliseconds that the server's thread has had a processor for, whatever else the machine does; 0 but on Linux. */
  worked() {
    try {
      return Number(readFileSync(`/proc/${this.#server.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
    } catch {
      return 0
    }
  }

  symbols({ uri }) {
    return this.#connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } })
  }

  /** Octets of the server's heap that are in use. */
  async heap() {
    const told = once(this.#server.stderr, 'data')
    this.#server.kill('SIGUSR2')
    const [octets] = await told
    return Number(octets)
  }

  async quit() {
    const exited = once(this.#server, 'exit')
    await this.#connection.sendRequest('shutdown')
    await this.#connection.sendNotification('exit')
    await exited
    this.#connection.dispose()
  }

  #checked({ uri, version }) {
    return new Promise(resolve => {
      this.#waiting.set(`${uri} ${version}`, resolve)
    })
  }
}

const SIZES = [100, 1_000, 10_000, 100_000]
/** Milliseconds from a keystroke to its diagnostics that 95 of 100 may take. */
const AIMS = { 1000: 16, 10000: 50, 100000: 150 }

/**
 * Opens documents of every size and types in them.
 *
 * @param command starts the server: arguments for Node
 * @param texts by what they are, a text with so many lines
 * @param row shows what was measured, and the aim
 */
export async function benchEditor(command, texts, row) {
  const nothing = await typingIn(command, '\n\n')
  row('keystroke in an empty document', spread(nothing.waited), '')
  row('  of it, the server at work', spread(nothing.worked), '')
  for (const [what, textOf] of Object.entries(texts))
    for (const lines of SIZES) {
      const { opened, wait, octets, waited, worked } = await typingIn(command, textOf(lines))
      const aim = AIMS[lines] === undefined ? '' : `95 % under ${AIMS[lines]} ms`
      const ratio = (middle(waited) / middle(nothing.waited)).toFixed(1)
      row(`keystroke in ${lines.toLocaleString('en')} lines, ${what}`, `${spread(waited)}, ${ratio} ×`, aim)
      row('  of it, the server at work', spread(worked), '')
      row('  until it is open', `${Math.round(opened)} ms`, '')
      row('  a request meanwhile, the server at work', spread(wait), 'under 50 ms')
      row('  memory', `${Math.round(octets / lines)} octets a line`, 'under 3,000')
    }
}

async function typingIn(command, text) {
  const editor = await BenchEditor.start(command)
  const { document: small } = await editor.open('small.synfin', 'A -> B  SYN\n')
  const before = await editor.heap()
  const begun = performance.now()
  const { document, checked } = await editor.open('bench.synfin', text, { wait: false })
  const wait = await askUntil(checked, editor, small)
  const opened = performance.now() - begun
  const octets = (await editor.heap()) - before
  const random = dice(9293)
  await typeAround(editor, document, { rounds: 3, random })
  const times = await typeAround(editor, document, { rounds: 12, random })
  await editor.quit()
  const sorted = which => times.map(time => time[which]).sort((a, b) => a - b)
  return { opened, wait, octets, waited: sorted('waited'), worked: sorted('worked') }
}

/** Asks about one document until another is open: how long the server worked before each answer. */
async function askUntil(opened, editor, document) {
  let isOpen = false
  opened.then(() => {
    isOpen = true
  })
  const worked = []
  while (!isOpen) {
    const before = editor.worked()
    await editor.symbols(document)
    worked.push(editor.worked() - before)
  }
  return worked.sort((a, b) => a - b)
}

/** Keystrokes of a person all over a document: the milliseconds each took, and those the server worked for it. */
async function typeAround(editor, document, { rounds, random }) {
  const times = []
  const type = async (...edit) => {
    const before = editor.worked()
    const waited = await editor.type(document, ...edit)
    times.push({ waited, worked: editor.worked() - before })
  }
  for (let round = 0; round < rounds; round++) {
    const line = Math.floor(random() * (document.lineCount - 2))
    const start = document.offsetAt({ line, character: 0 })
    // A number that is wrong for a moment.
    const digit = document.getText().slice(start).search(/\d/)
    if (digit >= 0) {
      const was = document.getText()[start + digit]
      await type(start + digit, start + digit + 1, '9')
      await type(start + digit, start + digit + 1, was)
    }
    // A line that is written letter by letter, and goes again.
    await type(start, start, '\n')
    for (const [index, letter] of [...SEGMENT].entries()) await type(start + index, start + index, letter)
    await type(start, start + SEGMENT.length + 1, '')
  }
  return times
}

const SEGMENT = 'A -> B  ACK  ack=k+1'

/** Numbers from 0 to 1, the same in every run. */
function dice(seed) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

function middle(sorted) {
  return sorted[sorted.length >> 1]
}

function spread(sorted) {
  const slow = sorted[Math.floor(sorted.length * 0.95)]
  return `${middle(sorted).toFixed(1)} ms, 95 % under ${slow.toFixed(1)}`
}
