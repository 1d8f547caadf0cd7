import { say } from '@synfin/trace'

const COUNTED = {
  trace: [n => say`${n} trace`, n => say`${n} traces`],
  file: [n => say`${n} file`, n => say`${n} files`],
  error: [n => say`${n} error`, n => say`${n} errors`],
  warning: [n => say`${n} warning`, n => say`${n} warnings`],
  line: [n => say`${n} line`, n => say`${n} lines`],
  replay: [n => say`${n} replay`, n => say`${n} replays`],
} satisfies Record<string, readonly [(n: number) => string, (n: number) => string]>

/** `1 trace`, `2 traces`. */
export function counted(number: number, noun: keyof typeof COUNTED): string {
  const [one, many] = COUNTED[noun]
  return number === 1 ? one(number) : many(number)
}
