import { defineConfig } from 'playwright/test'
import { CHROMIUM } from './tests/kit/chromium.ts'

const PORT = 4199

/**
 * End-to-end tests: real Chromium with software WebGL against the real embedded backend and the demo city, started by
 * the same command a user runs, in a data folder of its own. Limits here are waits, never claims of speed.
 */
export default defineConfig({
  // the pages share one server, one after the other; the contracts have pages of their own and run beside them
  projects: [
    { name: 'pages', testDir: 'tests/e2e', workers: 1 },
    { name: 'scene contract', testDir: 'tests/contract/scene-engines', workers: 1 },
    { name: 'compute contract', testDir: 'tests/contract/compute', workers: 1 },
    // the rest of that folder is vitest's
    { name: 'long reference', testDir: 'tests/long-reference', testMatch: '**/*.spec.ts', workers: 1 },
  ],
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 720 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: CHROMIUM,
  },
  webServer: {
    command: `node tests/e2e/serve.mjs ${PORT} .lifeline/e2e`,
    url: `http://127.0.0.1:${PORT}/healthz`,
    timeout: 300_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
