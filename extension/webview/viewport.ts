import { scaleOf, scrollToKeep, type Zoom, zoomBy } from './zoom.ts'

/** The pane that a picture is looked at through: how large it is shown, and which part. */
export class Viewport {
  zoom: Zoom
  private scale = 1
  private readonly pane: HTMLElement
  private readonly onChange: (scale: number) => void

  constructor(pane: HTMLElement, zoom: Zoom, onChange: (scale: number) => void) {
    this.pane = pane
    this.zoom = zoom
    this.onChange = onChange
    pane.addEventListener('wheel', event => this.wheel(event), { passive: false })
    pane.addEventListener('pointerdown', event => this.grab(event))
    pane.addEventListener('scroll', () => onChange(this.scale), { passive: true })
    window.addEventListener('resize', () => this.apply())
  }

  zoomTo(zoom: Zoom): void {
    this.zoom = zoom
    this.apply()
  }

  /** A step in or out, with what is in the middle staying there. */
  step(steps: number): void {
    const { left, top, width, height } = this.pane.getBoundingClientRect()
    this.zoomAround(zoomBy(this.scale, steps), left + width / 2, top + height / 2)
  }

  /** Gives the picture its size; to be called whenever there is another one. */
  apply(): void {
    const svg = this.pane.querySelector('svg')
    if (!svg) return
    const { width, height } = svg.viewBox.baseVal
    this.scale = scaleOf(this.zoom, width, this.pane.clientWidth - 2)
    svg.setAttribute('width', String(width * this.scale))
    svg.setAttribute('height', String(height * this.scale))
    this.onChange(this.scale)
  }

  private zoomAround(zoom: number, x: number, y: number): void {
    const before = this.scale
    const { left, top } = this.pane.getBoundingClientRect()
    const { scrollLeft, scrollTop } = this.pane
    this.zoomTo(zoom)
    const ratio = this.scale / before
    this.pane.scrollTo(scrollToKeep(scrollLeft, x - left, ratio), scrollToKeep(scrollTop, y - top, ratio))
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.zoomAround(zoomBy(this.scale, -Math.sign(event.deltaY)), event.clientX, event.clientY)
  }

  /** Drags the picture along with the pointer; a press that does not move stays a click. */
  private grab(down: PointerEvent): void {
    if (down.button > 1 || down.pointerType === 'touch' || isOnScrollbar(this.pane, down)) return
    const { scrollLeft, scrollTop } = this.pane
    let isDragged = false
    const move = (event: PointerEvent) => {
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY]
      if (!isDragged && Math.hypot(x, y) < DRAG) return
      isDragged = true
      this.pane.classList.add('dragged')
      this.pane.scrollTo(scrollLeft - x, scrollTop - y)
    }
    const end = () => {
      window.removeEventListener('pointermove', move)
      this.pane.classList.remove('dragged')
      if (isDragged) window.addEventListener('click', swallow, { capture: true, once: true })
      // A drag that ends outside the page brings no click to swallow.
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end, { once: true })
    window.addEventListener('pointercancel', end, { once: true })
  }
}

/** CSS pixels that a pointer moves before it drags. */
const DRAG = 4

function swallow(event: Event): void {
  event.stopPropagation()
  event.preventDefault()
}

function isOnScrollbar(pane: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { left, top } = pane.getBoundingClientRect()
  return clientX - left > pane.clientWidth || clientY - top > pane.clientHeight
}
