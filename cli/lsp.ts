import { serve } from '@synfin/language-server'
import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'

/** `synfin lsp`. The server ends the process itself, when the editor says so or goes away. */
export async function run(given: Arguments): Promise<ExitStatus> {
  if (!given.has('stdio'))
    throw new UsageError(say`the language server speaks on standard input and output: \`synfin lsp --stdio\``)
  serve()
  return new Promise(() => {})
}
