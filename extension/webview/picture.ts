import { say } from '@synfin/trace'
import type { Banner } from './banner.ts'
import { draw } from './drawing.ts'
import { bitWidthIn, finishHeader, headerTable } from './header-picture.ts'
import { brokenLine, drawnFrom, isSameTrace, lineNow } from './kept-picture.ts'
import type { LineLink } from './line-links.ts'
import type { LineTargets } from './line-targets.ts'
import type { ShowTrace, Tab } from './messages.ts'
import { newestOnly } from './newest-only.ts'
import type { Searchable } from './search.ts'
import { finishSequence } from './sequence-picture.ts'
import { finishStates, markStates } from './state-picture.ts'
import { textElement } from './text-element.ts'
import { type Palette, palette } from './theme.ts'
import type { LineDetails } from './tip.ts'
import type { Viewport } from './viewport.ts'

/** What stands around the picture in the page. */
interface Surroundings {
  readonly banner: Banner
  readonly targets: LineTargets
  readonly viewport: Viewport
  /** The picture, or what is marked in it, is another. */
  readonly onChange: () => void
  /** The picture is of what was wanted; awaited before the page counts as ready. */
  readonly onDrawn: () => Promise<void>
}

/** How far a pane is scrolled, in CSS pixels. */
interface Scrolled {
  readonly left?: number
  readonly top?: number
}

/** The picture of a trace: drawn anew only where it would differ, and marked where the cursor is. */
export class Picture {
  private readonly canvas: HTMLElement
  private readonly around: Surroundings
  private tab: Tab
  private trace: ShowTrace | undefined
  /** What the picture in the page was drawn from, and for which tab. */
  private drawn: { readonly trace: ShowTrace; readonly tab: Tab; readonly text: string } | undefined
  private cursor = 1
  /** The line that was last scrolled to: a picture that is drawn anew for the same line stays where it is. */
  private marked: number | undefined
  private inColours: Palette
  /** Where an earlier page was scrolled to, until the first drawing stands. */
  private earlier: Scrolled | undefined
  private readonly drawNewest = newestOnly((trace: ShowTrace) => this.drawOrSayWhy(trace))

  constructor(canvas: HTMLElement, tab: Tab, earlier: Scrolled, around: Surroundings) {
    this.canvas = canvas
    this.tab = tab
    this.earlier = earlier
    this.around = around
    this.inColours = palette(document.body)
    this.colourPage()
  }

  get svg(): SVGSVGElement | null {
    return this.canvas.querySelector('svg')
  }

  get colours(): Palette {
    return this.inColours
  }

  /** Whether the first drawing stands, where an earlier page was scrolled to. */
  get stands(): boolean {
    return this.earlier === undefined
  }

  show(trace: ShowTrace): void {
    this.trace = trace
    this.cursor = trace.cursor
    this.redraw()
  }

  /** There is nothing to draw. */
  showReason(reason: string): void {
    this.trace = undefined
    this.drawn = undefined
    this.around.banner.show(undefined)
    this.showParagraph(reason)
  }

  turnTo(tab: Tab): void {
    this.tab = tab
    this.marked = undefined
    this.redraw()
  }

  moveTo(line: number): void {
    this.cursor = line
    this.mark()
  }

  redraw(): void {
    if (this.trace) this.drawNewest(this.trace)
  }

  /** The picture's width follows that of the page, where it is drawn for it. */
  fitPage(): void {
    if (this.tab === 'header') this.redraw()
  }

  recolour(): void {
    const now = palette(document.body)
    if (JSON.stringify(now) === JSON.stringify(this.inColours)) return
    this.inColours = now
    this.colourPage()
    this.drawn = undefined
    this.redraw()
  }

  detailsOf(line: number): LineDetails {
    return {
      findings: this.trace?.drawn.findings.filter(finding => finding.line === line) ?? [],
      played: this.trace?.replay?.lines.find(played => played.line === line),
    }
  }

  /** Where a line of the picture stands in the text as it is now, which may be newer. */
  lineInText(line: number): number {
    const { trace, drawn } = this
    if (trace === undefined || drawn === undefined || drawn.trace === trace) return line
    return lineNow(line, drawnFrom(drawn.trace), drawnFrom(trace), brokenLine(trace))
  }

  searchable(): readonly Searchable[] {
    const rows = [...this.canvas.querySelectorAll('td')].map(element => ({
      element,
      words: element.textContent ?? '',
    }))
    return [...this.around.targets.all, ...rows]
  }

