import { languageOf, speak } from '@synfin/trace'

/** Has this program speak the language of `--lang`, or else of the locale that POSIX finds in the environment. */
export async function speakFor(tag: string | undefined, env: NodeJS.ProcessEnv): Promise<void> {
  const language = await languageOf(tag ?? localeOf(env))
  if (language === undefined) return
  const [{ CAPTURE_TEXTS }, { RUNNER_TEXTS }, { CLI_TEXTS }] = await Promise.all([
    import('@synfin/capture/zh-cn'),
    import('@synfin/runner/zh-cn'),
    import('./zh-cn.ts'),
  ])
  speak({ ...language, texts: { ...language.texts, ...CAPTURE_TEXTS, ...RUNNER_TEXTS, ...CLI_TEXTS } })
}

/** The locale of messages; an empty variable counts as none (POSIX.1-2017, Base Definitions §8.2). */
function localeOf({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string | undefined {
  return LC_ALL || LC_MESSAGES || LANG
}
