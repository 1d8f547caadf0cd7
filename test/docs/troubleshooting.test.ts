import { RunnerUnavailable, type Unavailability } from '@synfin/runner'
import { speak } from '@synfin/trace'
import { expect, onTestFinished, test } from 'vitest'
import { RUNNER_TEXTS } from '../../runner/zh-cn.ts'
import { textOf } from './pages.ts'

const TUN = { path: '/dev/net/tun', tun: 'ENOENT' }

/** One of each; the type asks for every code. */
const EVERY: { readonly [C in Unavailability['code']]: Extract<Unavailability, { code: C }> } = {
  'not-linux': { code: 'not-linux', platform: 'darwin' },
  'no-native-part': { code: 'no-native-part' },
  'no-unshare': { code: 'no-unshare' },
  'namespaces-exhausted': { code: 'namespaces-exhausted' },
  'namespaces-forbidden': { code: 'namespaces-forbidden' },
  'user-namespaces-restricted': { code: 'user-namespaces-restricted' },
  'no-net-admin': { code: 'no-net-admin' },
  'no-net-raw': { code: 'no-net-raw' },
  'no-stack-device': { code: 'no-stack-device', ...TUN },
  'stack-failed': { code: 'stack-failed', said: 'the stack did not start: nothing' },
  'no-device': { code: 'no-device', ...TUN, veth: 'EPERM' },
  'setting-refused': { code: 'setting-refused', setting: 'net.ipv4.tcp_ecn=0 cannot be set (EROFS)' },
  'child-failed': { code: 'child-failed', said: 'out of memory' },
}

/** What the first column of a page's tables says, `…` for anything. */
function symptomsOf(page: string): readonly RegExp[] {
  return [...textOf(page).matchAll(/^\| (`+) ?(.+?) ?\1 +\|/gm)].map(
    ([, , said = '']) =>
      new RegExp(
        said
          .split(/\s*…\s*/)
          .map(escaped)
          .join('.*'),
      ),
  )
}

const DEVICE_ERRORS = ['ENOENT', 'EACCES', 'EPERM'].map(tun => ({ ...EVERY['no-device'], tun }))

test.each([...Object.values(EVERY), ...DEVICE_ERRORS])(
  'the page about troubles knows why a machine cannot replay: $code',
  why => {
    const { message } = new RunnerUnavailable(why)
    const symptoms = symptomsOf('docs/troubleshooting.md')
    expect(symptoms.filter(symptom => symptom.test(message))).not.toEqual([])
  },
)

// What a stack said is in whatever language that is.
test.each([...Object.values(EVERY), ...DEVICE_ERRORS].filter(({ code }) => code !== 'stack-failed'))(
  'the same page in Chinese knows it by its Chinese message: $code',
  why => {
    speak({ id: 'zh-cn', texts: RUNNER_TEXTS })
    onTestFinished(() => speak(undefined))
    const { message } = new RunnerUnavailable(why)
    expect(message).toMatch(/\p{Script=Han}/u)
    const symptoms = symptomsOf('docs/troubleshooting.zh-cn.md')
    expect(symptoms.filter(symptom => symptom.test(message))).not.toEqual([])
  },
)

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
