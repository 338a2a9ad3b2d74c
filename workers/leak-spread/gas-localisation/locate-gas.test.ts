import { describe, expect, it } from 'vitest'
import { randomOf } from '../random.ts'
import { type Ground, type Reached, SoilPaths } from '../soil/pathways.ts'
import { METHANE_SETTINGS, Spread } from '../spaces/spread.ts'
import type { VoidNetwork } from '../spaces/void-network.ts'
import { type GasCandidate, type GasReadings, locateGas } from './locate-gas.ts'
import { sensorResponse } from './transposed.ts'

const COUNT = 16
const STEP = 900
const STEPS = 96
const NOISE = 2e-4
const JUDGING = { step: STEP, noise: NOISE, pipeNoise: NOISE, biogas: 0.5 }
/** Wells every 20 m along a drain, with air that goes down it. */
const DRAIN: VoidNetwork = {
  volume: new Float64Array(COUNT).fill(4),
  ventilation: new Float64Array(COUNT).fill(4e-4),
  from: Int32Array.from({ length: COUNT - 1 }, (_, i) => i),
  to: Int32Array.from({ length: COUNT - 1 }, (_, i) => i + 1),
  exchange: new Float64Array(COUNT - 1).fill(1e-3),
  flow: new Float64Array(COUNT - 1).fill(1e-3),
  fans: new Map(),
}
const GROUND: Ground = { diffusivity: 6e-6, air: 0.25, openShare: 0.05 }
const WELLS = Array.from({ length: COUNT }, (_, i): Reached => ({ place: { x: 20 * i, y: 0, depth: 1 }, radius: 0.6 }))

/** A pipe every 20 m beside a well. */
const CANDIDATES = WELLS.map((_, i): GasCandidate => {
  const paths = new SoilPaths(GROUND, { x: 20 * i + 1.5, y: 1, depth: 1 }, WELLS, [[0, 1]])
  return {
    ...{ pipe: `P${i}`, prior: 1, bounds: [0, 0.5] },
    ways: WELLS.map((_, space) => ({ space, passed: (time) => paths.handed(space, time) })),
  }
})

function readings(leak: number, rate: number, start: number, sensors: readonly number[], biogas = 0): GasReadings[] {
  const ways = CANDIDATES[leak]?.ways ?? []
  const sources = ways.map(({ space, passed }) => ({
    space,
    passed: (time: number) => rate * passed(Math.max(0, time - start)),
  }))
  const spread = new Spread(DRAIN, sources, { ...METHANE_SETTINGS, threshold: 0 })
  const random = randomOf(leak + 1)
  const noise = () => NOISE * (random() + random() + random() + random() - 2) * Math.sqrt(3)
  const values = sensors.map(() => new Float64Array(STEPS))
  for (let n = 0; n < STEPS; n++) {
    sensors.forEach((space, k) => {
      ;(values[k] as Float64Array)[n] = (spread.concentration[space] as number) + biogas + noise()
    })
    while (spread.time < (n + 1) * STEP) spread.step((n + 1) * STEP)
  }
  return sensors.map((space, k) => ({ space, values: values[k] as Float64Array, end: 1 }))
}

describe('a transposed run', () => {
  it('answers for a sensor as a run from the space does', () => {
    const response = sensorResponse(DRAIN, 7, 6, 500)
    const spread = new Spread(DRAIN, [], { ...METHANE_SETTINGS, threshold: 0, tolerance: 1e-5 })
    spread.fill(5, 0.01)
    while (spread.time < 3000) spread.step(3000)
    const puff = 0.01 * (DRAIN.volume[5] as number)
    expect((response[499]?.[5] as number) * puff).toBeCloseTo(spread.concentration[7] as number, 5)
    expect(response[499]?.[5]).toBeGreaterThan(response[499]?.[9] as number)
  })
})

