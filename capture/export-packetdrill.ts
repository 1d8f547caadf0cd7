/**
 * A trace as a packetdrill script: one end is the kernel under test, the other's segments are injected.
 *
 * Numbers are counted from each end's initial one. What a script cannot say is a comment in it.
 */
import { type State, seqNumber } from '@synfin/tcp'
import {
  type Call,
  type CheckedTrace,
  printCall,
  type SegmentStep,
  type Step,
  say,
  type Timer,
  type TraceSegment,
} from '@synfin/trace'
import { isRefusal } from './handshake.ts'
import { LiveTrace, timeTaken } from './live-trace.ts'
import { NotLive } from './not-live.ts'
import { CONTROL_BITS, type WireSegment } from './packet.ts'
import { PacketdrillSockets } from './packetdrill-sockets.ts'
import { SYMBOLIC_LENGTH } from './sent-segment.ts'
import type { TcpOptions } from './tcp-options.ts'

/** Off unless the trace mentions them, as in a replay. */
const SETTINGS = [
  'tcp_timestamps',
  'tcp_sack',
  'tcp_window_scaling',
  'tcp_ecn',
  'tcp_syncookies',
  'tcp_fastopen',
]

const { ACK } = CONTROL_BITS

/**
 * The script of a trace in which `kernel` is the end under test.
 *
 * Throws NotLive where the end has several peers, or a number is unknown.
 */
export function exportPacketdrill(trace: CheckedTrace, kernel: string): string {
  return new Script(trace, kernel).text()
}

class Script {
  readonly #trace: CheckedTrace
  readonly #kernel: string
  readonly #peer: string
  readonly #live: LiveTrace
  readonly #sockets = new PacketdrillSockets()
  readonly #lines: string[] = []
  /** What has arrived for the kernel's application, and what of it it has received: numbers of the other end. */
  #arrived = 1
  #received = 1
  /** What has passed since the last event, in milliseconds, and the kernel's timer that decides when the next is. */
  #pending = 0
  #timer: Timer | undefined

  constructor(trace: CheckedTrace, kernel: string) {
    this.#trace = trace
    this.#kernel = kernel
    const peers = trace.connections
      .filter(pair => pair.includes(kernel))
      .map(([a, b]) => (a === kernel ? b : a))
    const [peer, other] = peers
    if (other !== undefined)
      throw new NotLive(trace.line, say`a script has one connection, and ${kernel} has several peers`)
    this.#peer = peer ?? ''
    this.#live = new LiveTrace(trace)
  }

  text(): string {
    this.#lines.push(
      `// ${this.#trace.name}`,
      `// ${say`${this.#kernel} is the kernel`}`,
      this.#settings(),
      '',
    )
    this.#begin()
    for (const step of this.#trace.steps) this.#step(step)
    return `${this.#lines.join('\n')}\n`
  }

  #settings(): string {
    const written = this.#trace.kernel.flatMap(({ settings }) => settings)
    const values = new Map(SETTINGS.map(name => [name, this.#mentions(name) ? '1' : '0']))
    for (const { name, value } of written) values.set(name.text, value.text)
    // A value is one word of a shell's command.
    const words = [...values].map(([name, value]) => `net.ipv4.${name}=${value}`)
    return `\`sysctl -q ${words.filter(word => /^[\w.=-]+$/.test(word)).join(' ')}\``
  }

  #mentions(setting: string): boolean {
    const option = {
      tcp_timestamps: 'ts',
      tcp_sack: 'sackok',
      tcp_window_scaling: 'wscale',
      tcp_fastopen: 'tfo',
    }[setting]
    return this.#trace.steps.some(
      step =>
        step.kind === 'segment' &&
        (option === undefined
          ? setting === 'tcp_ecn' && step.segment.flags.includes('ECE')
          : Boolean(step.segment[option as 'ts'])),
    )
  }

  /** A script begins without a connection: one that is given is brought to its state first. */
  #begin(): void {
    const given = this.#trace.given.find(({ end }) => end === this.#kernel)
    if (given === undefined || given.state === 'CLOSED') return
    this.#lines.push(`// ${say`What the trace begins with.`}`)
    for (const line of PROLOGUE[given.state])
      if (line === 'listen' || line === 'accept') this.#write(this.#sockets[line]())
      else if (line === 'connect' || line === 'shutdown')
        this.#call({ ...NO_CALL, end: this.#kernel, call: line })
      else this.#lines.push(line)
    this.#lines.push('')
  }

