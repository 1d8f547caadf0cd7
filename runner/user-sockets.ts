import { type Endpoint, endpointKey, readIpAddress } from '@synfin/capture'
import { type CallOutcome, DEFAULT_BACKLOG, type SocketCall, type Sockets } from './sockets.ts'
import type { StackProgram } from './user-stack-program.ts'
import { WaitingCalls } from './waiting-calls.ts'

/** What the application holds, or will, of the connection with one peer. */
interface HeldConnection {
  readonly peer: Endpoint
  isHeld: boolean
  readonly waiting: SocketCall[]
}

/** The sockets of a user-space stack: every call is a request to its program. */
export class UserSockets implements Sockets {
  isListening = false
  readonly #program: StackProgram
  readonly #port: number
  readonly #backlog: number
  readonly #connections = new Map<string, HeldConnection>()
  readonly #calls = new WaitingCalls<HeldConnection>(
    ({ isHeld }) => isHeld,
    (connection, call) => this.#make(connection, call),
  )

  constructor(program: StackProgram, port: number, backlog = DEFAULT_BACKLOG) {
    this.#program = program
    this.#port = port
    this.#backlog = backlog
  }

  listen(): CallOutcome {
    const outcome = this.#ask(`listen ${this.#port} ${this.#backlog}`)
    this.isListening ||= outcome.kind === 'done'
    return outcome
  }

  unlisten(): CallOutcome {
    this.isListening = false
    return this.#ask(`unlisten ${this.#port}`)
  }

  connect(peer: Endpoint, isn: number | undefined): CallOutcome {
    const choice = isn === undefined ? '' : ` ${isn}`
    const outcome = this.#ask(`connect ${this.#name(peer)}${choice}`)
    if (outcome.kind === 'done') this.#connection(peer).isHeld = true
    return outcome
  }

  call(peer: Endpoint, call: SocketCall, isOpening: boolean): CallOutcome {
    return this.#calls.call(this.#connection(peer), call, isOpening)
  }

  /** Once this has been answered, the program has taken in every packet sent to it. */
  proceed(): void {
    if (this.isListening) while (this.#accept());
    else this.#ask('sync')
    for (const connection of this.#connections.values()) this.#calls.proceed(connection)
  }

  expect(peer: Endpoint): void {
    this.#connection(peer)
  }

  holds(peer: Endpoint): boolean {
    return this.#connection(peer).isHeld
  }

  release(peer: Endpoint): void {
    const connection = this.#connection(peer)
    connection.waiting.length = 0
    if (connection.isHeld) this.#ask(`close ${this.#name(peer)}`)
    connection.isHeld = false
  }

  drain(peer: Endpoint): void {
    if (this.holds(peer)) this.#ask(`receive ${this.#name(peer)}`)
  }

  error(peer: Endpoint): string | undefined {
    const answer = this.#program.ask(`error ${this.#name(peer)}`)
    return answer.kind === 'ok' ? answer.words[0] : undefined
  }

  abandon(): void {
    for (const { peer, isHeld } of this.#connections.values())
      if (isHeld) this.#ask(`abort ${this.#name(peer)}`)
    this.#connections.clear()
    if (this.isListening) this.unlisten()
  }

  /** Whether there was a connection to accept. */
  #accept(): boolean {
    const request = `accept ${this.#port}`
    const answer = this.#program.ask(request)
    if (answer.kind !== 'ok') return false
    const [written = '', port = ''] = answer.words
    const address = readIpAddress(written)
    if (!address || !/^\d{1,5}$/.test(port))
      throw this.#program.misunderstood(request, ['ok', ...answer.words].join(' '))
    const peer = { address, port: Number(port) }
    if (this.#connections.has(endpointKey(address.octets, peer.port))) this.#connection(peer).isHeld = true
    else this.#ask(`close ${this.#name(peer)}`)
    return true
  }

  #make(connection: HeldConnection, call: SocketCall): CallOutcome {
    if (call.call === 'close' || call.call === 'abort') connection.isHeld = false
    const outcome = this.#ask(requestFor(call, this.#name(connection.peer)))
    // There is nothing yet: that is no error of the connection's.
    const isEmpty = call.call === 'receive' && outcome.kind === 'failed' && outcome.errno === 'EAGAIN'
    return isEmpty ? { kind: 'done', octets: 0 } : outcome
  }

  #ask(request: string): CallOutcome {
    const answer = this.#program.ask(request)
    if (answer.kind === 'fails') return { kind: 'failed', errno: answer.errno }
    if (answer.kind === 'unsupported') return { kind: 'failed', errno: 'EOPNOTSUPP' }
    const [octets = '0'] = answer.words
    if (!/^\d{1,10}$/.test(octets))
      throw this.#program.misunderstood(request, ['ok', ...answer.words].join(' '))
    return { kind: 'done', octets: Number(octets) }
  }

  /** A connection as requests name it. */
  #name({ address, port }: Endpoint): string {
    return `${this.#port} ${address.text} ${port}`
  }

  #connection(peer: Endpoint): HeldConnection {
    const key = endpointKey(peer.address.octets, peer.port)
    let connection = this.#connections.get(key)
    if (!connection) {
      connection = { peer, isHeld: false, waiting: [] }
      this.#connections.set(key, connection)
    }
    return connection
  }
}

function requestFor(call: SocketCall, name: string): string {
  switch (call.call) {
    case 'send':
      return `send ${name} ${call.octets}${call.more ? ' more' : ''}`
    case 'receive':
      return call.octets === undefined ? `receive ${name}` : `receive ${name} ${call.octets}`
    case 'shutdown':
      return `${call.direction === 'send' ? 'shutdown' : 'shutdown-receive'} ${name}`
    default:
      return `${call.call} ${name}`
  }
}