  /** Around the picture findings and verdicts have the colours that they have in it. */
  private colourPage(): void {
    for (const name of ['error', 'warning', 'passed', 'failed'] as const)
      document.body.style.setProperty(`--${name}`, this.inColours[name])
  }

  private async drawOrSayWhy(trace: ShowTrace): Promise<void> {
    this.canvas.setAttribute('aria-busy', 'true')
    try {
      await (this.tab === 'header' ? this.drawHeader(trace) : this.drawDiagram(trace, this.tab))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.around.banner.show(
        this.svg
          ? say`The trace cannot be drawn as it stands now. This is the last picture of it. (${reason})`
          : say`The trace cannot be drawn as it stands now. (${reason})`,
      )
    }
    await this.around.onDrawn()
    this.canvas.setAttribute('aria-busy', 'false')
  }

  /** Draws what is new, and only marks anew where the picture would be the same. */
  private async drawDiagram(trace: ShowTrace, tab: 'sequence' | 'state'): Promise<void> {
    const { sequence, state } = trace.drawn
    const broken = brokenLine(trace)
    const isKept =
      broken !== undefined &&
      this.drawn?.tab === tab &&
      brokenLine(this.drawn.trace) === undefined &&
      isSameTrace(drawnFrom(this.drawn.trace), drawnFrom(trace))
    this.around.banner.show(isKept ? broken : undefined)
    const text = textOf(trace, tab)
    if (!isKept && (this.drawn?.tab !== tab || this.drawn.text !== text)) {
      const svg = await draw(tab === 'state' ? state.text : sequence.text, this.inColours)
      if (this.trace === undefined) return
      this.replace(svg, () =>
        tab === 'state'
          ? finishStates(svg, state)
          : finishSequence(svg, trace.drawn, trace.replay?.lines ?? []),
      )
      this.drawn = { trace, tab, text }
    } else if (!isKept && this.drawn) this.drawn = { ...this.drawn, trace }
    this.mark()
  }

  private async drawHeader(trace: ShowTrace): Promise<void> {
    const { header } = trace.drawn
    this.around.banner.show(undefined)
    const bitWidth = bitWidthIn(this.canvas.clientWidth)
    const text = JSON.stringify([header, bitWidth])
    if (this.drawn?.tab === 'header' && this.drawn.text === text) return
    if ('text' in header) {
      const svg = await draw(header.text, this.inColours, bitWidth)
      if (this.trace === undefined || this.tab !== 'header') return
      this.replace(svg, () => {
        finishHeader(svg, header)
        return []
      })
      this.canvas.append(headerTable(header))
    } else this.showParagraph(header.without)
    this.drawn = { trace, tab: 'header', text }
    this.around.onChange()
  }

  private showParagraph(text: string): void {
    this.around.targets.replace(() => {
      this.canvas.replaceChildren(textElement('p', text, 'reason'))
      return []
    })
  }

  /** The new picture takes the old one's place in one step, so that nothing flashes and the scroll position holds. */
  private replace(svg: SVGSVGElement, finish: () => readonly LineLink[]): void {
    const { scrollLeft, scrollTop } = this.canvas
    this.around.targets.replace(() => {
      this.canvas.replaceChildren(svg)
      const links = finish()
      this.around.viewport.apply()
      return links
    })
    this.canvas.scrollTo(this.earlier?.left ?? scrollLeft, this.earlier?.top ?? scrollTop)
    if (this.earlier?.top !== undefined) this.marked = this.cursor
    this.earlier = undefined
  }

  /**
   * Marks what stands on the cursor's line or is brought by it, and the states after it; scrolls there when the cursor
   * has moved.
   */
  private mark(): void {
    const isAtCursor = (line: number | undefined) =>
      line !== undefined && this.lineInText(line) === this.cursor
    const first = this.around.targets.mark(({ line, usedAt }) => isAtCursor(line) || isAtCursor(usedAt))
    if (this.svg && this.tab === 'state' && this.trace) markStates(this.svg, this.trace.drawn.current)
    if (first && this.marked !== this.cursor)
      first.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (first) this.marked = this.cursor
    this.around.onChange()
  }
}

/** Everything of a trace that its picture depends on. */
function textOf({ drawn, replay }: ShowTrace, tab: Tab): string {
  if (tab === 'state') return JSON.stringify(drawn.state)
  return JSON.stringify([drawn.sequence, drawn.findings, replay?.lines])
}