describe('where gas comes from', () => {
  it.each([3, 6, 10])('is found between the wells that respond, pipe %d', (leak) => {
    const read = readings(leak, 1e-5, 4 * 3600, [1, 4, 8, 12])
    const { pipes, biogas, within90 } = locateGas(DRAIN, CANDIDATES, read, JUDGING)
    expect(pipes[0]?.pipe).toBe(`P${leak}`)
    expect((pipes[0]?.rate ?? 0) / 1e-5).toBeGreaterThan(0.7)
    expect((pipes[0]?.rate ?? 0) / 1e-5).toBeLessThan(1.4)
    expect(Math.abs((pipes[0]?.start ?? 0) - 4 * 3600)).toBeLessThanOrEqual(2 * 3600)
    expect(biogas).toBeLessThan(0.01)
    expect(within90).toBeLessThanOrEqual(3)
  })

  it('is told as biogas where readings are steady', () => {
    const { biogas } = locateGas(DRAIN, CANDIDATES, readings(3, 0, 0, [1, 4, 8], 0.004), JUDGING)
    expect(biogas).toBeGreaterThan(0.5)
  })

  it('is less certain by one sensor, and pipes that it cannot tell apart are one group', () => {
    const alone = locateGas(DRAIN, CANDIDATES, readings(6, 1e-5, 3600, [8]), JUDGING)
    const more = locateGas(DRAIN, CANDIDATES, readings(6, 1e-5, 3600, [4, 8, 12]), JUDGING)
    expect(more.within90).toBeLessThanOrEqual(alone.within90)
    // noise that hides every difference leaves one group, and none of them is dropped
    const blurred = locateGas(DRAIN, CANDIDATES, readings(6, 1e-5, 3600, [8]), { ...JUDGING, pipeNoise: 1 })
    expect(blurred.within90).toBeGreaterThan(12)
    expect(new Set(blurred.pipes.slice(0, blurred.within90).map(({ group }) => group))).toEqual(new Set([0]))
    expect(blurred.pipes.at(-1)?.group).toBeNull()
  })

  it('adds up the places of a pipe', () => {
    const read = readings(6, 1e-5, 3600, [4, 8, 12])
    const apart = locateGas(DRAIN, CANDIDATES, read, JUDGING)
    const joined = CANDIDATES.map((one) => ({ ...one, pipe: one.pipe === 'P7' ? 'P6' : one.pipe }))
    const sum = apart.pipes.reduce((all, { pipe, probability }) => all + (/^P[67]$/.test(pipe) ? probability : 0), 0)
    expect(locateGas(DRAIN, joined, read, JUDGING).pipes[0]?.probability).toBeCloseTo(sum, 12)
    expect(apart.biogas + apart.pipes.reduce((all, { probability }) => all + probability, 0)).toBeCloseTo(1, 12)
  })

  it('finds the same leak by sensors in a layer, which read three times the mean', () => {
    const read = readings(6, 1e-5, 3600, [4, 8, 12])
    const inLayer = read.map(({ space, values, end }) => {
      return { space, values: values.map((value) => 3 * value), end: 3 * end, factor: 3 }
    })
    const judging = { ...JUDGING, noise: 3 * JUDGING.noise, pipeNoise: 3 * JUDGING.pipeNoise }
    const [mean, layer] = [locateGas(DRAIN, CANDIDATES, read, JUDGING), locateGas(DRAIN, CANDIDATES, inLayer, judging)]
    expect(layer.pipes.map(({ pipe }) => pipe)).toEqual(mean.pipes.map(({ pipe }) => pipe))
    expect((layer.pipes[0]?.rate ?? 0) / (mean.pipes[0]?.rate ?? 1)).toBeCloseTo(1, 6)
  })

  it('needs something to judge by', () => {
    expect(() => locateGas(DRAIN, [], readings(3, 0, 0, [1]), JUDGING)).toThrow('0 candidates')
    expect(() => locateGas(DRAIN, CANDIDATES, [], JUDGING)).toThrow('0 readings')
  })
})
