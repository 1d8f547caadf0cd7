import { say } from '@synfin/trace'
import { Banner } from './banner.ts'
import { fillNumbers, fillTraces } from './choices.ts'
import { draw } from './drawing.ts'
import { bitWidthIn, finishHeader, headerTable } from './header-picture.ts'
import { brokenLine, drawnFrom, isSameTrace, lineNow } from './kept-picture.ts'
import { speakAsPage } from './language.ts'
import type { LineLink } from './line-links.ts'
import { addMenu } from './menu.ts'
import {
  type FromPage,
  NUMBERS,
  type NumbersShown,
  PICTURE_ACTIONS,
  type PictureAction,
  type ShowTrace,
  TABS,
  type Tab,
  type TextAction,
  type ToPage,
} from './messages.ts'
import { newestOnly } from './newest-only.ts'
import { copyPng, pngFile, svgFile } from './picture-file.ts'
import { fillReplayBar } from './replay-bar.ts'
import { Search, type Searchable } from './search.ts'
import { finishSequence } from './sequence-picture.ts'
import { finishStates, markStates } from './state-picture.ts'
import { textElement } from './text-element.ts'
import { palette } from './theme.ts'
import { Tip } from './tip.ts'
import { Viewport } from './viewport.ts'
import { readZoom, type Zoom } from './zoom.ts'

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
  readonly numbers: NumbersShown
  readonly left: number
  readonly top: number
}

const vscode = acquireVsCodeApi()
speakAsPage()
const canvas = byId('canvas')
const banner = new Banner(byId('banner'), line => vscode.postMessage({ kind: 'reveal', line }))
const traces = byId('traces') as HTMLSelectElement
const numbers = byId('numbers') as HTMLSelectElement

const remembered = (vscode.getState() ?? {}) as Partial<Remembered>
let tab: Tab = TABS.find(known => known === remembered.tab) ?? 'sequence'
let trace: ShowTrace | undefined
/** What the picture in the page was drawn from, and by which tab. */
let pictured: { readonly trace: ShowTrace; readonly tab: Tab; readonly text: string } | undefined
let cursor = 1
/** The line that was last scrolled to: a picture that is drawn anew for the same line stays where it is. */
let marked: number | undefined
let links: readonly LineLink[] = []
let colours = palette(document.body)
/** Where an earlier page was scrolled to, until the first drawing stands. */
let earlier: Partial<Remembered> | undefined = remembered
/** Pictures that were asked for while one was being drawn. */
let owed: readonly PictureAction[] = []

const viewport = new Viewport(canvas, readZoom(remembered.zoom), scale => {
  byId('zoom-reset').textContent = `${Math.round(scale * 100)}%`
  tip.hide()
  remember()
})
const tip = new Tip(byId('tip'), line => ({
  findings: trace?.drawn.findings.filter(finding => finding.line === line) ?? [],
  played: trace?.replay?.lines.find(played => played.line === line),
}))
const search = new Search(
  byId('search'),
  {
    input: byId('search-words'),
    count: byId('search-count'),
    next: byId('search-next'),
    previous: byId('search-previous'),
    close: byId('search-close'),
  },
  searchable,
  () => canvas.focus(),
)

const redraw = newestOnly(async (wanted: ShowTrace) => {
  canvas.setAttribute('aria-busy', 'true')
  try {
    await drawTrace(wanted)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    banner.show(
      canvas.querySelector('svg')
        ? say`The trace cannot be drawn as it stands now. This is the last picture of it. (${reason})`
        : say`The trace cannot be drawn as it stands now. (${reason})`,
    )
  }
  const asked = owed
  owed = []
  for (const action of asked) await deliver(action)
  canvas.setAttribute('aria-busy', 'false')
})

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === 'cursor') moveTo(data.line)
  if (data.kind === 'nothing') showReason(data.reason)
  if (data.kind === 'trace') showTrace(data)
  if (data.kind === 'picture') {
    owed = [...owed, data.action]
    if (trace) redraw(trace)
  }
})

for (const name of TABS) tabButton(name).addEventListener('click', () => choose(name))
byId('tabs').addEventListener('keydown', event => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (step === undefined) return
  choose(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? 'sequence')
  tabButton(tab).focus()
})
traces.addEventListener('change', () => vscode.postMessage({ kind: 'choose', line: Number(traces.value) }))
numbers.addEventListener('change', () => chooseNumbers(numbers.value))
byId('zoom-in').addEventListener('click', () => viewport.step(1))
byId('zoom-out').addEventListener('click', () => viewport.step(-1))
byId('zoom-reset').addEventListener('click', () => viewport.zoomTo('fit'))
byId('search-open').addEventListener('click', () => search.open())
addMenu(byId('export'), byId('export-menu'), ({ dataset: { action = '' } }) => exportAs(action))
canvas.addEventListener('click', event => revealTarget(event.target))
canvas.addEventListener('keydown', onKey)
for (const kind of ['pointerover', 'focusin'] as const)
  canvas.addEventListener(kind, ({ target }) => {
    const link = linkAt(target)
    if (link) tip.show(link)
    else tip.hide()
  })
