import { say } from '@synfin/trace'

/** A part of the picture that stands for a line of the trace. */
export interface LineLink {
  /** Counted from 1. */
  readonly line: number
  /** The line of the `use` that brings it, where it stands in a fragment. */
  readonly usedAt?: number | undefined
  readonly element: SVGElement
  /** What it says, for the tip. */
  readonly said: string
  /** The same and what there is to say of it, for a reader who hears the page and for the search. */
  readonly words: string
}

/** Makes an element a target for pointer and keyboard that says what it is. */
export function linkTo(
  element: SVGElement,
  line: number,
  said: string,
  more: readonly string[] = [],
): LineLink {
  const words = [said, ...more].join(say`; `)
  element.classList.add('target')
  element.setAttribute('role', 'button')
  element.setAttribute('tabindex', '-1')
  element.setAttribute('aria-label', say`Line ${line}: ${words}`)
  for (const part of element.children) part.setAttribute('aria-hidden', 'true')
  return { line, element, said, words }
}

/** The texts of an element, for what has no words of its own. */
export function wordsOf(texts: Iterable<Element>): string {
  return [...texts]
    .map(text => text.textContent?.trim() ?? '')
    .filter(text => text !== '')
    .join(', ')
}
