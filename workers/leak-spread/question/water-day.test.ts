import { describe, expect, it } from 'vitest'
import { encodeHydraulics, type Hydraulics, PIPE_STATUS, UNSURVEYED } from '../../../src/domain/leak/hydraulics-file.ts'
import type { LeakFrame } from '../../../src/domain/leak/leak-outcome.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import type { Refusal } from '../../refusal.ts'
import { leakWaterOfCity } from './water-simulation.ts'

const HOUR = 3600
const LITRES = 1000
const DEMAND = 0.03

/** S ─p1─ A ─p2─ B ─p3─ C: a waterworks at S, homes at B and C, 30 L/s each in the mean. */
const street = () => {
  const network = aNetwork()
    .source('S')
    .pipe('p1', 'S', 'A')
    .pipe('p2', 'A', 'B')
    .pipe('p3', 'B', 'C')
    .customer('academy', 'school', 'B', 400)
    .customer('homes', 'residential', 'C', 900)
    .build()
  return { ...network, demand: Float32Array.of(0, 0, DEMAND, DEMAND) }
}

/** A reservoir at S, half of the mean demand before noon and one and a half after. */
const MODEL: Hydraulics = {
  ...{ source: 'town.inp', headloss: 'H-W', viscosity: 1, emitterExponent: 0.5 },
  ...{ step: HOUR, patternStep: 12 * HOUR, patternStart: 0, clock: 0, patterns: [[0.5, 1.5]], defaultPattern: 0 },
  ...{ reservoirs: [{ at: 0, pattern: null }], tanks: [], pumps: [], valves: [], controls: [] },
  ...{ node: [0], level: [60], emitter: [0], demandAt: [], demandBase: [], demandPattern: [] },
  ...{
    pipe: [],
    pipeFrom: [],
    pipeTo: [],
    pipeLength: [],
    pipeDiameter: [],
    roughness: [],
    minorLoss: [],
    pipeStatus: [],
  },
}

async function run(model: Hydraulics, scenario: Asked['scenario'], given: Asked = {}) {
  const question = aLeakQuestion('water', street(), {
    ...given,
    scenario: { pipe: 'p3', hole_m: 0.002, closedAfter_s: null, ...scenario },
  })
  const frames: LeakFrame[] = []
  const hydraulics = encodeHydraulics(model).slice().buffer
  const result = await drive(leakWaterOfCity, { ...question, hydraulics }, (frame) => void frames.push(frame))
  if (!result.ok) throw new Error(result.failure.detail)
  const figure = (en: string) => result.value.outcome.figures.find(({ name }) => name.en === en)?.value
  return { ...result.value, frames, figure, told: result.value.caveats.map(({ en }) => en).join('\n') }
}

const atHour = (hour: number) => ({ clock_s: hour * HOUR, duration_s: 2 * HOUR })