for (const kind of ['pointerleave', 'focusout'] as const) canvas.addEventListener(kind, () => tip.hide())
window.addEventListener('keydown', onPageKey)
window.addEventListener('resize', () => {
  if (tab === 'header' && trace) redraw(trace)
})
const themes = new MutationObserver(() => {
  const now = palette(document.body)
  if (JSON.stringify(now) === JSON.stringify(colours)) return
  colours = now
  pictured = undefined
  if (trace) redraw(trace)
})
themes.observe(document.body, { attributeFilter: ['class', 'style'] })
themes.observe(document.documentElement, { attributeFilter: ['class', 'style'] })

markTabs()
vscode.postMessage({ kind: 'ready' })
vscode.postMessage({ kind: 'tab', tab })
if (remembered.numbers !== undefined && remembered.numbers !== 'written') chooseNumbers(remembered.numbers)

function showTrace(wanted: ShowTrace): void {
  trace = wanted
  cursor = wanted.cursor
  document.title = say`${wanted.document}: ${wanted.traces[wanted.drawn.index]?.name ?? ''}`
  fillTraces(traces, wanted)
  fillNumbers(numbers, wanted)
  fillReplayBar(byId('replay'), wanted.replay, line => vscode.postMessage({ kind: 'reveal', line }))
  redraw(wanted)
}

/** Draws what is new, and only marks anew where the picture would be the same. */
async function drawTrace(wanted: ShowTrace): Promise<void> {
  if (tab === 'header') return drawHeader(wanted)
  const broken = brokenLine(wanted)
  const isKept =
    broken !== undefined &&
    pictured?.tab === tab &&
    brokenLine(pictured.trace) === undefined &&
    isSameTrace(drawnFrom(pictured.trace), drawnFrom(wanted))
  banner.show(isKept ? broken : undefined)
  const text = textOf(wanted, tab)
  if (!isKept && (pictured?.tab !== tab || pictured.text !== text)) {
    const svg = await draw(tab === 'state' ? wanted.drawn.state.text : wanted.drawn.sequence.text, colours)
    if (trace === undefined) return
    const shownBy = tab
    replaceDrawing(svg, () =>
      shownBy === 'state'
        ? finishStates(svg, wanted.drawn.state)
        : finishSequence(svg, wanted.drawn, wanted.replay?.lines ?? []),
    )
    pictured = { trace: wanted, tab, text }
  } else if (!isKept && pictured) pictured = { ...pictured, trace: wanted }
  mark()
}

/** Everything of a trace that its picture depends on. */
function textOf({ drawn, replay }: ShowTrace, tab: Tab): string {
  if (tab === 'state') return JSON.stringify(drawn.state)
  return JSON.stringify([drawn.sequence, drawn.findings, replay?.lines])
}

async function drawHeader({ drawn: { header } }: ShowTrace): Promise<void> {
  banner.show(undefined)
  const bitWidth = bitWidthIn(canvas.clientWidth)
  const text = JSON.stringify([header, bitWidth])
  if (pictured?.tab === 'header' && pictured.text === text) return
  if (!('text' in header)) showParagraph(header.without)
  else {
    const svg = await draw(header.text, colours, bitWidth)
    if (trace === undefined || tab !== 'header') return
    replaceDrawing(svg, () => {
      finishHeader(svg, header)
      return []
    })
    canvas.append(headerTable(header))
  }
  if (trace) pictured = { trace, tab: 'header', text }
  search.refresh()
}

function showReason(reason: string): void {
  trace = undefined
  pictured = undefined
  traces.hidden = true
  banner.show(undefined)
  fillReplayBar(byId('replay'), undefined, () => {})
  showParagraph(reason)
}

function showParagraph(text: string): void {
  links = []
  tip.hide()
  canvas.replaceChildren(textElement('p', text, 'reason'))
}

/** The new picture takes the old one's place in one step, so that nothing flashes and the scroll position holds. */
function replaceDrawing(svg: SVGSVGElement, finish: () => readonly LineLink[]): void {
  const focused = links.findIndex(({ element }) => element === document.activeElement)
  const { scrollLeft, scrollTop } = canvas
  tip.hide()
  canvas.replaceChildren(svg)
  links = finish()
  viewport.apply()
  links[0]?.element.setAttribute('tabindex', '0')
  if (focused >= 0) focusLink(links[focused])
  canvas.scrollTo(earlier?.left ?? scrollLeft, earlier?.top ?? scrollTop)
  if (earlier?.top !== undefined) marked = cursor
  earlier = undefined
}

