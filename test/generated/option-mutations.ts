/** Slips in the options of a segment: one too many, one missing, one with a wrong number. */
import type { ControlBit } from '@synfin/trace'
import { moved, type SegmentEvent, type WrittenNumber } from './events.ts'
import type { WrittenOptions } from './options.ts'

export interface OptionChange {
  readonly broke: string
  readonly event: SegmentEvent
}

export function optionChanges(event: SegmentEvent): OptionChange[] {
  const { options, flags, len, ack } = event
  const changed = (broke: string, change: WrittenOptions): OptionChange => ({
    broke: `an option: ${broke}`,
    event: { ...event, options: { ...options, ...change } },
  })
  const { mss, wscale, sackok, ts, sack = [] } = options
  return [
    changed('mss', { mss: mss === undefined ? 1460 : undefined }),
    changed('wscale', { wscale: wscale === undefined ? 3 : undefined }),
    changed('wscale beyond 14', { wscale: 15 }),
    changed('sackok', { sackok: sackok !== true }),
    changed('ts', { ts: ts === undefined ? { value: NUMBER, echo: NUMBER } : undefined }),
    ...(ts === undefined ? [] : [changed('an older ts', { ts: { ...ts, value: moved(ts.value, -50_000) } })]),
    ...(sack.length === 0 && ack !== undefined
      ? [changed('sack', { sack: [{ left: moved(ack, 100_000), right: moved(ack, 100_010) }] })]
      : []),
    ...(sack.length > 0 ? [changed('sack of what was not sent', { sack: sack.map(beyond) })] : []),
    ...(['ECE', 'CWR'] as const).map(bit => ({
      broke: `an option: ${bit}`,
      event: { ...event, flags: toggled(flags, bit) },
    })),
    ...(len > 0 ? [{ broke: 'an option: more than the mss', event: { ...event, len: len + 1460 } }] : []),
  ]
}

const NUMBER: WrittenNumber = { symbol: undefined, plus: 5 }

function beyond({ left, right }: { left: WrittenNumber; right: WrittenNumber }) {
  return { left, right: moved(right, 100_000) }
}

function toggled(flags: readonly ControlBit[], bit: ControlBit): readonly ControlBit[] {
  return flags.includes(bit) ? flags.filter(other => other !== bit) : [...flags, bit]
}
