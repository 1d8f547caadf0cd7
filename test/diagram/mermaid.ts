import DOMPurify from 'dompurify'
import mermaid from 'mermaid'

// Mermaid's parser asks DOMPurify for clean labels, which without a DOM cannot clean. What is tested here is what the
// grammar makes of a text, so labels come back as they are.
Object.assign(DOMPurify, { addHook: () => {}, sanitize: (text: string) => text })
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', maxTextSize: 2_000_000, maxEdges: 10_000 })

/** What Mermaid itself reads in a text: one entry for each participant, message, note, state and edge. */
export interface Reading {
  readonly participants: readonly string[]
  readonly messages: readonly string[]
  readonly notes: readonly string[]
  readonly states: readonly string[]
  readonly edges: readonly string[]
}

/** @throws what Mermaid says of a text it cannot read */
export async function readMermaid(text: string): Promise<Reading> {
  const { db } = (await mermaid.mermaidAPI.getDiagramFromText(text)) as unknown as { db: Database }
  const all = db.getMessages?.() ?? []
  const isNote = ({ placement }: Message) => placement !== undefined
  return {
    participants: [...(db.getActors?.().values() ?? [])].map(({ description }) => shown(description)),
    messages: all.filter(message => !isNote(message)).map(({ message }) => shown(message)),
    notes: all.filter(isNote).map(({ message }) => shown(message)),
    states: [...(db.getStates?.().values() ?? [])].map(({ descriptions }) => shown(descriptions.join())),
    edges: (db.getRelations?.() ?? []).map(({ relationTitle }) => shown(relationTitle ?? '')),
  }
}

/** The part of Mermaid's two databases that tells what was read. */
interface Database {
  getActors?(): ReadonlyMap<string, { readonly description: string }>
  getMessages?(): readonly Message[]
  getStates?(): ReadonlyMap<string, { readonly descriptions: readonly string[] }>
  getRelations?(): readonly { readonly relationTitle?: string }[]
}

interface Message {
  readonly message: string
  readonly placement?: number
}

/** A label as a browser shows it: Mermaid's own marks for entities, resolved. */
function shown(label: string): string {
  return label.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
}
