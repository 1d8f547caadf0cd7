import { draw } from './drawing.ts'
import { linkEdges } from './edge-links.ts'
import { type LineLink, linkLines } from './line-links.ts'
import type { FromPage, ShowTrace, ToPage } from './messages.ts'
import { newestOnly } from './newest-only.ts'
import { readZoom, scaleOf, scrollToKeep, type Zoom, zoomBy } from './zoom.ts'

/** What VS Code gives a webview's page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: Remembered): void
}

/** Outlives the page, which goes whenever the preview is hidden. */
interface Remembered {
  readonly tab: Tab
  readonly zoom: Zoom
  readonly left: number
  readonly top: number
}

type Tab = 'sequence' | 'state'

const vscode = acquireVsCodeApi()
const canvas = byId('canvas')
const banner = byId('banner')
const traces = byId('traces') as HTMLSelectElement
const tabs: Readonly<Record<Tab, HTMLElement>> = { sequence: byId('tab-sequence'), state: byId('tab-state') }

const remembered = (vscode.getState() ?? {}) as Partial<Remembered>
let tab: Tab = remembered.tab === 'state' ? 'state' : 'sequence'
let zoom = readZoom(remembered.zoom)
let scale = 1
let trace: ShowTrace | undefined
let cursor = 1
let links: readonly LineLink[] = []
/** Where an earlier page was scrolled to, until the first drawing stands. */
let earlier: Partial<Remembered> | undefined = remembered

const redraw = newestOnly(async (wanted: ShowTrace) => {
  try {
    const svg = await draw(tab === 'sequence' ? wanted.sequence : wanted.state)
    replaceDrawing(svg, wanted)
    warn(undefined)
  } catch (error) {
    const kept = canvas.querySelector('svg') ? ' This is the last picture of it.' : ''
    warn(
      `The trace cannot be drawn as it stands now.${kept} (${error instanceof Error ? error.message : error})`,
    )
  }
})

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === 'cursor') {
    cursor = data.line
    highlight(true)
  }
  if (data.kind === 'nothing') showReason(data.reason)
  if (data.kind === 'trace') showTrace(data)
})

for (const name of ['sequence', 'state'] as const) tabs[name].addEventListener('click', () => choose(name))
byId('tabs').addEventListener('keydown', event => {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  choose(tab === 'sequence' ? 'state' : 'sequence')
  tabs[tab].focus()
})
traces.addEventListener('change', () => vscode.postMessage({ kind: 'choose', line: Number(traces.value) }))
byId('zoom-in').addEventListener('click', () => zoomTo(zoomBy(scale, 1)))
byId('zoom-out').addEventListener('click', () => zoomTo(zoomBy(scale, -1)))
byId('zoom-reset').addEventListener('click', () => zoomTo('fit'))
canvas.addEventListener('click', event => revealTarget(event.target))
canvas.addEventListener('keydown', onKey)
canvas.addEventListener('wheel', onWheel, { passive: false })
canvas.addEventListener('scroll', remember, { passive: true })
window.addEventListener('resize', () => applyZoom())
new MutationObserver(() => trace && redraw(trace)).observe(document.body, { attributeFilter: ['class'] })

markTabs()
vscode.postMessage({ kind: 'ready' })

function showTrace(wanted: ShowTrace): void {
  const isDrawn = trace !== undefined && pictureOf(wanted) === pictureOf(trace)
  trace = wanted
  cursor = wanted.cursor
  document.title = `${wanted.document}: ${wanted.traces[wanted.chosen]?.name ?? ''}`
  traces.hidden = wanted.traces.length < 2
  traces.replaceChildren(
    ...wanted.traces.map(({ name, line }, index) => {
      const option = document.createElement('option')
      option.value = String(line)
      option.textContent = name
      option.selected = index === wanted.chosen
      return option
    }),
  )
  if (isDrawn) highlight(true)
  else redraw(wanted)
}

/** Everything of a trace that its picture depends on. */
function pictureOf({ sequence, state, messageLines, noteLines }: ShowTrace): string {
  return JSON.stringify([sequence, state, messageLines, noteLines])
}

