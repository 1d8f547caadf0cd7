import { say } from '@synfin/trace'
import type { BrokenLine } from './kept-picture.ts'
import { textElement } from './text-element.ts'

/** The line above the picture that says why it is not of the text as it stands, or what could not be done. */
export class Banner {
  private readonly box: HTMLElement
  private readonly reveal: (line: number) => void

  constructor(box: HTMLElement, reveal: (line: number) => void) {
    this.box = box
    this.reveal = reveal
  }

  /** Shows a sentence, or which line cannot be read; nothing takes the banner away. */
  show(what: string | BrokenLine | undefined): void {
    this.box.hidden = what === undefined
    this.box.replaceChildren(...(typeof what === 'object' ? this.aboutLine(what) : [what ?? '']))
  }

  private aboutLine({ line, message }: BrokenLine): readonly (string | HTMLElement)[] {
    const link = textElement('button', say`line ${line}`)
    link.addEventListener('click', () => this.reveal(line))
    return ['✖ ', link, say` cannot be read: ${message}. This is the last picture of the trace.`]
  }
}
