import { setTimeout } from 'node:timers/promises'
import * as vscode from 'vscode'

/** What takes less needs no notification, which would only flash. */
const PATIENCE_MILLISECONDS = 400

/** Does some work, and where that takes its time shows a notification by which the reader can cancel it. */
export async function withLateProgress<Value>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<Value>,
): Promise<Value> {
  const cancellation = new vscode.CancellationTokenSource()
  const working = work(cancellation.token)
  const settled = working.then(
    () => true,
    () => true,
  )
  try {
    if (!(await Promise.race([settled, setTimeout(PATIENCE_MILLISECONDS, false)])))
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (_, token) => {
          token.onCancellationRequested(() => cancellation.cancel())
          await settled
        },
      )
    return await working
  } finally {
    cancellation.dispose()
  }
}
