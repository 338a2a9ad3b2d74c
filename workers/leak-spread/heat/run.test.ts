import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { drive } from '../../drive.ts'
import { heatCaseSchema } from './case.ts'
import { flashShare, scaldArea } from './outflow.ts'
import { type HeatFrame, type HeatOutcome, runHeat } from './run.ts'
import { leakHeat } from './simulation.ts'
import { givenToGround, reachedShare } from './warmed-soil.ts'

type Given = z.input<typeof heatCaseSchema>
const DAY = 86_400
const STREET: Given = {
  kind: 'heat',
  leak: { at: [0, 0, 1.5], rate_kg_s: 0.5, temperature_c: 120 },
  pipe: { diameter_m: 0.4, wall_temperature_c: 25 },
  neighbours: [
    { id: 'cable', kind: 'cable', at: [1.7, 0, 1], aside_m: 1.7 },
    { id: 'gas', kind: 'pe-gas', at: [6, 0, 1], aside_m: 6 },
  ],
  ...{ duration_s: 30 * DAY, output_interval_s: DAY },
}

function run(given: Given): { frames: HeatFrame[]; outcome: HeatOutcome } {
  const running = runHeat(heatCaseSchema.parse(given))
  const frames: HeatFrame[] = []
  let step = running.next()
  for (; !step.done; step = running.next()) frames.push(step.value)
  return { frames, outcome: step.value }
}

describe('hot water that comes out', () => {
  it('turns to steam by what it has above 100 °C', () => {
    expect(flashShare(120)).toBeCloseTo((4185 * 20) / 2.257e6, 12)
    expect(flashShare(95)).toBe(0)
  })

  it('scalds on an area that grows with its rate', () => {
    // 1 · 4185/50 · ln(80/40)
    expect(scaldArea({ rate: 1, temperature: 90, ambient: 10 })).toBeCloseTo(83.7 * Math.log(2), 9)
    expect(scaldArea({ rate: 1, temperature: 45, ambient: 10 })).toBe(0)
    expect(scaldArea({ rate: 0, temperature: 90, ambient: 10 })).toBe(0)
  })
})

describe('the ground around it', () => {
  const earth = { conductivity: 1.5, diffusivity: 7e-7 }
  const leak = { x: 0, y: 0, depth: 50 }

  it('is in the end warmed as r_c/r, and at once not at all', () => {
    expect(reachedShare(earth, leak, { x: 2, y: 0, depth: 50 }, 0.5, 1e12)).toBeCloseTo(0.25 - 0.5 / 100, 3)
    expect(reachedShare(earth, leak, { x: 2, y: 0, depth: 50 }, 0.5, 0)).toBe(0)
  })

  it('takes what goes into it', () => {
    const flux = (t: number) => 4 * Math.PI * 1.5 * 0.5 * 80 * (1 + 0.5 / Math.sqrt(Math.PI * 7e-7 * t))
    let sum = 0
    // by √t, in which the beginning is tame
    for (let i = 0; i < 4000; i++) sum += flux(((i + 0.5) / 4000) ** 2 * DAY) * ((2 * (i + 0.5)) / 4000 ** 2) * DAY
    expect(givenToGround(earth, 0.5, 80, DAY) / sum).toBeCloseTo(1, 6)
  })
})

describe('a leak of a heat pipe', () => {
  it('keeps its heat, warms what is near and not what is far', () => {
    const { frames, outcome } = run(STREET)
    const { released, steam, ground, water } = outcome.heat
    expect(steam + ground + water).toBeCloseTo(released, 0)
    expect(Math.min(steam, ground, water)).toBeGreaterThan(0)
    expect(frames.length).toBe(31)
    const [cable, gas] = outcome.neighbours
    expect(cable?.overAt).toBeGreaterThan(0)
    expect(cable?.most).toBeLessThanOrEqual(100)
    expect(gas?.overAt).toBeNull()
    expect(gas?.most).toBeLessThan(20)
    expect(outcome).toMatchObject({ evidence: 'C', flags: expect.arrayContaining(['steam', 'water at the surface']) })
  })

  it('tells when a neighbour passes its limit, not the output after it', () => {
    const fine = run({ ...STREET, output_interval_s: 60, duration_s: 4 * DAY }).outcome.neighbours[0]?.overAt as number
    const coarse = run({ ...STREET, output_interval_s: 2 * DAY, duration_s: 4 * DAY }).outcome.neighbours[0]
    expect(fine % 60).not.toBe(0)
    expect(coarse?.overAt).toBeCloseTo(fine, 3)
    expect(coarse?.overAt).toBeLessThan(2 * DAY)
  })

  it('tells how far the ground is warmed: by hand (r_c/r) erfc((r − r_c)/√(4at)), the nearer the warmer, more in time', () => {
    // deep, so that neither the image nor the pipe itself counts; 32 kg fill 0.317 m
    const deep: Given = {
      ...{
        kind: 'heat',
        duration_s: 5 * DAY,
        output_interval_s: DAY,
        pipe: { diameter_m: 0.4, wall_temperature_c: 10 },
      },
      leak: { at: [0, 0, 60], rate_kg_s: 8, stopped_at_s: 4, temperature_c: 90 },
    }
    const { frames } = run(deep)
    const { reach, radius, time } = frames.at(-1) as HeatFrame
    for (const [n, level] of [30, 40, 50, 60].entries()) {
      const r = reach[n] as number
      const share = reachedShare(
        { conductivity: 1.5, diffusivity: 7e-7 },
        { x: 0, y: 0, depth: 60 },
        { x: r, y: 0, depth: 60 },
        radius,
        time,
      )
      expect(10 + 80 * share).toBeCloseTo(level, 6)
    }
    // √(4 a t) = 1.100 m: (0.317/0.74) erfc(0.423/1.1) = 0.428 × 0.586 = 0.251 of 80 K
    expect(reach[0]).toBeCloseTo(0.74, 2)
    expect([...reach].sort((a, b) => (b as number) - (a as number))).toEqual(reach)
    expect(frames[1]?.reach[0]).toBeLessThan(reach[0] as number)
    expect(frames[0]?.reach).toEqual([null, null, null, null])
  })

  it('does nothing more than the pipe itself when nothing leaks', () => {
    const { outcome, frames } = run({ ...STREET, leak: { at: [0, 0, 1.5], rate_kg_s: 0, temperature_c: 120 } })
    expect(outcome.heat).toEqual({ released: 0, steam: 0, ground: 0, water: 0 })
    expect(frames.every(({ radius, reach }) => radius === 0 && reach.every((far) => far === null))).toBe(true)
    for (const { before, most } of outcome.neighbours) expect(most).toBe(before)
    expect(outcome.scaldArea).toBe(0)
  })

  it('as a simulation tells its balance and its evidence', async () => {
    const result = await drive(leakHeat, STREET, () => {})
    if (!result.ok) throw new Error(result.failure.detail)
    expect(result.value.balance[0]?.error).toBeLessThan(1e-9)
    expect(result.value.caveats.map(({ en }) => en).join()).toMatch(/class C.*steam.*surface/)
  })

  it('is refused by name', () => {
    const cold: Given = { ...STREET, leak: { at: [0, 0, 0.1], rate_kg_s: 1, temperature_c: 5 } }
    expect(() => run(cold)).toThrow(/depth 0.1 m[\s\S]*temperature_c: 5/)
  })
})