  #step(step: Step): void {
    for (const call of step.inferredCalls) this.#call(call)
    switch (step.kind) {
      case 'segment':
        this.#segment(step)
        break
      case 'call':
        this.#call(step.call)
        break
      case 'wait':
        this.#pending += timeTaken(step)
        break
      case 'timer':
        if (step.timer.timer === 'retransmit' && step.timer.end === this.#kernel) this.#timer = step.timer
        else {
          this.#pending += timeTaken(step)
          this.#lines.push(`// ${step.text}`)
        }
        break
      case 'note':
        this.#lines.push(`// ${step.note}`)
        break
      default:
        break
    }
    const claimed = step.claims.map(({ key, state }) => `${key}=${state}`).join(' ')
    if (claimed !== '') this.#lines.push(`// ${claimed}`)
    const state = step.states[this.#kernel]
    const opened = state === 'ESTABLISHED' || state === 'CLOSE_WAIT'
    if (opened && this.#sockets.canAccept) this.#write(this.#sockets.accept())
  }

  /** When the next event is: some time after the last, or where the kernel's timer decides, in a range. */
  #delay(): string {
    const timer = this.#timer
    const delay = `+${seconds(this.#pending)}`
    this.#pending = 0
    this.#timer = undefined
    if (timer === undefined) return delay
    if (timer.after === undefined) return '*'
    const { min, max } = timer.after
    const [least, most] = min === max ? [min * 0.8, max * 1.2] : [min, max]
    return `+${seconds(least)}~+${seconds(most)}`
  }

  #call(call: Call): void {
    if (call.end !== this.#kernel) return
    const octets = call.octets === undefined ? this.#arrived - this.#received : octetsOf(call)
    if (call.call === 'receive') this.#received += octets
    const written = this.#sockets.call(call, octets)
    this.#write(written.length > 0 ? written : [`// ${printCall(call)}`])
  }

  #segment(step: SegmentStep): void {
    const { segment } = step
    const isOurs = segment.from !== this.#kernel
    if (segment.icmp !== undefined) {
      this.#lines.push(isOurs ? `${this.#delay()} < ${this.#error(step)}` : `// ${step.text}`)
      return
    }
    // What is in the network has been numbered where it left; it is injected where it arrives.
    const isSeen = isOurs ? ARRIVING.includes(segment.journey) : segment.journey !== 'arrives'
    const live = this.#live.segment(step)
    if (!isSeen || segment.optional) {
      this.#lines.push(`// ${step.text}`)
      return
    }
    if (isOurs) this.#arrive(segment, live)
    this.#lines.push(`${this.#delay()} ${isOurs ? '<' : '>'} ${this.#packet(segment, live)}`)
  }

  #arrive({ from, to }: TraceSegment, { seq, length }: WireSegment): void {
    const end = seqNumber(seq + length - this.#live.bases(from, to).initial)
    if (length > 0) this.#arrived = Math.max(this.#arrived, end)
  }

  #packet(segment: TraceSegment, live: WireSegment): string {
    const { from, to } = segment
    const isOurs = from !== this.#kernel
    const [own, theirs] = [this.#live.bases(from, to), this.#live.bases(to, from)]
    // The number of a refusal is 0, whatever its end counts from.
    const seq = isRefusal(live) ? 0 : seqNumber(live.seq - own.initial)
    const words = [flagsOf(live.bits), `${seq}:${seqNumber(seq + live.length)}(${live.length})`]
    if (live.bits & ACK) words.push(`ack ${seqNumber(live.ack - theirs.initial)}`)
    if (isOurs || segment.win !== undefined) words.push(`win ${live.win}`)
    if (live.urg > 0) words.push(`urg ${live.urg}`)
    const options = optionWords(live.options, {
      own: own.clock,
      theirs: theirs.clock,
      numbers: theirs.initial,
    })
    const isWritten =
      isOurs ||
      [segment.mss, segment.wscale, segment.ts, segment.tfo].some(Boolean) ||
      segment.sackok ||
      segment.sack.length > 0
    if (!isWritten) words.push('<...>')
    else if (options.length > 0) words.push(`<${options.join(',')}>`)
    return words.join(' ')
  }

  #error(step: SegmentStep): string {
    const { segment } = step
    const { initial } = this.#live.bases(this.#kernel, this.#peer)
    const seq = seqNumber(this.#live.errorNumber(step) - initial)
    const name = ERRORS[segment.icmp ?? ''] ?? ''
    const mtu = segment.icmp === 'too-big' ? ` mtu ${segment.mtu?.constant ?? 0}` : ''
    return `icmp unreachable ${name}${mtu} [${seq}:${seq}(0)]`
  }

