import { say } from '@synfin/trace'

/** Something that the search can find. */
export interface Searchable {
  readonly element: Element
  readonly words: string
}

/** The search box of the page: marks all matches and goes from one to the next. */
export class Search {
  private found: readonly Searchable[] = []
  private at = -1
  private readonly box: HTMLElement
  private readonly input: HTMLInputElement
  private readonly count: HTMLElement
  private readonly all: () => readonly Searchable[]
  private readonly onClose: () => void

  constructor(
    box: HTMLElement,
    parts: Readonly<Record<'input' | 'count' | 'next' | 'previous' | 'close', HTMLElement>>,
    all: () => readonly Searchable[],
    onClose: () => void,
  ) {
    this.box = box
    this.input = parts.input as HTMLInputElement
    this.count = parts.count
    this.all = all
    this.onClose = onClose
    this.input.addEventListener('input', () => this.search(0))
    this.input.addEventListener('keydown', event => this.key(event))
    parts.next.addEventListener('click', () => this.go(1))
    parts.previous.addEventListener('click', () => this.go(-1))
    parts.close.addEventListener('click', () => this.close())
  }

  open(): void {
    this.box.hidden = false
    this.input.select()
    this.input.focus()
    this.search(Math.max(0, this.at))
  }

  /** The picture is another: marks what it has of the words searched for, and scrolls nowhere. */
  refresh(): void {
    if (this.box.hidden) return
    this.find()
    this.at = Math.min(this.at, this.found.length - 1)
    this.mark()
  }

  go(step: number): void {
    if (this.found.length === 0) return
    this.at = (this.at + step + this.found.length) % this.found.length
    this.mark()
    this.found[this.at]?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  private close(): void {
    this.box.hidden = true
    this.found = []
    this.mark()
    this.onClose()
  }

  private search(from: number): void {
    this.find()
    this.at = from - 1
    this.mark()
    this.go(1)
  }

  private find(): void {
    const words = this.input.value.trim().toLowerCase()
    this.found = words === '' ? [] : this.all().filter(({ words: all }) => all.toLowerCase().includes(words))
  }

  private mark(): void {
    for (const { element } of this.all()) element.classList.remove('match', 'found')
    for (const { element } of this.found) element.classList.add('match')
    this.found[this.at]?.element.classList.add('found')
    const isAsked = this.input.value.trim() !== '' && !this.box.hidden
    this.count.textContent = !isAsked
      ? ''
      : this.found.length === 0
        ? say`No match`
        : say`${this.at + 1} of ${this.found.length}`
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') this.close()
    else return
    event.preventDefault()
  }
}
