import type { Span, Word } from '@synfin/trace'
import type { AstNode } from 'langium'
import { Shared } from './shared.ts'

/** Where a node stands on its line. The parser reads lines one by one, so a node's offset is its column less one. */
export function spanOf(node: AstNode): Span {
  const cst = node.$cstNode
  return spanBetween((cst?.offset ?? 0) + 1, (cst?.end ?? 0) + 1)
}

const COLUMNS = 256
const spans = new Shared<number, Span>()

/** Columns of a line. */
export function spanBetween(start: number, end: number): Span {
  const make = () => ({ start, end })
  return end < COLUMNS ? spans.of(start * COLUMNS + end, make) : make()
}

/** A node's text as written. */
export function textOf(node: AstNode): string {
  return node.$cstNode?.text ?? ''
}

const LONGEST_SHARED = 16
const words = new Shared<string, Word>()

/** A node that is one word. */
export function wordOf(node: AstNode & { readonly text: string }): Word {
  const { text } = node
  const span = spanOf(node)
  const make = () => ({ text, span })
  return text.length <= LONGEST_SHARED ? words.of(`${span.start} ${text}`, make) : make()
}

export function optionalWord(node: (AstNode & { readonly text: string }) | undefined): Word | undefined {
  return node && wordOf(node)
}

/** The text between a literal's quotes: `\"` is a quote and `\\` a backslash, any other backslash is itself. */
export function quotedWord(node: AstNode & { readonly text: string }): Word {
  return { text: node.text.slice(1, -1).replace(/\\(["\\])/g, '$1'), span: spanOf(node) }
}
