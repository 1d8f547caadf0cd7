import { formatText, physicalLines } from '@synfin/grammar'

/**
 * A rewritten text with its new and changed sections laid out, if the one at this line of the text before was: what is
 * tidy stays so, and what is not stays the author's. Lines count from 1.
 */
export function tidied(before: string, after: string, line: number): string {
  const sections = cut(before)
  const own = sectionAt(sections, line)
  if (own === undefined || formatText(own) !== own) return after
  return cut(after)
    .map(each => (sections.includes(each) ? each : formatText(each)))
    .join('')
}

/** The text in pieces, each from a `trace` or `fragment` line to the next; the first may begin with neither. */
function cut(text: string): readonly string[] {
  return text.split(/(?<=[\r\n]|^)(?=[^\S\r\n]*(?:trace|fragment)\b)/)
}

function sectionAt(sections: readonly string[], line: number): string | undefined {
  let passed = 0
  return sections.find(section => {
    passed += physicalLines(section).length - 1
    return line <= passed || section === sections.at(-1)
  })
}
