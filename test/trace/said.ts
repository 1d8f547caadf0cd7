import { parseSync, Visitor } from 'vite'
import { keyOf } from '../../trace/say.ts'

/** The texts that a source says: by the tag `say`, or by `translated` where the text stands there itself. */
export function saidIn(source: string): readonly string[] {
  const keys: string[] = []
  const visitor = new Visitor({
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type === 'Identifier' && tag.name === 'say')
        keys.push(keyOf(quasi.quasis.map(({ value }) => value.cooked ?? '')))
    },
    CallExpression: ({ callee, arguments: [text] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'translated') return
      if (text?.type === 'Literal' && typeof text.value === 'string') keys.push(text.value)
    },
  })
  visitor.visit(parseSync('source.ts', source).program)
  return keys
}
