import { describe, expect, test } from 'vitest'
import type { CallOutcome, SocketCall } from '../../runner/sockets.ts'
import { WaitingCalls } from '../../runner/waiting-calls.ts'

const SEND: SocketCall = { call: 'send', octets: 5, more: false }
const CLOSE: SocketCall = { call: 'close', isResetBare: false }
const DONE: CallOutcome = { kind: 'done', octets: 0 }
const NO_ROOM: CallOutcome = { kind: 'failed', errno: 'EAGAIN' }

/** A connection whose calls come to what is given, one after the other, and then succeed. */
function connect(isHeld: boolean, ...outcomes: CallOutcome[]) {
  const made: string[] = []
  const connection = { isHeld, waiting: [] as SocketCall[] }
  const calls = new WaitingCalls<typeof connection>(
    ({ isHeld }) => isHeld,
    (_, { call }) => {
      made.push(call)
      return outcomes.shift() ?? DONE
    },
  )
  return { calls, connection, made }
}

describe('a call', () => {
  test('on a connection that is held is made at once', () => {
    const { calls, connection, made } = connect(true)
    expect(calls.call(connection, SEND, true)).toEqual(DONE)
    expect(made).toEqual(['send'])
  })

  test('on one that is opening waits for it, and later calls wait behind it', () => {
    const { calls, connection, made } = connect(false)
    for (const call of [SEND, CLOSE]) expect(calls.call(connection, call, true)).toEqual({ kind: 'deferred' })
    calls.proceed(connection)
    expect(made).toEqual([])
    connection.isHeld = true
    calls.proceed(connection)
    expect(made).toEqual(['send', 'close'])
    expect(connection.waiting).toEqual([])
  })

  test('without a connection, and none on the way, is made to fail', () => {
    const { calls, connection } = connect(false, { kind: 'failed', errno: 'ENOTCONN' })
    expect(calls.call(connection, SEND, false)).toEqual({ kind: 'failed', errno: 'ENOTCONN' })
  })

  test('that finds no room waits while the connection is opening, and is refused afterwards', () => {
    const { calls, connection, made } = connect(true, NO_ROOM, NO_ROOM, NO_ROOM)
    expect(calls.call(connection, SEND, false)).toEqual(NO_ROOM)
    expect(calls.call(connection, SEND, true)).toEqual({ kind: 'deferred' })
    calls.proceed(connection)
    expect(connection.waiting).toEqual([SEND])
    calls.proceed(connection)
    expect(connection.waiting).toEqual([])
    expect(made).toHaveLength(4)
  })
})
