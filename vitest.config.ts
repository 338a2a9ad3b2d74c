import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** `unit` lies beside the code, `contract` and `reference` in tests/; end-to-end tests belong to Playwright. */
export default defineConfig({
  test: {
    include: ['{src,workers,data-pipeline,server,cli}/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', '**/node_modules/**'],
    // half of the tests wait for a server most of the time, so that two share a core well
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