  /** Calls are made at once, unless time has passed. */
  #write([first = '', ...rest]: readonly string[]): void {
    const isEvent = first.startsWith('+0 ')
    this.#lines.push(isEvent ? `${this.#delay()}${first.slice(2)}` : first, ...rest)
  }
}

const NO_CALL = { peer: undefined, octets: undefined, fails: undefined } as const

const OPEN = ['listen', '+0 < S 0:0(0) win 65535 <mss 1460>', '+0 > S. 0:0(0) ack 1 <...>'] as const
const ESTABLISHED = [...OPEN, '+0 < . 1:1(0) ack 1 win 65535', 'accept'] as const
const CLOSE_WAIT = [...ESTABLISHED, '+0 < F. 1:1(0) ack 1 win 65535', '+0 > . 1:1(0) ack 2 <...>'] as const
const FIN_WAIT_1 = [...ESTABLISHED, 'shutdown', '+0 > F. 1:1(0) ack 1 <...>'] as const
const FIN_WAIT_2 = [...FIN_WAIT_1, '+0 < . 1:1(0) ack 2 win 65535'] as const

/** How the kernel gets where a trace begins. */
const PROLOGUE: Readonly<Record<State, readonly string[]>> = {
  CLOSED: [],
  LISTEN: ['listen'],
  SYN_SENT: ['connect', '+0 > S 0:0(0) <...>'],
  SYN_RCVD: OPEN,
  ESTABLISHED,
  CLOSE_WAIT,
  LAST_ACK: [...CLOSE_WAIT, 'shutdown', '+0 > F. 1:1(0) ack 2 <...>'],
  FIN_WAIT_1,
  FIN_WAIT_2,
  CLOSING: [...FIN_WAIT_1, '+0 < F. 1:1(0) ack 1 win 65535', '+0 > . 2:2(0) ack 2 <...>'],
  TIME_WAIT: [...FIN_WAIT_2, '+0 < F. 1:1(0) ack 2 win 65535', '+0 > . 2:2(0) ack 2 <...>'],
}

const ARRIVING: readonly TraceSegment['journey'][] = ['delivered', 'arrives', 'stray']

const ERRORS: Readonly<Record<string, string>> = {
  'net-unreachable': 'net_unreachable',
  'host-unreachable': 'host_unreachable',
  'protocol-unreachable': 'protocol_unreachable',
  'port-unreachable': 'port_unreachable',
  'too-big': 'frag_needed',
}

const FLAG_LETTERS = {
  SYN: 'S',
  FIN: 'F',
  RST: 'R',
  PSH: 'P',
  ACK: '.',
  URG: 'U',
  ECE: 'E',
  CWR: 'W',
} as const

function flagsOf(bits: number): string {
  const letters = Object.entries(FLAG_LETTERS).filter(
    ([bit]) => bits & CONTROL_BITS[bit as keyof typeof CONTROL_BITS],
  )
  return letters.map(([, letter]) => letter).join('') || '-'
}

/** Clocks begin with 100 each: a clock of 0 would be none. */
const CLOCK = 100

function optionWords(
  { mss, wscale, sackok, ts, sack, tfo }: TcpOptions,
  from: { readonly own: number; readonly theirs: number; readonly numbers: number },
): string[] {
  const words: string[] = []
  const clock = (value: number, base: number) => (value === 0 ? 0 : seqNumber(value - base + CLOCK))
  if (mss !== undefined) words.push(`mss ${mss}`)
  if (sackok) words.push('sackOK')
  if (ts) words.push(`TS val ${clock(ts.value, from.own)} ecr ${clock(ts.echo, from.theirs)}`)
  if (wscale !== undefined) words.push('nop', `wscale ${wscale}`)
  const blocks = sack?.map(
    ({ left, right }) => `${seqNumber(left - from.numbers)}:${seqNumber(right - from.numbers)}`,
  )
  if (blocks) words.push('nop', 'nop', `sack ${blocks.join(' ')}`)
  if (tfo) words.push(tfo.length > 0 ? `FO ${tfo.toString('hex')}` : 'FO', 'nop', 'nop')
  return words
}

function octetsOf({ octets }: Call): number {
  return octets && Object.keys(octets.terms).length === 0 ? octets.constant : SYMBOLIC_LENGTH
}

/** Without trailing zeros: `0.2`, `1`, `0`. */
function seconds(milliseconds: number): string {
  return String(Number((milliseconds / 1000).toFixed(6)))
}
