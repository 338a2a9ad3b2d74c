import { cases } from '../cases.ts'

self.addEventListener('message', async ({ data }: MessageEvent<keyof typeof cases>) => {
  try {
    self.postMessage({ value: await cases[data]() })
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
