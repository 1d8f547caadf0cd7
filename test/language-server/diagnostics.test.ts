import type { Finding } from '@synfin/trace'
import { describe, expect, test } from 'vitest'
import { checkerFailed, toDiagnostic, toDiagnostics } from '../../language-server/diagnostics.ts'
import { sectionLink } from '../../language-server/section-link.ts'

const URI = 'file:///traces/a.synfin'

/** As the checker would report `B -> A  SYN ACK  seq=k  ack=j` on line 2. */
const FINDING: Finding = {
  line: 2,
  column: 25,
  endLine: 2,
  endColumn: 30,
  code: 'synack-wrong-ack',
  severity: 'error',
  message: '`ack=j` acknowledges nothing A has sent',
  label: "not past A's SYN",
  why: 'A is in SYN_SENT and accepts only ISS < SEG.ACK =< SND.NXT (RFC 9293 §3.10.7.3, first check)',
  help: 'write `ack=j+1`, the next number B expects from A',
  section: 'RFC 9293 §3.10.7.3',
  related: [{ line: 1, column: 18, endLine: 1, endColumn: 23, message: "A's SYN takes up j" }],
  fixes: [
    { title: 'write ack=j+1', edits: [{ line: 2, column: 25, endLine: 2, endColumn: 30, text: 'ack=j+1' }] },
  ],
}

describe('a finding as a diagnostic', () => {
  test('has everything the finding says', () => {
    expect(toDiagnostic(FINDING, URI, { relatedInformation: true })).toEqual({
      range: { start: { line: 1, character: 24 }, end: { line: 1, character: 29 } },
      severity: 1,
      code: 'synack-wrong-ack',
      codeDescription: { href: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3' },
      source: 'synfin',
      message: `${FINDING.message}\nwhy: ${FINDING.why}\nhelp: ${FINDING.help}`,
      relatedInformation: [
        {
          location: {
            uri: URI,
            range: { start: { line: 0, character: 17 }, end: { line: 0, character: 22 } },
          },
          message: "A's SYN takes up j",
        },
      ],
      data: { section: FINDING.section, fixes: FINDING.fixes },
    })
  })

  test('names the earlier lines in its message where an editor takes them nowhere else', () => {
    const { message, relatedInformation } = toDiagnostic(FINDING, URI)
    expect(message).toBe(
      `${FINDING.message}\nline 1: A's SYN takes up j\nwhy: ${FINDING.why}\nhelp: ${FINDING.help}`,
    )
    expect(relatedInformation).toBeUndefined()
  })

  test('is a headline alone where there is no more to say', () => {
    const { message, codeDescription } = toDiagnostic(
      { ...FINDING, why: undefined, help: undefined, related: [], section: 'Synfin' },
      URI,
    )
    expect(message).toBe(FINDING.message)
    expect(codeDescription).toBeUndefined()
  })

  test.each`
    severity     | shown
    ${'error'}   | ${1}
    ${'warning'} | ${2}
    ${'info'}    | ${4}
  `('of severity $severity is shown with LSP severity $shown', ({ severity, shown }) => {
    expect(toDiagnostic({ ...FINDING, severity }, URI).severity).toBe(shown)
  })

  test('about something unused is faded out', () => {
    expect(toDiagnostic({ ...FINDING, code: 'unused-symbol' }, URI).tags).toEqual([1])
  })
})

test('more findings than an editor shows are cut to the severest', () => {
  const hints = Array.from({ length: 2000 }, () => ({ ...FINDING, severity: 'info' as const }))
  const diagnostics = toDiagnostics([...hints, FINDING], URI)
  expect(diagnostics).toHaveLength(1000)
  expect(diagnostics.filter(({ severity }) => severity === 1)).toHaveLength(1)
  expect(diagnostics.at(-1)?.message).toBe('1002 more findings are not shown')
})

test('a failure of the checker is told, not hidden', () => {
  expect(checkerFailed(new Error('no such symbol'))).toMatchObject({ severity: 1, code: 'checker-failed' })
  expect(checkerFailed(new Error('no such symbol')).message).toContain('no such symbol')
})

test.each`
  authority                            | link
  ${'RFC 9293 §3.10.7.3'}              | ${'https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3'}
  ${'RFC 9293 §3.4'}                   | ${'https://www.rfc-editor.org/rfc/rfc9293#section-3.4'}
  ${'RFC 9293 §3.10.7.4, fifth check'} | ${'https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4'}
  ${'RFC 9293 §A.2'}                   | ${'https://www.rfc-editor.org/rfc/rfc9293#appendix-A.2'}
  ${'RFC 7323 §2.2'}                   | ${'https://www.rfc-editor.org/rfc/rfc7323#section-2.2'}
  ${'RFC 5961 §4'}                     | ${'https://www.rfc-editor.org/rfc/rfc5961#section-4'}
  ${'RFC 2018'}                        | ${'https://www.rfc-editor.org/rfc/rfc2018'}
  ${'Synfin'}                          | ${undefined}
`('$authority is read at $link', ({ authority, link }) => {
  expect(sectionLink(authority)).toBe(link)
})
