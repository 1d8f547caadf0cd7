import { TABS, type Tab } from './messages.ts'
import { byId } from './page-element.ts'

/** The tabs of the page: pointer and arrow keys choose which diagram it shows. */
export class Tabs {
  chosen: Tab
  private readonly panel: HTMLElement
  private readonly onChoose: () => void

  constructor(panel: HTMLElement, chosen: Tab, onChoose: () => void) {
    this.panel = panel
    this.chosen = chosen
    this.onChoose = onChoose
    for (const name of TABS) tabButton(name).addEventListener('click', () => this.choose(name))
    byId('tabs').addEventListener('keydown', event => this.key(event))
    this.mark()
  }

  private choose(name: Tab): void {
    this.chosen = name
    this.mark()
    this.onChoose()
  }

  private key({ key }: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step === undefined) return
    this.choose(TABS[(TABS.indexOf(this.chosen) + step + TABS.length) % TABS.length] ?? 'sequence')
    tabButton(this.chosen).focus()
  }

  private mark(): void {
    for (const name of TABS) {
      tabButton(name).setAttribute('aria-selected', String(name === this.chosen))
      tabButton(name).tabIndex = name === this.chosen ? 0 : -1
    }
    this.panel.setAttribute('aria-labelledby', tabButton(this.chosen).id)
  }
}

function tabButton(name: Tab): HTMLElement {
  return byId(`tab-${name}`)
}
