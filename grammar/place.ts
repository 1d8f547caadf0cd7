import type { Span, Word } from '@synfin/trace'
import type { AstNode } from 'langium'

/** Where a node stands on its line. The parser reads lines one by one, so a node's offset is its column less one. */
export function spanOf(node: AstNode): Span {
  const cst = node.$cstNode
  return { start: (cst?.offset ?? 0) + 1, end: (cst?.end ?? 0) + 1 }
}

/** A node's text as written. */
export function textOf(node: AstNode): string {
  return node.$cstNode?.text ?? ''
}

/** A node that is one word. */
export function wordOf(node: AstNode & { readonly text: string }): Word {
  return { text: node.text, span: spanOf(node) }
}

export function optionalWord(node: (AstNode & { readonly text: string }) | undefined): Word | undefined {
  return node && wordOf(node)
}

/** The text between a literal's quotes: `\"` is a quote and `\\` a backslash, any other backslash is itself. */
export function quotedWord(node: AstNode & { readonly text: string }): Word {
  return { text: node.text.slice(1, -1).replace(/\\(["\\])/g, '$1'), span: spanOf(node) }
}
