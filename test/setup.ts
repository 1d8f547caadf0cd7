import { expect } from 'vitest'

// Snapshots of strings are traces and tables a reviewer reads beside the RFC: without quotes.
expect.addSnapshotSerializer({
  test: value => typeof value === 'string',
  serialize: value => value as string,
})
