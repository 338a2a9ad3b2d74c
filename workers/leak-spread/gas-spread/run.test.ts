import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { drive } from '../../drive.ts'
import { Refusal } from '../../refusal.ts'
import { gasCaseSchema } from './case.ts'
import { prepareGas } from './prepare.ts'
import { type GasFrame, type GasOutcome, runGas } from './run.ts'
import { leakGas } from './simulation.ts'

type Given = z.input<typeof gasCaseSchema>
const HOUR = 3600

/** A leak under asphalt, a well beside it, a second one along a drain, a basement that only the drain joins, a far well. */
const STREET: Given = {
  kind: 'gas',
  leak: { at: [0, 0, 1.2], release: { rate_kg_s: [[0, 2e-4]] } },
  soil: {},
  spaces: [
    { id: 'near', kind: 'well', volume_m3: 3, at: [2, 0, 1] },
    { id: 'next', kind: 'well', volume_m3: 3, at: [22, 0, 1] },
    { id: 'cellar', kind: 'basement', volume_m3: 60, has_sensor: true },
    { id: 'far', kind: 'well', volume_m3: 3, at: [200, 0, 1] },
  ],
  passages: [
    { from: 'near', to: 'next', area_m2: 0.07, length_m: 20 },
    { from: 'next', to: 'cellar', area_m2: 0.01, length_m: 10 },
  ],
  ...{ duration_s: 24 * HOUR, output_interval_s: HOUR, ensemble: { members: 16 } },
}

function run(given: Given): { frames: GasFrame[]; outcome: GasOutcome } {
  const running = runGas(prepareGas(gasCaseSchema.parse(given)))
  const frames: GasFrame[] = []
  let step = running.next()
  for (; !step.done; step = running.next()) frames.push(step.value)
  return { frames, outcome: step.value }
}

const refused = (given: Given): readonly string[] => {
  try {
    prepareGas(gasCaseSchema.parse(given))
  } catch (error) {
    if (error instanceof Refusal) return error.faults
    throw error
  }
  return []
}

describe('a gas leak', () => {
  it('keeps its gas and tells times as a range', () => {
    const { frames, outcome } = run(STREET)
    expect(frames.length).toBe(25)
    expect(outcome.mass.released).toBeCloseTo(2e-4 * 24 * HOUR, 10)
    expect(outcome.error).toBeLessThan(1e-9)
    expect(outcome.mass.soil).toBeGreaterThan(0)
    expect(outcome.spaces.map(({ id }) => id)).toEqual(['near', 'next', 'cellar', 'far'])
    const [near, next, cellar, far] = outcome.spaces
    const [first] = near?.arrivals ?? []
    expect(first?.p10).toBeGreaterThan(0)
    expect(first?.p90 as number).toBeGreaterThan(first?.p10 as number)
    expect(near?.fromSoil).toBeGreaterThan(next?.fromSoil ?? 1)
    expect(cellar).toMatchObject({ fromSoil: 0, hasSensor: true })
    expect(far).toMatchObject({ grade: 'none', peak: [0, 0, 0] })
    expect(far?.arrivals[0]).toMatchObject({ p10: null, p50: null, reached: 0 })
    expect(outcome).toMatchObject({ evidence: 'C', members: 16 })
  })

  it('gives the same twice, and other times with another seed', () => {
    const times = (seed: number) =>
      run({ ...STREET, ensemble: { members: 8, seed } }).outcome.spaces[0]?.arrivals.map(({ p50 }) => p50)
    expect(times(3)).toEqual(times(3))
    expect(times(3)).not.toEqual(times(4))
  })

  it('is nothing anywhere without a rate', () => {
    const { outcome, frames } = run({ ...STREET, leak: { at: [0, 0, 1.2], release: { rate_kg_s: [[0, 0]] } } })
    expect(outcome.mass).toEqual({ released: 0, soil: 0, spaces: 0, vented: 0, surfaced: 0 })
    expect(outcome.spaces.every(({ grade }) => grade === 'none')).toBe(true)
    expect(outcome.radius).toEqual({ evacuate: 0, ignite: 0, rupture: null })
    expect(Math.max(...(frames.at(-1)?.share ?? [1]))).toBe(0)
  })

  it('is worse with a larger hole and with later closure', () => {
    const of = (diameter: number, closed: number) => {
      const hole = { hole: { diameter_m: diameter }, pipe_diameter_m: 0.2, gauge_pressure_kpa: 200 }
      const release = { ...hole, closed_at_s: closed, isolated_volume_m3: 20 }
      return run({ ...STREET, leak: { at: [0, 0, 1.2], release }, ensemble: { members: 1 } }).outcome
    }
    const [small, large, late] = [of(0.002, HOUR), of(0.004, HOUR), of(0.002, 6 * HOUR)]
    expect(large.rate.first).toBeGreaterThan(small.rate.first)
    expect(large.mass.released).toBeGreaterThan(small.mass.released)
    expect(late.mass.released).toBeGreaterThan(small.mass.released)
    const peak = ({ spaces }: GasOutcome) => spaces.find(({ id }) => id === 'near')?.peak[1] as number
    expect(peak(large)).toBeGreaterThanOrEqual(peak(small))
    expect(peak(late)).toBeGreaterThanOrEqual(peak(small))
    expect(small.error).toBeLessThan(1e-9)
  })

  it('releases of an isolated pipe what was in it above the air’s pressure', () => {
    const release = {
      ...{ hole: { diameter_m: 0.01 }, pipe_diameter_m: 0.2, gauge_pressure_kpa: 300 },
      ...{ closed_at_s: 0, isolated_volume_m3: 5 },
    }
    const { outcome } = run({ ...STREET, leak: { at: [0, 0, 1.2], release }, ensemble: { members: 1 } })
    // 3e5 Pa · 5 m³ · 0.016043/(R · 288.15 K)
    expect(outcome.mass.released / ((3e5 * 5 * 0.016043) / (8.314462618 * 288.15))).toBeCloseTo(1, 2)
  })

  it('of LPG is told as dense and layered', () => {
    const { outcome } = run({ ...STREET, gas: { propane: 0.5, butane: 0.5 }, ensemble: { members: 2 } })
    expect(outcome.flags).toEqual(expect.arrayContaining(['dense gas above ground', 'layers of gas']))
    expect(outcome.spaces[0]?.isLayered).toBe(true)
  })

  it('with no space in reach says so', () => {
    const { outcome } = run({ ...STREET, leak: { ...STREET.leak, at: [0, 900, 1] }, ensemble: { members: 1 } })
    expect(outcome.flags).toContain('no space in reach')
    expect(outcome.error).toBeLessThan(1e-9)
  })
})

