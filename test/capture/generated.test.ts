import { exportPacketdrill, exportPcapng } from '@synfin/capture'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check, textOf } from '../generated/checking.ts'
import { legalTraces } from '../generated/legal-trace.ts'
import { SEED } from '../generated/seed.ts'
import { imported } from './captures.ts'

const traces = legalTraces({ profile: fc.constantFrom('rfc9293', 'linux') })

test('a legal trace that is exported and imported has the same segments again, of a handshake perhaps moved', async () => {
  await fc.assert(
    fc.asyncProperty(traces, async ({ events, setup }) => {
      const text = textOf(events, setup.profile)
      const sent = segmentsOf(text)
      fc.pre(sent.length > 0)
      const { text: back, problems } = await imported(exportPcapng(check(text).traces, 'x.synfin'))
      expect(problems, text).toEqual([])
      expect(segmentsOf(back).toSorted(), `${text}\n${back}`).toEqual(sent.toSorted())
    }),
    { numRuns: 300, seed: SEED },
  )
})

test('a legal trace has a script for either end', () => {
  fc.assert(
    fc.property(traces, ({ events, setup }) => {
      const text = textOf(events, setup.profile)
      for (const trace of check(text).traces)
        for (const end of trace.ends)
          for (const line of exportPacketdrill(trace, end).split('\n'))
            expect(line, text).toMatch(/^(\/\/ .*|`sysctl -q [\w.= -]*`|(\+[\d.]+(~\+[\d.]+)?|\*) .+|)$/)
    }),
    { numRuns: 300, seed: SEED },
  )
})

/** Control bits and octets of every segment that leaves, whoever sends it; what was not captured is none. */
function segmentsOf(text: string): readonly string[] {
  return check(text.replace(/^.*not captured.*$/gm, '')).traces.flatMap(({ steps }) =>
    steps.flatMap(step => {
      if (step.kind !== 'segment' || step.segment.journey === 'arrives') return []
      const { flags, len, icmp } = step.segment
      const octets = Object.keys(len.terms).length > 0 ? 100 : len.constant
      return [`${icmp ?? flags.toSorted().join(' ')} ${octets}`]
    }),
  )
}
