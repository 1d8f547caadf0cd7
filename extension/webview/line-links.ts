import { say } from '@synfin/trace'

/** A part of the picture that stands for a line of the trace. */
export interface LineLink {
  /** Counted from 1. */
  readonly line: number
  readonly element: SVGElement
  /** What it says, for a reader who hears the page, for the search and for the tip. */
  readonly words: string
}

/** Makes an element a target for pointer and keyboard that says what it is. */
export function linkTo(element: SVGElement, line: number, words: string): LineLink {
  element.classList.add('target')
  element.setAttribute('role', 'button')
  element.setAttribute('tabindex', '-1')
  element.setAttribute('aria-label', say`Line ${line}: ${words}`)
  return { line, element, words }
}

/** The texts of an element, for what has no words of its own. */
export function wordsOf(texts: Iterable<Element>): string {
  return [...texts]
    .map(text => text.textContent?.trim() ?? '')
    .filter(text => text !== '')
    .join(', ')
}