function showReason(reason: string): void {
  trace = undefined
  links = []
  traces.hidden = true
  warn(undefined)
  const paragraph = document.createElement('p')
  paragraph.className = 'reason'
  paragraph.textContent = reason
  canvas.replaceChildren(paragraph)
}

/** The new picture takes the old one's place in one step, so that nothing flashes and the scroll position holds. */
function replaceDrawing(svg: SVGSVGElement, drawn: ShowTrace): void {
  if (trace === undefined) return
  const focused = links.findIndex(({ element }) => element === document.activeElement)
  canvas.replaceChildren(svg)
  applyZoom()
  links = tab === 'sequence' ? linkLines(svg, drawn.messageLines, drawn.noteLines) : linkEdges(svg)
  links[0]?.element.setAttribute('tabindex', '0')
  if (focused >= 0) focusLink(links[focused])
  highlight(false)
  if (earlier) canvas.scrollTo(earlier.left ?? 0, earlier.top ?? 0)
  earlier = undefined
}

function warn(message: string | undefined): void {
  banner.hidden = message === undefined
  banner.textContent = message ?? ''
}

function choose(chosen: Tab): void {
  tab = chosen
  markTabs()
  remember()
  if (trace) redraw(trace)
}

function markTabs(): void {
  for (const [name, element] of Object.entries(tabs)) {
    element.setAttribute('aria-selected', String(name === tab))
    element.tabIndex = name === tab ? 0 : -1
  }
  canvas.setAttribute('aria-labelledby', tabs[tab].id)
}

/** Marks the messages and notes of the cursor's line. */
function highlight(scroll: boolean): void {
  for (const { element, line } of links) element.classList.toggle('current', line === cursor)
  const first = links.find(({ line }) => line === cursor)
  if (scroll) first?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

function revealTarget(target: EventTarget | null): void {
  const link = links.find(({ element }) => target instanceof Node && element.contains(target))
  if (link) vscode.postMessage({ kind: 'reveal', line: link.line })
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey) {
    if (event.key === '+' || event.key === '=') zoomTo(zoomBy(scale, 1))
    else if (event.key === '-') zoomTo(zoomBy(scale, -1))
    else if (event.key === '0') zoomTo('fit')
    else return
    event.preventDefault()
    return
  }
  const at = links.findIndex(({ element }) => element === event.target)
  if (event.key === 'Enter' || event.key === ' ') revealTarget(event.target)
  else if (event.key === 'ArrowDown' && at >= 0) focusLink(links[at + 1])
  else if (event.key === 'ArrowUp' && at >= 0) focusLink(links[at - 1])
  else return
  if (at >= 0) event.preventDefault()
}

/** One stop for the Tab key; the arrow keys go from message to message. */
function focusLink(link: LineLink | undefined): void {
  if (!link) return
  for (const { element } of links) element.setAttribute('tabindex', '-1')
  link.element.setAttribute('tabindex', '0')
  link.element.focus()
}

function onWheel(event: WheelEvent): void {
  if (!event.ctrlKey && !event.metaKey) return
  event.preventDefault()
  const before = scale
  const { left, top } = canvas.getBoundingClientRect()
  zoomTo(zoomBy(scale, -Math.sign(event.deltaY)))
  const ratio = scale / before
  canvas.scrollTo(
    scrollToKeep(canvas.scrollLeft, event.clientX - left, ratio),
    scrollToKeep(canvas.scrollTop, event.clientY - top, ratio),
  )
}

function zoomTo(wanted: Zoom): void {
  zoom = wanted
  applyZoom()
  remember()
}

function applyZoom(): void {
  const svg = canvas.querySelector('svg')
  if (!svg) return
  const width = Number(svg.dataset.width)
  scale = scaleOf(zoom, width, canvas.clientWidth - 2)
  svg.setAttribute('width', String(width * scale))
  svg.setAttribute('height', String(Number(svg.dataset.height) * scale))
  byId('zoom-reset').textContent = `${Math.round(scale * 100)}%`
}

function remember(): void {
  if (!earlier) vscode.setState({ tab, zoom, left: canvas.scrollLeft, top: canvas.scrollTop })
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no ${id}`)
  return element
}
