import type { LineLink } from './line-links.ts'
import type { Tip } from './tip.ts'

/**
 * The parts of the picture that stand for lines, within reach of pointer and keyboard: one stop for the Tab key, the
 * arrow keys go from one to the next, and what the pointer or the focus is on shows its tip.
 */
export class LineTargets {
  private links: readonly LineLink[] = []
  private readonly tip: Tip
  private readonly reveal: (line: number) => void

  constructor(canvas: HTMLElement, tip: Tip, reveal: (line: number) => void) {
    this.tip = tip
    this.reveal = reveal
    canvas.addEventListener('click', ({ target }) => this.revealAt(target))
    canvas.addEventListener('keydown', event => this.key(event))
    for (const kind of ['pointerover', 'focusin'] as const)
      canvas.addEventListener(kind, ({ target }) => this.showTip(target))
    for (const kind of ['pointerleave', 'focusout'] as const) canvas.addEventListener(kind, () => tip.hide())
  }

  get all(): readonly LineLink[] {
    return this.links
  }

  /** Takes the targets of the picture that `draw` puts into the page; the focus stays at its place among them. */
  replace(draw: () => readonly LineLink[]): void {
    const focused = this.links.findIndex(({ element }) => element === document.activeElement)
    this.tip.hide()
    this.links = draw()
    this.links[0]?.element.setAttribute('tabindex', '0')
    if (focused >= 0) this.focus(this.links[focused])
  }

  /** Marks the targets that the cursor is on, and returns the first. */
  mark(isCurrent: (link: LineLink) => boolean): LineLink | undefined {
    const current = this.links.filter(isCurrent)
    for (const link of this.links) link.element.classList.toggle('current', current.includes(link))
    return current[0]
  }

  private showTip(target: EventTarget | null): void {
    const link = this.linkAt(target)
    if (link) this.tip.show(link)
    else this.tip.hide()
  }

  private linkAt(target: EventTarget | null): LineLink | undefined {
    return this.links.find(({ element }) => target instanceof Node && element.contains(target))
  }

  private revealAt(target: EventTarget | null): void {
    const state = target instanceof Element && target.closest<SVGElement>('[data-line]')
    const line = this.linkAt(target)?.line ?? (state ? Number(state.dataset.line) : undefined)
    if (line !== undefined) this.reveal(line)
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { links } = this
    const at = links.findIndex(({ element }) => element === event.target)
    if (event.key === 'Escape') this.tip.hide()
    else if (at < 0) return
    else if (event.key === 'Enter' || event.key === ' ') this.revealAt(event.target)
    else if (event.key === 'ArrowDown') this.focus(links[at + 1])
    else if (event.key === 'ArrowUp') this.focus(links[at - 1])
    else if (event.key === 'Home') this.focus(links[0])
    else if (event.key === 'End') this.focus(links.at(-1))
    else return
    event.preventDefault()
  }

  private focus(link: LineLink | undefined): void {
    if (!link) return
    for (const { element } of this.links) element.setAttribute('tabindex', '-1')
    link.element.setAttribute('tabindex', '0')
    link.element.focus()
  }
}