function choose(chosen: Tab): void {
  tab = chosen
  marked = undefined
  markTabs()
  vscode.postMessage({ kind: 'tab', tab })
  remember()
  if (trace) redraw(trace)
}

function chooseNumbers(chosen: string): void {
  const known = NUMBERS.find(numbers => numbers === chosen)
  if (known === undefined) return
  vscode.postMessage({ kind: 'numbers', numbers: known })
  remember(known)
}

function markTabs(): void {
  for (const name of TABS) {
    tabButton(name).setAttribute('aria-selected', String(name === tab))
    tabButton(name).tabIndex = name === tab ? 0 : -1
  }
  canvas.setAttribute('aria-labelledby', tabButton(tab).id)
}

function moveTo(line: number): void {
  cursor = line
  mark()
}

/** Marks what stands on the cursor's line, and the states after it; scrolls there when the cursor has moved. */
function mark(): void {
  const current = links.filter(link => lineOf(link) === cursor)
  for (const link of links) link.element.classList.toggle('current', current.includes(link))
  const svg = canvas.querySelector('svg')
  if (svg && tab === 'state' && trace) markStates(svg, trace.drawn.current)
  const [first] = current
  if (first && marked !== cursor) first.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  if (first) marked = cursor
  search.refresh()
}

/** Where a link's line stands in the text as it is now, which may be newer than the picture. */
function lineOf({ line }: Pick<LineLink, 'line'>): number {
  if (trace === undefined || pictured === undefined || pictured.trace === trace) return line
  return lineNow(line, drawnFrom(pictured.trace), drawnFrom(trace), brokenLine(trace))
}

function linkAt(target: EventTarget | null): LineLink | undefined {
  return links.find(({ element }) => target instanceof Node && element.contains(target))
}

function revealTarget(target: EventTarget | null): void {
  const state = target instanceof Element && target.closest<SVGElement>('[data-line]')
  const link = linkAt(target) ?? (state ? { line: Number(state.dataset.line) } : undefined)
  if (link) vscode.postMessage({ kind: 'reveal', line: lineOf(link) })
}

function onPageKey(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return
  if (event.key === 'f') search.open()
  else if (event.key === '+' || event.key === '=') viewport.step(1)
  else if (event.key === '-') viewport.step(-1)
  else if (event.key === '0') viewport.zoomTo('fit')
  else return
  event.preventDefault()
  event.stopPropagation()
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const at = links.findIndex(({ element }) => element === event.target)
  if (event.key === 'Escape') tip.hide()
  else if (at < 0) return
  else if (event.key === 'Enter' || event.key === ' ') revealTarget(event.target)
  else if (event.key === 'ArrowDown') focusLink(links[at + 1])
  else if (event.key === 'ArrowUp') focusLink(links[at - 1])
  else if (event.key === 'Home') focusLink(links[0])
  else if (event.key === 'End') focusLink(links.at(-1))
  else return
  event.preventDefault()
}

/** One stop for the Tab key; the arrow keys go from message to message. */
function focusLink(link: LineLink | undefined): void {
  if (!link) return
  for (const { element } of links) element.setAttribute('tabindex', '-1')
  link.element.setAttribute('tabindex', '0')
  link.element.focus()
}

function searchable(): readonly Searchable[] {
  const rows = [...canvas.querySelectorAll('td')].map(element => ({
    element,
    words: element.textContent ?? '',
  }))
  return [...links, ...rows]
}

function exportAs(action: string): void {
  const picture = PICTURE_ACTIONS.find(known => known === action)
  if (picture !== undefined) void deliver(picture)
  else if (action === 'copy-png') void copyPicture()
  else vscode.postMessage({ kind: 'text', action: action as TextAction, tab })
}

async function deliver(action: PictureAction): Promise<void> {
  await withPicture(async svg => {
    const data =
      action === 'save-png'
        ? (await pngFile(svg, colours.background)).toDataURL('image/png').replace(/^.*,/, '')
        : svgFile(svg, colours.background)
    vscode.postMessage({ kind: 'picture', action, tab, data })
  })
}

async function copyPicture(): Promise<void> {
  await withPicture(async svg => copyPng(await pngFile(svg, colours.background)))
}

async function withPicture(use: (svg: SVGSVGElement) => Promise<void>): Promise<void> {
  const svg = canvas.querySelector('svg')
  try {
    if (svg === null) throw new Error(say`there is no picture here`)
    await use(svg)
  } catch (error) {
    banner.show(
      say`The picture cannot be exported: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function remember(chosen?: NumbersShown): void {
  if (earlier) return
  const shownNumbers = chosen ?? trace?.numbers ?? remembered.numbers ?? 'written'
  vscode.setState({
    tab,
    zoom: viewport.zoom,
    numbers: shownNumbers,
    left: canvas.scrollLeft,
    top: canvas.scrollTop,
  })
}

function tabButton(name: Tab): HTMLElement {
  return byId(`tab-${name}`)
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no ${id}`)
  return element
}