describe('a burst in a network with a model of its own', () => {
  it('is solved with the demand of its hour, which is told', async () => {
    const hole = { hole_m: 0.05 }
    const [morning, evening] = [
      await run(MODEL, { ...atHour(6), ...hole }),
      await run(MODEL, { ...atHour(18.5), ...hole }),
    ]
    expect(morning.figure('Demand at the hour of the burst')).toBeCloseTo(0.5 * 2 * DEMAND * LITRES, 3)
    expect(evening.figure('Demand at the hour of the burst')).toBeCloseTo(1.5 * 2 * DEMAND * LITRES, 3)
    expect(evening.figure('Outflow at once')).toBeLessThan(morning.figure('Outflow at once') as number)
    expect(evening.told).toContain("Demands follow the model's pattern from 18:30 of its first day on;")
    expect(evening.told).not.toMatch(/350 kPa|demands are means/)
  })

  it('finds the worst of all instants: a peak hours after the burst, and after the closing', async () => {
    // half of the mean but from 06:00 to 09:00, three times the mean
    const patterns = [Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 9 ? 3 : 0.5))]
    const morning = { ...MODEL, patternStep: HOUR, patterns }
    const scenario = { pipe: 'p1', hole_m: 0.06, clock_s: 2 * HOUR, duration_s: 10 * HOUR }
    const leaking = await run(morning, scenario)
    const { outcome, frames } = leaking
    const at = (id: string) => frames[0]?.places?.findIndex((place) => place.id === id) ?? -1
    const lowest = (id: string) => Math.min(...frames.map(({ values }) => values[at(id)] as number))
    expect(frames[0]?.values[at('C')]).toBeGreaterThan(20)
    expect(lowest('C')).toBeLessThan(18)
    expect(outcome.reached.find(({ place }) => place === at('C'))).toMatchObject({ grade: 'short' })
    expect(outcome.reached.find(({ place }) => place === at('C'))?.worst[0]).toBeCloseTo(lowest('C'), 4)
    expect(outcome.short.map(({ id }) => id)).toEqual(['academy', 'homes'])
    for (const { id, share } of outcome.short)
      expect(share).toBeCloseTo(Math.sqrt(lowest(id === 'homes' ? 'C' : 'B') / 20), 4)
    expect(leaking.figure('Lowest pressure head of customers still fed with the burst')).toBeCloseTo(lowest('C'), 4)
    // begun at the peak it finds the same
    const begun = await run(morning, { ...scenario, clock_s: 6.5 * HOUR, duration_s: 2 * HOUR })
    expect(begun.outcome.short.map(({ id, share }) => [id, share.toFixed(3)])).toEqual(
      outcome.short.map(({ id, share }) => [id, share.toFixed(3)]),
    )
    expect(outcome.shortAfter).toBeNull()
  })

  it('lets water in while the head is below that outside, instant by instant', async () => {
    const patterns = [Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 9 ? 3 : 0.5))]
    const depth = 18.5
    const { outcome, frames } = await run(
      { ...MODEL, patternStep: HOUR, patterns },
      { pipe: 'p1', hole_m: 0.06, clock_s: 2 * HOUR, duration_s: 10 * HOUR },
      { pipes: { p1: { depth }, p2: { depth }, p3: { depth } } },
    )
    const place = frames[0]?.places?.findIndex(({ id }) => id === 'p3') ?? -1
    const instants = outcome.series[0]?.points.map(([time]) => time) ?? []
    const headAt = (time: number) => frames.findLast((frame) => frame.time <= time)?.values[place] as number
    let [expected, hours] = [0, 0]
    for (const [i, time] of instants.slice(0, -1).entries()) {
      const seconds = (instants[i + 1] as number) - time
      const outside = depth - headAt(time)
      if (outside > 0) hours += seconds / HOUR
      expected += seconds * 0.6 * (Math.PI / 4) * 0.005 ** 2 * Math.sqrt(2 * 9.81 * Math.max(0, outside))
    }
    // not at the burst, at 02:00
    expect(headAt(0)).toBeGreaterThan(depth)
    expect(hours).toBeCloseTo(3, 1)
    expect((outcome.pipes.find((pipe) => pipe.place === place)?.drawn_m3 as number) / expected).toBeCloseTo(1, 3)
  })

  it('begins in the clock of the model', async () => {
    const late = await run({ ...MODEL, clock: 20 * HOUR }, atHour(6))
    // ten hours after 20:00 the first half of the pattern still holds
    expect(late.figure('Demand at the hour of the burst')).toBeCloseTo(0.5 * 2 * DEMAND * LITRES, 3)
    expect(late.told).toContain('from 06:00')
  })

  it('does not take for the leak what the hours do: at noon the pressure falls without it', async () => {
    const { outcome, frames } = await run(MODEL, atHour(11))
    const at = (time: number) => frames.findLast((frame) => frame.time <= time)?.values[1] as number
    expect(at(0.5 * HOUR) - at(1.5 * HOUR)).toBeGreaterThan(5)
    expect(outcome.reached).toEqual([])
    expect(outcome.lost.value).toBeGreaterThan(0)
  })

  it('without a pattern says that the hour makes no difference', async () => {
    const { told } = await run({ ...MODEL, patterns: [], defaultPattern: null }, atHour(6))
    expect(told).toContain('The model has no pattern: demands are means')
  })

  it('of which EPANET complains is told by its assets, in both languages, not by rows of ours', async () => {
    // a valve may not stand at a reservoir
    const valve = {
      ...{
        link: UNSURVEYED,
        from: 0,
        to: 1,
        type: 'PRV' as const,
        diameter: 0.2,
        setting: 20,
        losses: null,
        minorLoss: 0,
      },
      status: null,
    }
    const model = { ...MODEL, node: [0, 1], level: [60, 0], emitter: [0, 0], valves: [valve] }
    const question = aLeakQuestion('water', street(), { scenario: { pipe: 'p3', hole_m: 0.002 } })
    const hydraulics = encodeHydraulics(model).slice().buffer
    const asked = leakWaterOfCity.run({ ...question, hydraulics }, { now: () => 0 }).next()
    const refusal = await asked.catch((error: unknown) => error)
    expect((refusal as Refusal).told[1]).toEqual({
      zh: expect.stringMatching(/^管网模型：阀门与水池、水库直接相连；EPANET：.* S .*模型阀门 1 S A /),
      en: expect.stringMatching(
        /^network: Error 219: illegal valve connection to tank node S .*valve 1 of the model S A /,
      ),
    })
  })

  it('is fed by what no survey has: a tank that runs empty behind a pump that is shut', async () => {
    // 0: S, 1: a tank of 20 m³ above 40 m, 2: a well; the pump between well and S never runs
    const tank = {
      at: 1,
      initial: 1.1,
      least: 0.1,
      most: 5,
      diameter: 5.05,
      leastVolume: 0,
      volumes: null,
      canOverflow: false,
    }
    const pump = {
      link: UNSURVEYED,
      from: 2,
      to: 0,
      heads: [[0.05, 40]] as [number, number][],
      power: null,
      speed: 1,
      pattern: null,
    }
    const model: Hydraulics = {
      ...MODEL,
      ...{ node: [0, UNSURVEYED, UNSURVEYED], level: [8, 48, 5], emitter: [0, 0, 0] },
      ...{ reservoirs: [{ at: 2, pattern: null }], tanks: [tank], pumps: [{ ...pump, isClosed: true }] },
      ...{ pipe: [UNSURVEYED], pipeFrom: [1], pipeTo: [0], pipeLength: [10], pipeDiameter: [0.4], roughness: [120] },
      ...{ minorLoss: [0], pipeStatus: [PIPE_STATUS.open] },
    }
    const { frames, outcome } = await run(model, { ...atHour(0), hole_m: 0.05 })
    const homes = frames.map(({ values }) => values[1] as number)
    expect(homes[0]).toBeGreaterThan(20)
    // 20 m³ at 30 L/s are gone within the quarter of an hour without the leak, too: by it only sooner
    expect(frames.find(({ time }) => time >= 900)?.values[1] || 0).toBeLessThan(1)
    expect(outcome.reached.map(({ grade }) => grade)).toContain('dry')
    const tower = outcome.series.find(({ name }) => name.en.startsWith('depth in tank'))
    expect(tower?.points[0]).toEqual([0, expect.closeTo(1.1, 3)])
    const emptied = tower?.points.find(([, depth]) => (depth ?? 1) < 0.11)?.[0] as number
    expect(emptied).toBeLessThan((0.95 * (Math.PI / 4) * 5.05 ** 2) / 0.03)
  })

  it('is of class A where its model tells all of it, of class C and told so where the survey fills in', async () => {
    const all: Hydraulics = {
      ...MODEL,
      ...{ node: [0, 1, 2, 3], level: [60, 8, 8, 8], emitter: [0, 0, 0, 0] },
      ...{ pipe: [0, 1, 2], pipeFrom: [0, 1, 2], pipeTo: [1, 2, 3], pipeLength: [100, 100, 100] },
      ...{ pipeDiameter: [0.2, 0.2, 0.2], roughness: [110, 110, 110], minorLoss: [0, 0, 0] },
      pipeStatus: [PIPE_STATUS.open, PIPE_STATUS.open, PIPE_STATUS.open],
    }
    const [own, surveyed] = [await run(all, atHour(6)), await run(MODEL, atHour(6))]
    expect([own.outcome.evidence, surveyed.outcome.evidence]).toEqual(['A', 'C'])
    expect(own.told).not.toContain('class C by what goes in')
    expect(surveyed.told).toContain('class C by what goes in')
  })

  it('refuses a pipe that the model has closed', async () => {
    const closed: Hydraulics = {
      ...MODEL,
      ...{ node: [0, 2, 3], level: [60, 8, 8], emitter: [0, 0, 0] },
      ...{ pipe: [2], pipeFrom: [1], pipeTo: [2], pipeLength: [100], pipeDiameter: [0.2], roughness: [110] },
      ...{ minorLoss: [0], pipeStatus: [PIPE_STATUS.closed] },
    }
    await expect(run(closed, atHour(6))).rejects.toThrow('pipe p3: it is closed in the hydraulic model')
  })
})
