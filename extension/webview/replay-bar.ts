import { say } from '@synfin/trace'
import type { ShownReplay } from './messages.ts'
import { comparison } from './tip.ts'

const SIGNS = { passed: '✓', failed: '✖', skipped: '–' } as const

/** Tells how the last replay went: each run in a few words, and what was expected beside what was observed. */
export function fillReplayBar(
  bar: HTMLElement,
  replay: ShownReplay | undefined,
  reveal: (line: number) => void,
): void {
  bar.hidden = replay === undefined
  bar.classList.toggle('outdated', replay?.isOutdated ?? false)
  bar.replaceChildren(...(replay === undefined ? [] : contents(replay, reveal)))
}

function contents(replay: ShownReplay, reveal: (line: number) => void): readonly HTMLElement[] {
  const differences = replay.lines
    .filter(({ verdict }) => verdict === 'failed')
    .flatMap(({ line, differences }) => differences.map(difference => ({ line, difference })))
  const runs = replay.runs.map(({ kernel, peer, verdict, reason, milliseconds }) => {
    const time = verdict === 'skipped' ? '' : ` · ${milliseconds.toFixed(1)} ms`
    const isTold = verdict === 'passed' || (verdict === 'failed' && differences.length > 0)
    const fared = say`${kernel} as the ${peer}` + time
    const told = isTold || reason === undefined ? fared : say`${fared}: ${reason}`
    return span(verdict, `${SIGNS[verdict]} ${told}`)
  })
  return [
    ...(replay.isOutdated ? [span('note', say`The text has changed since this replay:`)] : []),
    ...runs,
    ...differences.map(({ line, difference }) => {
      const button = document.createElement('button')
      button.className = 'difference'
      button.append(span('line', say`line ${line}`), comparison(difference))
      button.addEventListener('click', () => reveal(line))
      return button
    }),
  ]
}

function span(kind: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = kind
  element.textContent = text
  return element
}
