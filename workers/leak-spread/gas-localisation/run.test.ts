import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { gasCaseSchema } from '../gas-spread/case.ts'
import { prepareGas } from '../gas-spread/prepare.ts'
import { runGas } from '../gas-spread/run.ts'
import { gasLocateSchema } from './case.ts'
import { findGasSource } from './run.ts'

type Given = z.input<typeof gasLocateSchema>
const DAY = 2 * 86_400
const STEP = 1800

/** Ten wells every 25 m along a drain, gas mains beside it and a far one across the road. */
const spaces: Given['spaces'] = Array.from({ length: 10 }, (_, i) => ({
  ...{
    id: `W${i}`,
    kind: 'well' as const,
    volume_m3: 4,
    height_m: 2,
    at: [25 * i, 0, 1.2] as [number, number, number],
  },
  air_changes_per_h: 0.3,
}))
const passages: Given['passages'] = Array.from({ length: 9 }, (_, i) => ({
  ...{ from: `W${i}`, to: `W${i + 1}`, area_m2: 0.1, length_m: 25, dispersion_m2_s: [0.3, 0.3], air_m3_s: 0.001 },
}))
const pipes: Given['pipes'] = [
  ...Array.from({ length: 9 }, (_, i) => ({
    ...{ id: `G${i}`, from: [25 * i, 1, 1.2] as [number, number, number] },
    to: [25 * (i + 1), 1, 1.2] as [number, number, number],
  })),
  { id: 'far', from: [0, 400, 1], to: [50, 400, 1] },
]
const sensors = [1, 4, 7].map((well) => ({ id: `S${well}`, space: `W${well}` }))
const given = (readings: Given['sensors'], more: Partial<Given> = {}): Given => ({
  ...{ kind: 'gas', pipes, spaces, passages, sensors: readings, step_s: STEP, ...more },
})
const locate = (of: Given) => findGasSource(gasLocateSchema.parse(of))
const steady = (level: number): Given['sensors'] =>
  sensors.map((sensor) => ({ ...sensor, readings: times().map((time) => [time, level]) }))
const times = () => Array.from({ length: DAY / STEP + 1 }, (_, n) => n * STEP)

/** What the wells read of a leak on a main, by the simulation of a gas leak itself. */
function readingsOf(x: number, begin: number): Given['sensors'] {
  const leak = gasCaseSchema.parse({
    ...{ kind: 'gas', spaces, passages, duration_s: DAY, output_interval_s: STEP, ensemble: { members: 1 } },
    leak: {
      at: [x, 1, 1.2],
      release: {
        rate_kg_s: [
          [0, 0],
          [begin, 1e-4],
        ],
      },
    },
    soil: {},
  })
  const run = runGas(prepareGas(leak))
  const read = new Map<number, number[]>()
  for (let step = run.next(); !step.done; step = run.next()) {
    const frame = step.value
    for (const well of [1, 4, 7]) read.set(well, [...(read.get(well) ?? []), frame.share[well] as number])
  }
  return sensors.map((sensor, k) => ({
    ...sensor,
    readings: (read.get([1, 4, 7][k] as number) ?? []).map((value, n) => [n * STEP, Math.min(100, 100 * value)]),
  }))
}

describe('the source of gas in wells', () => {
  const source = locate(given([...readingsOf(76, 3 * 3600), { id: 'dead', space: 'W8', readings: [] }]))

  it('is the main that leaks or the next one, though a sensor is at the end of its range', () => {
    expect(source.half).toContain('G3')
    expect(source.ninety.length).toBeLessThanOrEqual(4)
    expect(source.biogas).toBeLessThan(0.05)
    expect(source.responding.length).toBeGreaterThanOrEqual(2)
    // the order of a leak of 1e-4 kg/s, 1.5e-4 m³/s, though what is read is the layer, three times the mean
    expect(source.pipes[0]?.rate).toBeGreaterThan(3e-5)
    expect(source.pipes[0]?.rate).toBeLessThan(4e-4)
  })

  it('tells what it could not judge', () => {
    expect(source.silent).toEqual(['dead'])
    expect(source.unreached).toEqual(['far'])
    const said = source.caveats.map(({ en }) => en).join('\n')
    expect(said).toContain('Evidence class C')
    expect(said).toContain('dead')
    expect(said).toContain('1 pipes have no space within 30 m')
  })

  it('is biogas where readings are low and steady, and no pipe is meant', () => {
    const { biogas, responding, caveats } = locate(given(steady(8)))
    expect(biogas).toBeGreaterThan(0.5)
    expect(responding).toEqual([])
    expect(caveats.map(({ en }) => en).join('\n')).toMatch(
      /Responding sensors: 0, fewer than 2(.|\n)*Biogas cannot be ruled out/,
    )
  })

  it('is refused with every fault', () => {
    const wrong = given(
      [
        { id: 'S', space: 'nowhere', readings: [[0, 1]] },
        { id: 'S', space: 'W1', readings: [[1, 1]] },
      ],
      { pipes: [{ id: 'P', from: [0, 0, 0], to: [9, 0, 1] }] },
    )
    expect(() => locate(wrong)).toThrow(
      [
        'sensors[0] "S": no space "nowhere"',
        'sensors[1] "S": the id is there before, expected each once',
        'pipes[0] "P": depth 0 m, expected > 0',
        `sensors: all readings lie within one step of ${STEP} s`,
      ].join('\n'),
    )
    expect(() => locate(given(sensors.map((sensor) => ({ ...sensor, readings: [] }))))).toThrow('nothing to judge by')
    expect(() => locate(given(steady(5), { pipes: pipes.slice(-1) }))).toThrow('none of them has a space within 30 m')
    expect(() => locate(given(steady(5), { step_s: 10 }))).toThrow('gives 17281 steps, expected at most 500')
  })
})
