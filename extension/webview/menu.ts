/** A button that opens a menu: arrow keys, Home and End move in it, Escape and a click elsewhere close it. */
export function addMenu(button: HTMLElement, menu: HTMLElement, onChoose: (item: HTMLElement) => void): void {
  const items = () => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  const open = (isOpen: boolean) => {
    menu.hidden = !isOpen
    button.setAttribute('aria-expanded', String(isOpen))
    if (isOpen) items()[0]?.focus()
  }
  const close = () => {
    open(false)
    button.focus()
  }
  button.addEventListener('click', () => open(menu.hidden !== false))
  menu.addEventListener('click', ({ target }) => {
    const item = items().find(item => target instanceof Node && item.contains(target))
    if (item === undefined) return
    close()
    onChoose(item)
  })
  menu.addEventListener('keydown', event => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus()
    else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus()
    else if (event.key === 'Home') all[0]?.focus()
    else if (event.key === 'End') all.at(-1)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !button.contains(target)) open(false)
  })
}
