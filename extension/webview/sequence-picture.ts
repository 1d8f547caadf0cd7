import type { DrawnTrace, TraceFinding } from '@synfin/language-server/protocol'
import { say } from '@synfin/trace'
import { drawBeside } from './beside-states.ts'
import { type DrawnMessage, drawFlights } from './flights.ts'
import { type LineLink, linkTo, wordsOf } from './line-links.ts'
import type { PlayedLine } from './messages.ts'
import { markPlayed } from './played-marks.ts'
import { fitViewBox, svgElement } from './svg.ts'

type Row = DrawnTrace['sequence']['rows'][number]

/**
 * Finishes a sequence diagram: writes the states beside its arrows, draws the ways of segments that the network keeps,
 * marks what a replay found, and makes every message and note a target.
 *
 * Mermaid marks messages and notes but not their texts: those of a message are the ones drawn just before its arrow.
 * The diagram must be in the document, because a hidden one has no measures.
 */
export function finishSequence(
  svg: SVGSVGElement,
  { sequence, findings }: DrawnTrace,
  played: readonly PlayedLine[],
): readonly LineLink[] {
  const messages = drawnMessages(
    svg,
    sequence.rows.filter(row => row.kind === 'message'),
  )
  const notes = drawnNotes(
    svg,
    sequence.rows.filter(row => row.kind === 'note'),
  )
  const found = Map.groupBy(findings, ({ line }) => line)
  const links = [
    ...messages.map(message => linkMessage(message, found.get(message.row.line))),
    ...notes.map(({ row, note }) => linkNote(row, note, found.get(row.line))),
  ]
  drawFlights(svg, messages)
  drawBeside(svg, sequence.initial, messages)
  markPlayed(svg, messages, notes, played)
  fitViewBox(svg, 12)
  return inOrder(links)
}

function drawnMessages(
  svg: SVGSVGElement,
  rows: readonly (Row & { kind: 'message' })[],
): readonly DrawnMessage[] {
  const messages: DrawnMessage[] = []
  let texts: SVGTextElement[] = []
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('text.messageText, [data-et="message"]')) {
    if (element instanceof SVGTextElement) {
      texts.push(element)
      continue
    }
    const row = rows[messages.length]
    if (row === undefined) break
    messages.push({ row, arrow: element, texts })
    texts = []
  }
  return messages
}

function drawnNotes(svg: SVGSVGElement, rows: readonly Row[]) {
  return [...svg.querySelectorAll<SVGGElement>('g[data-et="note"]')].flatMap((note, index) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, note }]
  })
}

function linkMessage({ row, arrow, texts }: DrawnMessage, findings: readonly TraceFinding[] = []): LineLink {
  for (const text of texts) colourSign(text)
  const target = targetUnder([...texts, arrow])
  const first = texts[0] ?? arrow
  first.before(target)
  const link = linkTo(target, row.line, row.words, [...stateWords(row), ...findings.map(spokenFinding)])
  return { ...link, usedAt: row.usedAt }
}

function stateWords({ states }: DrawnMessage['row']): readonly string[] {
  return states === undefined ? [] : [say`then ${states.map(({ state }) => state).join(say` and `)}`]
}

function linkNote(row: Row, note: SVGGElement, findings: readonly TraceFinding[] = []): LineLink {
  const texts = [...note.querySelectorAll('text')]
  for (const text of texts) colourSign(text)
  const link = linkTo(note, row.line, row.words ?? wordsOf(texts), findings.map(spokenFinding))
  return { ...link, usedAt: row.usedAt }
}

/** A finding in words. */
function spokenFinding({ severity, code, message }: TraceFinding): string {
  const finding = say`${code}: ${message}`
  return {
    error: () => say`error ${finding}`,
    warning: () => say`warning ${finding}`,
    info: () => say`info ${finding}`,
  }[severity]()
}

/** An invisible area behind a message's arrow and texts, that can be hit, focused and highlighted. */
function targetUnder(parts: readonly SVGGraphicsElement[]): SVGElement {
  const boxes = parts.map(part => part.getBBox())
  const left = Math.min(...boxes.map(box => box.x)) - 4
  const top = Math.min(...boxes.map(box => box.y)) - 4
  const right = Math.max(...boxes.map(box => box.x + box.width)) + 4
  const bottom = Math.max(...boxes.map(box => box.y + box.height)) + 6
  return svgElement('rect', {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    rx: 4,
    fill: 'transparent',
    stroke: 'none',
  })
}

/** Findings carry a sign; here they get a colour too. */
function colourSign(text: SVGTextElement): void {
  const words = text.textContent ?? ''
  if (words.includes('✖')) text.classList.add('error')
  else if (words.includes('⚠')) text.classList.add('warning')
}

function inOrder(links: readonly LineLink[]): readonly LineLink[] {
  const placed = links.map(link => ({ link, top: link.element.getBoundingClientRect().top }))
  return placed.sort((one, other) => one.top - other.top).map(({ link }) => link)
}
