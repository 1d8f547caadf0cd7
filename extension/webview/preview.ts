import { say } from '@synfin/trace'
import { Banner } from './banner.ts'
import { fillNumbers, fillTraces } from './choices.ts'
import { remember, remembered, tell } from './editor-channel.ts'
import { speakAsPage } from './language.ts'
import { LineTargets } from './line-targets.ts'
import { addMenu } from './menu.ts'
import { NUMBERS, type NumbersShown, type ShowTrace, TABS, type ToPage } from './messages.ts'
import { byId } from './page-element.ts'
import { Picture } from './picture.ts'
import { PictureExport } from './picture-export.ts'
import { fillReplayBar } from './replay-bar.ts'
import { Search } from './search.ts'
import { Tabs } from './tabs.ts'
import { Tip } from './tip.ts'
import { Viewport } from './viewport.ts'
import { readZoom } from './zoom.ts'

speakAsPage()
const canvas = byId('canvas')
const traces = byId('traces') as HTMLSelectElement
const numbers = byId('numbers') as HTMLSelectElement
let numbersShown: NumbersShown = remembered.numbers ?? 'written'

const banner = new Banner(byId('banner'), reveal)
const tip = new Tip(byId('tip'), line => picture.detailsOf(line))
const targets = new LineTargets(canvas, tip, line => reveal(picture.lineInText(line)))
const zoomReset = byId('zoom-reset')
const fitToWidth = zoomReset.ariaLabel ?? ''
const viewport = new Viewport(canvas, readZoom(remembered.zoom), scale => {
  zoomReset.textContent = `${Math.round(scale * 100)}%`
  zoomReset.ariaLabel = `${zoomReset.textContent}: ${fitToWidth}`
  tip.hide()
  keepForNextPage()
})
const tabs = new Tabs(canvas, TABS.find(known => known === remembered.tab) ?? 'sequence', () => {
  tell({ kind: 'tab', tab: tabs.chosen })
  keepForNextPage()
  picture.turnTo(tabs.chosen)
})
const picture: Picture = new Picture(canvas, tabs.chosen, remembered, {
  banner,
  targets,
  viewport,
  onChange: () => search.refresh(),
  onDrawn: () => pictureExport.deliverOwed(),
})
const pictureExport = new PictureExport(picture, banner, () => tabs.chosen)
const search = new Search(
  byId('search'),
  {
    input: byId('search-words'),
    count: byId('search-count'),
    next: byId('search-next'),
    previous: byId('search-previous'),
    close: byId('search-close'),
  },
  () => picture.searchable(),
  () => canvas.focus(),
)

traces.addEventListener('change', () => tell({ kind: 'choose', line: Number(traces.value) }))
numbers.addEventListener('change', () => chooseNumbers(numbers.value))
byId('zoom-in').addEventListener('click', () => viewport.step(1))
byId('zoom-out').addEventListener('click', () => viewport.step(-1))
zoomReset.addEventListener('click', () => viewport.zoomTo('fit'))
byId('search-open').addEventListener('click', () => search.open())
addMenu(byId('export'), byId('export-menu'), ({ dataset: { action = '' } }) => pictureExport.choose(action))
window.addEventListener('keydown', onKey)
window.addEventListener('resize', () => picture.fitPage())
const themes = new MutationObserver(() => picture.recolour())
themes.observe(document.body, { attributeFilter: ['class', 'style'] })
themes.observe(document.documentElement, { attributeFilter: ['class', 'style'] })
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === 'cursor') picture.moveTo(data.line)
  if (data.kind === 'nothing') showReason(data.reason)
  if (data.kind === 'trace') showTrace(data)
  if (data.kind === 'picture') pictureExport.owe(data.action)
})

tell({ kind: 'ready' })
tell({ kind: 'tab', tab: tabs.chosen })
if (numbersShown !== 'written') chooseNumbers(numbersShown)

function showTrace(trace: ShowTrace): void {
  document.title = say`${trace.document}: ${trace.traces[trace.drawn.index]?.name ?? ''}`
  byId('title').textContent = document.title
  numbersShown = trace.numbers
  fillTraces(traces, trace)
  fillNumbers(numbers, trace)
  fillReplayBar(byId('replay'), trace.replay, reveal)
  picture.show(trace)
}

function showReason(reason: string): void {
  traces.hidden = true
  fillReplayBar(byId('replay'), undefined, reveal)
  picture.showReason(reason)
}

function reveal(line: number): void {
  tell({ kind: 'reveal', line })
}

function chooseNumbers(chosen: string): void {
  const known = NUMBERS.find(numbers => numbers === chosen)
  if (known === undefined) return
  numbersShown = known
  tell({ kind: 'numbers', numbers: known })
  keepForNextPage()
}

function onKey(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return
  if (event.key === 'f') search.open()
  else if (event.key === '+' || event.key === '=') viewport.step(1)
  else if (event.key === '-') viewport.step(-1)
  else if (event.key === '0') viewport.zoomTo('fit')
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** Until the first drawing stands, the page is not yet as an earlier one left it. */
function keepForNextPage(): void {
  if (!picture.stands) return
  remember({
    tab: tabs.chosen,
    zoom: viewport.zoom,
    numbers: numbersShown,
    left: canvas.scrollLeft,
    top: canvas.scrollTop,
  })
}
