import type { Tab } from './webview/messages.ts'

/** What to call the file of a diagram: the trace's name without what a file system may not take. */
export function fileName(trace: string, tab: Tab, ending: string): string {
  const words = trace
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80)
  const kind = tab === 'sequence' ? '' : tab === 'state' ? '-states' : '-header'
  return `${words || 'trace'}${kind}.${ending}`
}

/** Mermaid text as a Markdown code block; no line of it can end the block, which would need a backtick. */
export function markdownBlock(mermaid: string): string {
  return `\`\`\`mermaid\n${mermaid}\`\`\`\n`
}
