import { describe, expect, it } from 'vitest'
import { runStream } from '../kit/stream-load.ts'

describe('a server with devices that send and viewers that listen', () => {
  it('stores every reading, and every viewer ends with the newest value of every sensor', async () => {
    const figures = await runStream({ seconds: 6, sensors: 1000, fast: 50, viewers: 10 })
    expect(figures.posted).toBeGreaterThan(1000)
    expect(figures.stored).toBe(figures.posted)
    expect([figures.wrongLatest, figures.wrongViews]).toEqual([0, 0])
  })
})
