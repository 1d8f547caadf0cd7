import type { TraceFinding } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import type { LineLink } from './line-links.ts'
import type { PlayedLine } from './messages.ts'
import { textElement } from './text-element.ts'

/** What there is to say of a line beyond its picture. */
export interface LineDetails {
  readonly findings: readonly TraceFinding[]
  readonly played: PlayedLine | undefined
}

/** Shows, beside the part of the picture that the pointer or the focus is on, what there is to say of its line. */
export class Tip {
  private readonly box: HTMLElement
  private readonly detailsOf: (line: number) => LineDetails

  constructor(box: HTMLElement, detailsOf: (line: number) => LineDetails) {
    this.box = box
    this.detailsOf = detailsOf
  }

  show({ line, element, said }: LineLink): void {
    const { findings, played } = this.detailsOf(line)
    this.box.replaceChildren(
      textElement('p', say`line ${line}: ${said}`, 'line'),
      ...findings.flatMap(findingParts),
      ...(played === undefined ? [] : playedParts(played)),
    )
    this.box.hidden = false
    this.place(element.getBoundingClientRect())
  }

  hide(): void {
    this.box.hidden = true
  }

  /** Below, or above where there is no room, and never outside the page. */
  private place(target: DOMRect): void {
    const { width, height } = this.box.getBoundingClientRect()
    const below = target.bottom + 6
    const top = below + height < window.innerHeight ? below : Math.max(4, target.top - height - 6)
    const left = Math.max(4, Math.min(target.left, window.innerWidth - width - 4))
    this.box.style.top = `${top}px`
    this.box.style.left = `${left}px`
  }
}

function findingParts({ severity, code, message, why, help }: TraceFinding): readonly HTMLElement[] {
  const sign = severity === 'error' ? '✖' : '⚠'
  return [
    textElement('p', `${sign} ${message} (${code})`, severity),
    ...(why === undefined ? [] : [textElement('p', why, 'why')]),
    ...(help === undefined ? [] : [textElement('p', say`Help: ${help}`, 'help')]),
  ]
}

function playedParts({ verdict, text, time, differences }: PlayedLine): readonly HTMLElement[] {
  const replay = time === undefined ? say`Replay: ${text}` : say`Replay: ${text}, ${time}`
  return [textElement('p', replay, verdict), ...differences.map(comparison)]
}

/** What the trace says beside what the kernel did. */
export function comparison({ headline, expected, observed }: PlayedLine['differences'][number]): HTMLElement {
  const sides = document.createElement('dl')
  sides.className = 'comparison'
  for (const [side, name, text] of [
    ['expected', say`expected`, expected],
    ['observed', say`observed`, observed],
  ] as const) {
    const column = document.createElement('div')
    column.append(textElement('dt', name), textElement('dd', text, side))
    sides.append(column)
  }
  const whole = document.createElement('div')
  whole.append(textElement('p', headline, 'failed'), sides)
  return whole
}
