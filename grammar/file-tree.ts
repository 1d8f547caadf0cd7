import { AstUtils, CstNodeBuilder, RootCstNodeImpl } from 'langium'
import type { File, Statement } from './generated/ast.ts'

/** The tree of a file whose statements are parsed when somebody first asks for them. */
export function fileTree(text: string, parseStatements: () => readonly Statement[]): File {
  const root = new RootCstNodeImpl(text)
  let elements: Statement[] | undefined
  const file: File = {
    $type: 'File',
    $cstNode: root,
    get elements() {
      if (!elements) {
        elements = [...parseStatements()]
        adopt(root, elements)
        AstUtils.linkContentToContainer(file)
      }
      return elements
    },
  }
  root.astNode = file
  return file
}

/** Each statement was parsed alone and has a root of its own, which becomes a branch of the file's. */
function adopt(root: RootCstNodeImpl, statements: readonly Statement[]): void {
  const builder = new CstNodeBuilder()
  for (const { $cstNode } of statements) if ($cstNode) builder.appendChild(root, $cstNode)
}
