import type { Family } from '@synfin/capture'
import { say } from '@synfin/trace'
import { setSysctl } from './sysctl.ts'
import { SystemError } from './system-error.ts'

/** Values by name relative to `net.`. */
export type NetworkSettings = Readonly<Record<string, string | number>>

/** A setting that the trace asks for and this kernel refuses. */
export class SettingRefused extends Error {
  /** Relative to `net.`. */
  readonly setting: string
  readonly code: string

  constructor(setting: string, { call, code }: SystemError) {
    super(notSet({ call, code }))
    this.name = 'SettingRefused'
    this.setting = setting
    this.code = code
  }
}

/** Off, so that a trace means the same on every host; a trace turns on what it mentions. */
const BASELINE: NetworkSettings = {
  'ipv4/tcp_timestamps': 0,
  'ipv4/tcp_sack': 0,
  'ipv4/tcp_window_scaling': 0,
  'ipv4/tcp_ecn': 0,
  'ipv4/tcp_syncookies': 0,
  'ipv4/tcp_fastopen': 0,
  'ipv4/tcp_early_retrans': 0,
  'ipv4/tcp_retrans_collapse': 0,
  'ipv4/tcp_invalid_ratelimit': 0,
  'ipv4/tcp_rfc1337': 0,
  'ipv4/tcp_tw_reuse': 0,
  'ipv4/tcp_autocorking': 0,
  'ipv4/tcp_moderate_rcvbuf': 0,
  'ipv4/tcp_no_metrics_save': 1,
  'ipv4/tcp_congestion_control': 'reno',
  'ipv4/conf/all/rp_filter': 0,
  'ipv4/conf/default/rp_filter': 0,
}

/** IPv6 would announce itself; router solicitations would come at 0, 4 and 12 s. */
const WITHOUT_IPV6 = { 'ipv6/conf/default/disable_ipv6': 1 }
const QUIET_IPV6 = {
  'ipv6/conf/default/accept_dad': 0,
  'ipv6/conf/default/router_solicitations': 0,
  'ipv6/conf/default/addr_gen_mode': 1,
}

/** Timestamps, SACK or window scaling left on would change the segments themselves. */
const INDISPENSABLE = ['ipv4/tcp_timestamps', 'ipv4/tcp_sack', 'ipv4/tcp_window_scaling']

/**
 * Makes the settings of a network namespace, before it has an interface. Returns a sentence for each that this
 * kernel refuses and a trace can do without.
 *
 * Throws SettingRefused where it is one the trace needs, or one that changes every segment.
 */
export function applyNetworkSettings(family: Family, needed: NetworkSettings): string[] {
  const refused: string[] = []
  const ipv6 = family === 4 ? WITHOUT_IPV6 : QUIET_IPV6
  for (const [name, value] of Object.entries({ ...BASELINE, ...ipv6, ...needed })) {
    try {
      setSysctl(name, value)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      if (INDISPENSABLE.includes(name) || name in needed) throw new SettingRefused(name, error)
      refused.push(notSet(error))
    }
  }
  return refused
}

function notSet({ call, code }: Pick<SystemError, 'call' | 'code'>): string {
  return say`${call} cannot be set (${code})`
}
