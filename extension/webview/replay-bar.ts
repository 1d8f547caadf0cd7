import { say } from '@synfin/trace'
import type { ShownReplay } from './messages.ts'
import { textElement } from './text-element.ts'
import { comparison } from './tip.ts'
import { VERDICT_SIGN } from './verdict-sign.ts'

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
    return textElement('span', `${VERDICT_SIGN[verdict]} ${told}`, verdict)
  })
  return [
    ...(replay.isOutdated ? [textElement('span', say`The text has changed since this replay:`, 'note')] : []),
    ...runs,
    ...differences.map(({ line, difference }) => {
      const button = document.createElement('button')
      button.className = 'difference'
      button.append(textElement('span', say`line ${line}`, 'line'), comparison(difference))
      button.addEventListener('click', () => reveal(line))
      return button
    }),
  ]
}