describe('the simulation', () => {
  it('tells its balance, its evidence and where it does not hold', async () => {
    const given = { ...STREET, gas: { propane: 1 }, ensemble: { members: 1 } }
    const result = await drive(leakGas, given, () => {})
    if (!result.ok) throw new Error(result.failure.detail)
    const { balance, caveats } = result.value
    expect(balance[0]?.error).toBeLessThan(1e-9)
    expect(balance[0]?.in).toBeCloseTo(2e-4 * 24 * HOUR, 9)
    expect(caveats[0]?.zh).toContain('证据等级 C')
    expect(caveats.map(({ en }) => en).join()).toContain('heavier than air')
  })

  it('hands a refusal on', async () => {
    const given = { ...STREET, gas: { methane: 0 } }
    expect(await drive(leakGas, given, () => {})).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
  })
})

describe('a case that is refused', () => {
  it.each([
    [
      { spaces: [...STREET.spaces, { id: 'far', kind: 'well', volume_m3: 1 }] },
      'spaces[4] "far": the id is there before',
    ],
    [{ passages: [{ from: 'near', to: 'none', area_m2: 1, length_m: 1 }] }, 'passages[0] near – none: no space "none"'],
    [{ passages: [{ from: 'near', to: 'near', area_m2: 1, length_m: 1 }] }, 'joins a space with itself'],
    [{ gas: { methane: 0 } }, 'gas: no part above 0'],
    [{ leak: { at: [0, 0, 0], release: { rate_kg_s: [[0, 1]] } } }, 'leak.at: depth 0 m'],
    [{ soil: { open_share: [0, 0.1] } }, 'soil.open_share: 0 to 0.1'],
    [
      { soil: { kind: { permeability_m2: [1e-12, 1e-11], air_filled_pores: [0.3, 0.5], porosity: 0.4 } } },
      'soil.kind.air_filled_pores: 0.3 to 0.5',
    ],
    [
      {
        leak: {
          at: [0, 0, 1],
          release: { hole: { class: 'tear' }, pipe_diameter_m: 0.1, gauge_pressure_kpa: 2, closed_at_s: 9 },
        },
      },
      'closed_at_s and isolated_volume_m3, expected both or none',
    ],
  ] as [Partial<Given>, string][])('%j', (change, fault) => {
    expect(refused({ ...STREET, ...change }).join('\n')).toContain(fault)
  })
})
