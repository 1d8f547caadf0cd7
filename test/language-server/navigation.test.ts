import { describe, expect, test } from 'vitest'
import type { SelectionRange } from 'vscode-languageserver-protocol'
import { Editor, type OpenDocument } from './editor.ts'
import { sharedEditor } from './shared-editor.ts'

const { open } = sharedEditor()

describe('a selection grows', () => {
  const TRACE =
    'trace "a"\r\nA -> B  SYN\tseq=j+1  [A=SYN_SENT  B=LISTEN]  // why it is sent \r\nthis is no line\r\n\r\ntrace "b"\r\n'

  test.each([
    ['over a symbol, its sum, its field', 'j+1', ['j', 'j+1', 'seq=j+1']],
    [
      'over a state, its end, the claim',
      'SENT',
      ['SYN_SENT', 'A=SYN_SENT', 'A=SYN_SENT  B=LISTEN', '[A=SYN_SENT  B=LISTEN]'],
    ],
    ['over a word of a comment', 'it is', ['it']],
  ])('%s', async (_over, at, first) => {
    const document = await open(TRACE)
    const grown = texts(document, await document.selectionRanges(document.at(at)))
    const line = TRACE.split('\r\n')[1] ?? ''
    const statement = first[0] === 'j' ? ['A -> B  SYN\tseq=j+1'] : []
    const read = first[0] === 'it' ? [] : ['A -> B  SYN\tseq=j+1  [A=SYN_SENT  B=LISTEN]']
    const trace = TRACE.slice(0, TRACE.indexOf('\r\n\r\n'))
    expect(grown).toEqual([...first, ...statement, ...read, line.trimEnd(), line, trace, TRACE])
  })

  test('on a line that cannot be read over its words, on an empty one over the trace', async () => {
    const document = await open(TRACE)
    expect(texts(document, await document.selectionRanges(document.at('no'))).slice(0, 2)).toEqual([
      'no',
      'this is no line',
    ])
    const empty = await document.selectionRanges({ line: 3, character: 0 })
    expect(texts(document, empty).at(-1)).toBe(TRACE)
  })

  test('beyond the end of the text over what there is', async () => {
    const document = await open('A -> B  SYN')
    const grown = await document.selectionRanges({ line: 7, character: 3 })
    expect(grown).toHaveLength(1)
  })
})

describe('what a comment, a note or a name cites is linked', () => {
  test.each([
    ['// as RFC 9293 §3.5 says', ['RFC 9293 §3.5 → rfc9293#section-3.5']],
    ['A: close  // §3.10.4', ['§3.10.4 → rfc9293#section-3.10.4']],
    ['note A "see RFC 7323, Section 2.2"', ['RFC 7323, Section 2.2 → rfc7323#section-2.2']],
    ['trace "RFC 9293 Figure 7"', ['RFC 9293 → rfc9293']],
    [
      '// RFC 7323 §4.3 and §5; RFC793',
      ['RFC 7323 §4.3 → rfc7323#section-4.3', '§5 → rfc7323#section-5', 'RFC793 → rfc793'],
    ],
    ['// RFC 2018\n// §3.4', ['RFC 2018 → rfc2018', '§3.4 → rfc9293#section-3.4']],
    ['// RFC 5961 Appendix A', ['RFC 5961 Appendix A → rfc5961#appendix-A']],
    ['RFC793 -> B  SYN', []],
    ['// section two, appendix and §', []],
  ])('%s', async (text, expected) => {
    const document = await open(text)
    const links = await document.links()
    expect(
      links.map(
        ({ range, target }) =>
          `${document.textAt(range)} → ${target?.replace('https://www.rfc-editor.org/rfc/', '')}`,
      ),
    ).toEqual(expected)
  })
})

describe('symbols of the workspace', () => {
  test('are the traces and fragments of every open document, by letters in order', async () => {
    await using own = await Editor.start()
    await own.open(
      'one.synfin',
      'trace "client closes first"\nA -> B  SYN\n\nfragment teardown(C, S)\nC -> S  FIN ACK\n',
    )
    const two = await own.open('two.synfin', 'broken line\ntrace "server closes"\n')
    const named = async (query: string) =>
      (await own.workspaceSymbols(query)).map(({ name, containerName, location }) => [
        name,
        containerName,
        'range' in location && location.range.start.line,
      ])
    expect(await named('')).toHaveLength(3)
    expect(await named('ClosFir')).toEqual([['client closes first', 'one.synfin', 0]])
    expect(await named('tdn')).toEqual([['teardown', 'one.synfin', 3]])
    await two.replace('server closes', 'renamed')
    expect(await named('renamed')).toEqual([['renamed', 'two.synfin', 1]])
    await two.close()
    expect(await named('renamed')).toEqual([])
  })
})

/** The texts of the ranges, from the innermost to the outermost. */
function texts(document: OpenDocument, [innermost]: readonly SelectionRange[]): readonly string[] {
  const found: string[] = []
  for (let each = innermost; each !== undefined; each = each.parent) found.push(document.textAt(each.range))
  return found
}
