import { FINDING_CODES, type FindingCode } from '@synfin/trace'
import { expect, test } from 'vitest'
import { findingsOf } from './annotate.ts'
import { fixturesIn, withoutNotes } from './fixture-texts.ts'

const fixtures = [...fixturesIn(''), ...fixturesIn('on-purpose/')]
const found = fixtures.flatMap(({ text }) => findingsOf(withoutNotes(text)))

/** The fixes that a finding names, as the fixtures have them. */
const NAMED: Readonly<Partial<Record<FindingCode, readonly string[]>>> = {
  'syn-fin': ['write SYN'],
  'syn-rst': ['write SYN', 'drop SYN'],
  'fin-rst': ['write RST'],
  'null-flags': ['write ACK ack=300'],
  'xmas-flags': ['write FIN PSH ACK URG ack=300'],
  'missing-ack-flag': ['write FIN ACK ack=300'],
  'ack-number-without-flag': ['drop ack=', 'add ACK'],
  'urg-pointer-without-urg': ['add URG', 'drop urg'],
  'urg-without-data': ['drop URG', 'write len=1'],
  'urg-after-fin': ['drop URG'],
  'seq-range': ['write seq=0'],
  'mss-on-non-syn': ['drop mss'],
  'wscale-on-non-syn': ['drop wscale'],
  'sackperm-on-non-syn': ['drop sackok'],
  'wscale-not-offered': ['drop wscale', "write wscale=7 on A's SYN"],
  'ts-not-offered': ['drop ts', "write ts=0/0 on A's SYN"],
  'wscale-range': ['write wscale=14'],
  'ts-not-negotiated': ['drop ts'],
  'ts-missing': ['add ts=100/900'],
  'ts-paws': ['write ts=100/900'],
  'sack-not-permitted': ['drop sack', "write sackok on A's SYN"],
  'mss-missing': ['add mss=1460'],
  'mss-exceeded': ['split into 2 segments'],
  'ecn-synack-both': ['drop CWR'],
  'ecn-not-negotiated': ['drop ECE'],
  'syn-not-consumed': ['write seq=j+1'],
  'fin-not-consumed': ['write seq=101'],
  'seq-gap': ['write seq=100'],
  'seq-stale': ['write seq=110'],
  'syn-isn-changed': ['write seq=100'],
  'fin-moved': ['write seq=110'],
  'second-fin': ['delete this line'],
  'data-after-fin': ["move this line above A's FIN", 'move this line above the close', 'let B send it'],
  'data-before-established': ['move this line below the handshake'],
  'isn-not-above-old': ['write seq=101'],
  'synack-wrong-ack': ['write ack=j+1'],
  'handshake-ack-wrong': ['write ack=k+1'],
  'fin-ack-off-by-one': ['write ack=101', 'let the two cross'],
  'ack-of-unsent': ['write ack=110'],
  'ack-of-unreceived': ['write ack=100'],
  'ack-stale': ['write ack=120', 'let the two cross'],
  'syn-in-synchronized': ['write ACK ack=300 seq=100', 'put A: reboot above'],
  'challenge-ack': ['write B -> A ACK seq=300 ack=100'],
  'synack-wrong-direction': ['write SYN', 'turn the arrow round', 'put A -> B SYN seq=j above'],
  'synack-missing-ack': ['write SYN ACK ack=j+1'],
  'fin-before-established': ['delete this line'],
  'segment-from-closed': [
    'write given A ESTABLISHED seq=150 ack=300, B ESTABLISHED',
    'put the handshake above',
  ],
  'segment-from-listen': [
    'write given B ESTABLISHED seq=150 ack=300, A ESTABLISHED',
    'put the handshake above',
  ],
  'segment-after-rst': ['delete this line', 'put the handshake above'],
  'state-mismatch': ['write A=SYN_SENT', 'write refused', 'drop reset'],
  'time-wait-skipped': ['put A: 2msl before CLOSED'],
  'unknown-state': ['write FIN_WAIT_1'],
  'state-alias': ['write SYN_RCVD'],
  'rst-malformed': ['write RST ACK ack=101 seq=0'],
  'rst-unsolicited': ['delete this line'],
  'rst-to-rst': ['delete this line'],
  'rst-instead-of-ack': ['write ACK ack=100 seq=300'],
  'rst-expected': ['write RST seq=55', 'put A -> B RST seq=55 above'],
  'abort-bad-seq': ['write seq=100'],
  'rst-challenged': ['write seq=100'],
  'reply-expected': ['write B -> A SYN ACK ack=j+1'],
  'undefined-symbol': ['write ack=j+1'],
  'unknown-endpoint': ['write A'],
}

test.each(Object.entries(NAMED))('%s is mended as its row in the catalogue says', (code, named) => {
  expect(FINDING_CODES).toContain(code)
  const titles = found.filter(finding => finding.code === code).flatMap(({ fixes }) => fixes)
  expect(titles.map(({ title }) => title)).toEqual(expect.arrayContaining([...named]))
})
