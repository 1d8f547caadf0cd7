/**
 * An element of the preview's page.
 *
 * @throws where the page has none of that name
 */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no ${id}`)
  return element
}
