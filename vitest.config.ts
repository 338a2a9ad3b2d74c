import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const UNIT = ['{src,workers,data-pipeline,server,cli}/**/*.test.ts', 'tests/*.test.ts']

/**
 * `unit` lies beside the code; what builds a city or steps a solver for seconds is named `.long.test.ts`, which `npm run check`
 * leaves out. `contract` and `reference` lie in tests/; end-to-end tests belong to Playwright.
 */
export default defineConfig({
  test: {
    // half of the tests wait for a server most of the time, so that two share a core well
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // modules are read once, not once a file: most of the time of short tests
      { extends: true, test: { name: 'unit', include: UNIT, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['tests/*/**/*.test.ts'], exclude: ['tests/e2e/**'] } },
    ],
  },
})
