import * as vscode from 'vscode'

/** Waits for a promise, but no longer than until the reader cancels: then rejects with a CancellationError. */
export async function orCancelled<Value>(
  promise: Promise<Value>,
  token: vscode.CancellationToken | undefined,
): Promise<Value> {
  if (token === undefined) return promise
  let subscription: vscode.Disposable | undefined
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = () => reject(new vscode.CancellationError())
    if (token.isCancellationRequested) cancel()
    else subscription = token.onCancellationRequested(cancel)
  })
  try {
    return await Promise.race([promise, cancelled])
  } finally {
    subscription?.dispose()
  }
}
