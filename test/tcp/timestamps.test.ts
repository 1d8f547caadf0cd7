import { type LinuxEnd, movesTsRecent, outdatedArrives, type State } from '@synfin/tcp'
import { describe, expect, test } from 'vitest'
import { arrive, end, segment } from './notation.ts'

// Each end has SND.NXT=300 and RCV.NXT=100; `ticks` is how far the timestamp is behind TS.Recent (RFC 7323 §5.3, R1).
describe('a timestamp from the past', () => {
  test.each`
    state            | text                              | ticks   | rfc      | linux
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'}    | ${0}    | ${'-'}   | ${'-'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'}    | ${-9}   | ${'-'}   | ${'-'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'}    | ${1}    | ${'ACK'} | ${'-'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'}    | ${2}    | ${'ACK'} | ${'ACK'}
    ${'ESTABLISHED'} | ${'FIN ACK seq=100 ack=300'}      | ${2}    | ${'ACK'} | ${'ACK'}
    ${'ESTABLISHED'} | ${'RST seq=100'}                  | ${9000} | ${'-'}   | ${'-'}
    ${'ESTABLISHED'} | ${'SYN seq=100'}                  | ${9000} | ${'-'}   | ${'ACK'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 win=1000'} | ${240}  | ${'ACK'} | ${'-'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 win=1000'} | ${241}  | ${'ACK'} | ${'ACK'}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 win=2000'} | ${240}  | ${'ACK'} | ${'ACK'}
    ${'ESTABLISHED'} | ${'ACK seq=99 ack=300'}           | ${9000} | ${'ACK'} | ${'silence'}
    ${'TIME_WAIT'}   | ${'ACK seq=100 ack=300'}          | ${1}    | ${'ACK'} | ${'ACK'}
    ${'SYN_RCVD'}    | ${'ACK seq=100 ack=300'}          | ${1}    | ${'ACK'} | ${'ACK'}
    ${'SYN_RCVD'}    | ${'ACK seq=100 ack=999'}          | ${1}    | ${'ACK'} | ${'-'}
    ${'LISTEN'}      | ${'ACK seq=100 ack=300'}          | ${9000} | ${'-'}   | ${'-'}
    ${'CLOSED'}      | ${'ACK seq=100 ack=300'}          | ${9000} | ${'-'}   | ${'-'}
  `('$state, $text, $ticks ticks behind: $rfc, on Linux $linux', ({ state, text, ticks, rfc, linux }) => {
    const answered = (isLinux: boolean) => {
      const outcome = outdatedArrives(
        end(state),
        segment(text),
        ticks,
        isLinux ? { orphaned: false } : undefined,
      )
      return outcome === undefined ? '-' : outcome.owed.length > 0 ? 'ACK' : 'silence'
    }
    expect([answered(false), answered(true)]).toEqual([rfc, linux])
  })
})

// RFC 7323 §4.3, step 2: SEG.TSval >= TS.Recent and SEG.SEQ <= Last.ACK.sent, which is 100 here.
describe('TS.Recent', () => {
  test.each`
    state            | text                           | ticks | rfc      | linux
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'} | ${-1} | ${true}  | ${true}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'} | ${0}  | ${true}  | ${true}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=300 len=5'} | ${1}  | ${false} | ${false}
    ${'ESTABLISHED'} | ${'ACK seq=105 ack=300 len=5'} | ${-1} | ${false} | ${false}
    ${'ESTABLISHED'} | ${'ACK seq=100 ack=299 len=5'} | ${-1} | ${true}  | ${false}
    ${'ESTABLISHED'} | ${'ACK seq=9000 ack=300'}      | ${-1} | ${false} | ${false}
    ${'TIME_WAIT'}   | ${'FIN ACK seq=99 ack=300'}    | ${-1} | ${false} | ${false}
    ${'TIME_WAIT'}   | ${'ACK seq=100 ack=300'}       | ${-1} | ${true}  | ${true}
  `(
    'after $state, $text, $ticks ticks behind: $rfc, on Linux $linux',
    ({ state, text, ticks, rfc, linux }) => {
      expect([moves(state, text, ticks), moves(state, text, ticks, { orphaned: false })]).toEqual([
        rfc,
        linux,
      ])
    },
  )

  test.each`
    text                         | held     | orphaned
    ${'FIN ACK seq=100 ack=299'} | ${false} | ${true}
    ${'FIN ACK seq=100 ack=300'} | ${true}  | ${true}
    ${'ACK seq=100 ack=300'}     | ${true}  | ${false}
  `(
    'after FIN_WAIT_2, $text, newer: with a socket on Linux $held, as an orphan $orphaned',
    ({ text, held, orphaned }) => {
      const moved = [false, true].map(orphaned => moves('FIN_WAIT_2', text, -1, { orphaned }))
      expect(moved).toEqual([held, orphaned])
    },
  )
})

function moves(state: State, text: string, ticks: number, linux?: LinuxEnd): boolean {
  return movesTsRecent(end(state), segment(text), ticks, arrive(end(state), text, linux), linux)
}
