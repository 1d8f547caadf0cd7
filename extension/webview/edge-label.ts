import { say } from '@synfin/trace'

/** The first line that the label of an edge names, such as `A line 5, B lines 4, 8`; nothing where no end took it. */
export function firstLine(words: string): number | undefined {
  const [one, several] = [say`${''} line ${'(\\d+)'}`, say`${''} lines ${'(\\d+).*?'}`]
  const [, line, first] = new RegExp(`${one}|${several}`).exec(words) ?? []
  return line === undefined && first === undefined ? undefined : Number(line ?? first)
}
