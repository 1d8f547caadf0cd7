import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const MODULES = new URL('../../node_modules/', import.meta.url)
const SPEAKERS = [
  'langium',
  'vscode-languageserver',
  'vscode-languageclient',
  'vscode-languageserver-protocol',
]

// A second copy type-checks, but an error made by one copy is no `instanceof` the other's.
test.each(['vscode-languageserver-protocol', 'vscode-jsonrpc'])(
  'everyone who speaks the protocol speaks it through one copy of %s',
  name => {
    const copies = SPEAKERS.map(speaker =>
      createRequire(new URL(`${speaker}/`, MODULES)).resolve(`${name}/node`),
    )
    expect(new Set(copies)).toHaveProperty('size', 1)
  },
)
