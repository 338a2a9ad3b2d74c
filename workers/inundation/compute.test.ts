import { describe, expect, it } from 'vitest'
import type { ComputedFrame } from '../../src/domain/inundation/frame.ts'
import { caseSchema } from './case/case.ts'
import { computeFlood } from './compute.ts'
import { prepare } from './prepare/prepare.ts'
import { type Machine, thisMachine } from './surface/choose.ts'

const BASIN = { columns: 8, rows: 2, size: 1, west: 0, south: 0, values: new Float64Array(16) }
/** A card with room that refuses when it is asked for its device. */
const REFUSING = {
  info: { vendor: 'acme', architecture: 'one', device: '', description: '', isFallbackAdapter: false },
  limits: { maxStorageBufferBindingSize: 2 ** 30, maxBufferSize: 2 ** 30 },
  requestDevice: () => Promise.reject(new Error('too many devices')),
} as unknown as GPUAdapter

const withCard = (adapter: GPUAdapter | null): Machine => ({
  ...thisMachine(null),
  requestAdapter: async () => adapter,
})

/** Computes still water with something in it, and answers by what. */
async function computedBy(machine: Machine, more: object = {}) {
  const grid = { dem: BASIN, manning: 0.03, initial_depth: 1 }
  const given = { grid, duration_s: 10, output_interval_s: 5, ...more }
  const run = computeFlood(prepare(caseSchema.parse(given)), machine, () => 0)
  const frames: ComputedFrame[] = []
  let step = await run.next()
  for (; !step.done; step = await run.next()) frames.push(step.value)
  expect(frames.map(({ time }) => time)).toEqual([0, 5, 10])
  expect(step.value.volumes.final).toBeCloseTo(16, 6)
  expect(new Set(frames.map((frame) => frame.computedBy.told)).size).toBe(1)
  return frames[0]?.computedBy
}

describe('a case is computed', () => {
  it('by WASM where the card will not have it, and tells why', async () => {
    const by = await computedBy(withCard(REFUSING))
    expect(by?.backend).toBe('single')
    expect(by?.told.en).toContain('the graphics card cannot be used (too many devices)')
    expect(by?.told.zh).toContain('显卡不可用（too many devices）')
  })

  it('on a card where structures pass water as well', async () => {
    const line = [
      [4, 0],
      [4, 2],
    ]
    const weir = { type: 'weir', line, crest_m: 2, coefficient: 1.7 }
    const passing = await computedBy(withCard(REFUSING), { structures: [weir] })
    expect(passing?.told.en).toContain('too many devices')
  })

  it('by TypeScript where WASM knows no four numbers at once', async () => {
    const by = await computedBy({ ...withCard(null), hasKernel: false })
    expect(by).toMatchObject({ backend: 'typescript', told: { en: expect.stringContaining('very slow') } })
  })
})
