import { expect, test } from 'vitest'
import { fileName, markdownBlock } from '../../extension/diagram-file.ts'

test.each`
  trace                    | tab           | name
  ${'client closes first'} | ${'sequence'} | ${'client-closes-first.svg'}
  ${'Größe 漢字'}          | ${'state'}    | ${'Größe-漢字-states.svg'}
  ${'../../etc/passwd'}    | ${'header'}   | ${'etc-passwd-header.svg'}
  ${'a\u202E/b\0'}         | ${'sequence'} | ${'a-b.svg'}
  ${'…'}                   | ${'sequence'} | ${'trace.svg'}
`('the diagram of $trace ($tab) is called $name', ({ trace, tab, name }) => {
  expect(fileName(trace, tab, 'svg')).toBe(name)
})

test('a Markdown block holds the text as Mermaid reads it', () => {
  expect(markdownBlock('packet\n+16: "Source Port"\n')).toBe('```mermaid\npacket\n+16: "Source Port"\n```\n')
})
