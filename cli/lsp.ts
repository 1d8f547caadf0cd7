import { serve } from '@synfin/language-server'
import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'

/**
 * `synfin lsp`. It speaks the language of the editor, unless `--lang` chooses one. The server ends the process itself,
 * when the editor says so or goes away.
 */
export async function run(given: Arguments): Promise<ExitStatus> {
  if (!given.has('stdio'))
    throw new UsageError(say`the language server speaks on standard input and output: \`synfin lsp --stdio\``)
  serve(given.has('lang') ? 'as chosen' : 'of the editor')
  return new Promise(() => {})
}
