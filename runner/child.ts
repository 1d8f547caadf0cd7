/**
 * The process that replays: it runs in a network namespace of its own and speaks over IPC alone.
 *
 * Playing blocks this thread; the parent watches over it.
 */
import { type CheckedTrace, speak } from '@synfin/trace'
import { SettingRefused } from './network-settings.ts'
import { Play } from './play.ts'
import { peerFor } from './play-options.ts'
import { refuseEndlessWaits } from './playing-time.ts'
import type { FromChild, ToChild } from './protocol.ts'
import { CannotPlay, planReplay, type ReplayPlan } from './replay-plan.ts'
import { AddressRefused, NoDevice, Rig } from './rig.ts'
import { type PooledRig, RigPool } from './rig-pool.ts'
import { Silences } from './silence.ts'
import { StackFailure } from './stack-failure.ts'
import { dieWithParent, outliveParent } from './system-calls.ts'
import { SystemError } from './system-error.ts'
import type { Unavailability } from './unavailable.ts'
import { unplayedRun } from './unplayed-run.ts'
import { NoStackDevice, UserStack } from './user-stack.ts'
import { killPrograms } from './user-stack-program.ts'

type PlayRequest = ToChild & { kind: 'play' } & { readonly trace: CheckedTrace }

const traces = new Map<number, CheckedTrace>()
const requests: PlayRequest[] = []
const rigs = new RigPool()
const silences = new Silences()
let isScheduled = false

process.on('message', (message: ToChild) => {
  if (message.kind === 'trace') traces.set(message.traceId, message.trace)
  else if (message.kind === 'forget') traces.delete(message.traceId)
  else if (message.kind === 'speak') speak(message.language)
  else {
    const trace = traces.get(message.traceId)
    if (trace) requests.push({ ...message, trace })
    schedule()
  }
})
process.on('disconnect', () => process.exit(0))
process.on('exit', killPrograms)
dieWithParent()
send({ kind: 'ready' })

/** Plays one request after another, with room for messages and timers in between. */
function schedule(): void {
  if (isScheduled) return
  isScheduled = true
  setImmediate(() => {
    isScheduled = false
    const [request] = requests
    if (request && playOrWait(request)) {
      requests.shift()
      schedule()
    }
  })
}

/** False while there is no rig to play on: a run that ends makes room. */
function playOrWait(request: PlayRequest): boolean {
  const { id, trace, options } = request
  try {
    refuseEndlessWaits(trace)
    const plan = planReplay(trace, options.kernel)
    const pooled = leaseRig(request, plan)
    if (pooled) play(request, plan, pooled)
    return pooled !== undefined
  } catch (error) {
    if (error instanceof CannotPlay)
      send({
        kind: 'played',
        id,
        run: unplayedRun(
          { trace, ...options, peer: peerFor(options) },
          { verdict: 'skipped', skipped: error.why, reason: error.message },
        ),
      })
    else send({ kind: 'unavailable', id, cause: unavailability(error) })
    return true
  }
}

/** Throws CannotPlay where the trace asks for a setting or an address that this kernel does not take. */
function leaseRig({ trace, options }: PlayRequest, plan: ReplayPlan): PooledRig | undefined {
  const { file, kernel, stack } = options
  const name = [file, trace.name, kernel, stack ?? ''].join('\0')
  try {
    return rigs.lease(peerFor(options), name, plan, () =>
      stack === undefined ? Rig.open(plan.needs) : UserStack.open(stack, trace, plan, announceProgram),
    )
  } catch (error) {
    const isTraces = error instanceof SettingRefused && error.setting in plan.needs.settings
    if (isTraces && error.code !== 'EROFS') throw new CannotPlay('trace-cannot', error.message)
    if (error instanceof AddressRefused) throw new CannotPlay('trace-cannot', error.message)
    throw error
  }
}

/** From now on the end of the parent is heard of, so that the programs are ended too. */
function announceProgram(pid: number, isRunning: boolean): void {
  outliveParent()
  send({ kind: 'program', pid, isRunning })
}

function play(request: PlayRequest, plan: ReplayPlan, pooled: PooledRig): void {
  const { id } = request
  send({ kind: 'playing', id })
  const playing = begin(request, plan, pooled)
  const finish = () => {
    playing.settle()
    send({ kind: 'played', id, run: playing.result() })
    rigs.release(pooled, playing.clear())
    schedule()
  }
  playing.run()
  if (playing.isOver) finish()
  else silences.begin(finish)
}

/** A stack under test may fail as soon as it is spoken to: then nobody plays on it any more. */
function begin({ trace, options }: PlayRequest, plan: ReplayPlan, pooled: PooledRig): Play {
  try {
    return new Play(trace, plan, pooled.rig, options, () => silences.finishDue())
  } catch (error) {
    rigs.release(pooled, false)
    throw error
  }
}

function unavailability(error: unknown): Unavailability {
  if (error instanceof NoDevice) {
    const { tun, veth } = error.causes
    if (tun.call === 'TUNSETIFF' && tun.code === 'EPERM') return { code: 'no-net-admin' }
    return { code: 'no-device', path: error.path, tun: tun.code, veth: veth.code }
  }
  if (error instanceof StackFailure) return { code: 'stack-failed', said: error.message }
  if (error instanceof NoStackDevice)
    return { code: 'no-stack-device', path: error.path, tun: error.cause.code }
  if (error instanceof SettingRefused) return { code: 'setting-refused', setting: error.message }
  if (error instanceof SystemError && error.code === 'EPERM')
    return { code: error.call === 'socket' ? 'no-net-raw' : 'no-net-admin' }
  return { code: 'child-failed', said: error instanceof Error ? error.message : String(error) }
}

function send(message: FromChild): void {
  process.send?.(message)
}
