import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // The tests wait more than they compute: for a kernel, a browser, a child process.
    maxWorkers: '100%',
  },
})
