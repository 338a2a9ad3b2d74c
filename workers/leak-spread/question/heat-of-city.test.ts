import { describe, expect, it } from 'vitest'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import type { RunSummary } from '../../../src/domain/run-summary.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { leakHeatOfCity } from './heat-simulation.ts'

/** S ─p1─ A ─p2─ B, valves at both ends of p1; p2 leaks in its middle, at x = 167 m. */
const street = aNetwork()
  .source('S')
  .pipe('p1', 'S', 'A')
  .pipe('p2', 'A', 'B')
  .valve('p1', 'S')
  .valve('p1', 'A')
  .build()
/** 0.2 m inside, hot water at 90 °C and 600 kPa */
const WARM = { temperature: 90, pressure: 600 }
const LOAD = 'Heat load that is shut off, as laid out'
const usual: Asked = { scenario: { pipe: 'p2', hole_m: 0.01 }, pipes: { p1: WARM, p2: WARM } }
const neighbours: LeakQuestion['neighbours'] = [
  { id: 'c/power/far', gid: 8, kind: 'cable', at: [166.98, 4.5, 1] },
  { id: 'c/power/near', gid: 7, kind: 'cable', at: [166.98, 0.4, 1] },
  { id: 'c/gas/up', gid: 9, kind: 'pe-gas', at: [166.98, 1, -1] },
]

describe('a leak of a heat pipe of a city', () => {
  it('tells what it is at before its first frame', async () => {
    const said: RunProgress[] = []
    const tell = (progress: RunProgress) => said.push(progress)
    await leakHeatOfCity.run(aLeakQuestion('heat', street, usual), { now: () => 0, tell }).next()
    expect(said.map(({ phase }) => phase)).toEqual(['reading', 'isolation', 'outflow', 'warming'])
  })

  it('gives what a hole gives: Cd A √(2 Δp ρ), less a little friction', async () => {
    const { summary } = await run(usual)
    // 0.6 × 7.854e-5 m² × √(2 × 600e3 Pa × 965.3 kg/m³) = 1.604 kg/s
    expect(figure(summary, 'Outflow')).toBeCloseTo(1.604, 2)
    expect(figure(summary, 'Outflow')).toBeLessThan(1.604)
    // and no more than the 222.6 m of 0.2 m that hang together hold: 6.99 m³ at 965.3 kg/m³
    expect(summary.outcome.lost).toEqual({ value: expect.closeTo(6.75, 2), unit: 't' })
    expect(summary.caveats.map(({ en }) => en).join()).toMatch(/runs until the connected pipes are empty/)
    expect(summary.caveats.map(({ en }) => en).join()).toMatch(/what the pipe is laid for is taken/)
  })

  it('is held back by the friction of its way where the pipe is broken across', async () => {
    const { summary } = await run({ ...usual, scenario: { pipe: 'p2', hole_m: null } })
    // without friction 0.03142 m² × √(2 × 600e3 × 965.3) = 1069 kg/s; 166.95 m of 0.2 m with f 0.0249 leave 229
    const free = 1069.2
    const friction = (0.02494 * 166.95) / 0.2
    expect(figure(summary, 'Outflow')).toBeCloseTo(free / Math.sqrt(1 + friction), -1)
  })

  it('keeps its heat, and warms what is near, not what is far', async () => {
    const { summary, frames } = await run(usual, neighbours)
    expect(summary.balance[0]?.error).toBeLessThan(1e-6)
    expect(frames[0]?.places?.map(({ gid, kind }) => [gid, kind])).toEqual([
      [8, 'cable'],
      [7, 'cable'],
    ])
    expect(frames[0]?.places?.[1]?.at).toMatchObject({
      lat: expect.closeTo(0.4 / 110_574, 8),
      height: expect.closeTo(9, 5),
    })
    const [worst] = summary.outcome.reached
    expect(worst).toMatchObject({ place: 1, grade: 'over', arrivals: [{ level: 40, p50: expect.any(Number) }] })
    expect(worst?.worst[1]).toBeGreaterThan(frames[0]?.values[1] ?? 0)
    expect(frames.at(-1)?.values[0]).toBeLessThan(11)
    // what is drawn above ground is named, not left out in silence
    expect(summary.caveats.map(({ en }) => en).join()).toMatch(/above ground are not computed \(1: up\)/)
  })

  it('ends when the valves part it from its sources, and says that buildings are not known', async () => {
    const shut = { ...usual, scenario: { pipe: 'p2', hole_m: 0.01, closedAfter_s: 3600 } }
    const { summary, frames } = await run(shut)
    expect(summary.outcome.lost.value).toBeCloseTo((figure(summary, 'Outflow') ?? 0) * 3.6, 6)
    expect(frames.at(-1)?.lost).toBeCloseTo(summary.outcome.lost.value, 6)
    expect(summary.outcome.isolation?.valves.map(({ link, node }) => [link, node])).toEqual([['p1', 'A']])
    for (const name of ['Buildings without heat once shut', 'People without heat once shut', LOAD])
      expect(figure(summary, name)).toBeNull()
    expect(summary.caveats.map(({ en }) => en).join()).toMatch(/who lacks heat is unknown, which is not nobody/)
  })

  it('names who is without heat once shut, the hospital first, from when on, and for how much heat that is', async () => {
    const housed = aNetwork()
      .source('S')
      .pipe('p1', 'S', 'A')
      .pipe('p2', 'A', 'B')
      .valve('p1', 'A')
      .customer('houses', 'residential', 'B', 300, 120_000)
      .customer('clinic', 'hospital', 'A', 80, 90_000)
      .customer('works', 'industry', 'B', 10)
      .customer('upstream', 'school', 'S', 500, 1)
      .build()
    const { summary } = await run({ ...usual, scenario: { pipe: 'p2', hole_m: 0.01, closedAfter_s: 5400 } }, [], housed)
    expect(summary.outcome.isolation?.cutOff.customers.map(({ id }) => id)).toEqual(['clinic', 'houses', 'works'])
    expect(figure(summary, 'Buildings without heat once shut')).toBe(3)
    expect(figure(summary, 'People without heat once shut')).toBe(390)
    expect(figure(summary, LOAD)).toBe(210)
    const said = summary.caveats.map(({ en }) => en).join('\n')
    expect(said).toMatch(/from the closing 1.5 h after the leak began/)
    expect(said).toMatch(/Of 1 of the buildings without heat the load is not known/)
  })

  it('cuts off by the return line alone, and counts who stands at both lines once', async () => {
    const pair = aNetwork()
      .source('S')
      .pipe('p1', 'S', 'A')
      .valve('p1', 'S')
      .source('T')
      .pipe('p2', 'T', 'C')
      .valve('p2', 'T')
      .pipe('p3', 'C', 'D')
      .customer('school', 'school', 'A', 40, 5_000)
      .customer('school', 'school', 'C', 40, 5_000)
      .customer('school', 'school', 'D', 40, 5_000)
      .build()
    const { summary } = await run({ ...usual, scenario: { pipe: 'p2', hole_m: 0.01 } }, [], pair)
    expect(summary.outcome.isolation?.cutOff).toMatchObject({ customers: [{ id: 'school' }], people: 40 })
    expect(figure(summary, LOAD)).toBe(5)
  })

  it('runs until the pipes are empty where valves do not stop it', async () => {
    const open = aNetwork().source('S').pipe('p1', 'S', 'A').build()
    const asked = { ...usual, scenario: { pipe: 'p1', hole_m: 0.01, closedAfter_s: 600 } }
    const { summary } = await run(asked, [], open)
    expect(summary.outcome.lost.value).toBeCloseTo(6.75 / 2, 2)
    expect(summary.caveats.map(({ en }) => en).join()).toMatch(/it is taken to run until the pipes are empty/)
    const shut = await run(asked)
    expect(shut.summary.outcome.lost.value).toBeCloseTo((figure(shut.summary, 'Outflow') ?? 0) * 0.6, 6)
  })

  it('tells every value that is not of the survey', async () => {
    const { summary } = await run({ scenario: { pipe: 'p2', hole_m: 0.01 }, pipes: { p2: { depth: Number.NaN } } })
    const said = summary.caveats.map(({ en }) => en).join('\n')
    for (const part of [
      /depth at the leak is not known/,
      /temperature is not known/,
      /pressure of the network is not known/,
    ])
      expect(said).toMatch(part)
  })

  it.each([
    [{ scenario: { pipe: 'p2', hole_m: 0.3 } }, /hole of 0.3 m is wider than its bore/],
    [{ pipes: { p2: { ...WARM, diameter: Number.NaN } } }, /its bore is not known/],
    [{ pipes: { p2: { ...WARM, subclass: 'ZQ' } } }, /carries steam/],
    [{ pipes: { p2: { ...WARM, temperature: 180 } } }, /its water has 180 °C/],
    [{ pipes: { p2: { ...WARM, depth: 0.1 } } }, /it is not buried/],
    [{ pipes: { p2: { ...WARM, isAbove: true } } }, /lies above ground or on a bridge/],
  ] as [Asked, RegExp][])('is refused by name: %j', async (given, fault) => {
    const result = await drive(leakHeatOfCity, aLeakQuestion('heat', street, { ...usual, ...given }), () => undefined)
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid', detail: expect.stringMatching(fault) } })
    expect(!result.ok && result.failure.detail).toMatch(/pipe p2/)
    // and to Chinese readers in Chinese alone
    expect(!result.ok && result.failure.message?.zh).toMatch(/^管段 p2：[^a-z]*(mm?|℃|[^a-z])/)
    expect(!result.ok && result.failure.message?.zh).not.toMatch(/pipe|expected/)
  })
})

async function run(asked: Asked, near: LeakQuestion['neighbours'] = [], network = street) {
  const frames: LeakFrame[] = []
  const question = { ...aLeakQuestion('heat', network, asked), neighbours: near }
  const result = await drive(leakHeatOfCity, question, (frame) => void frames.push(frame))
  if (!result.ok) throw new Error(result.failure.detail)
  return { summary: result.value, frames }
}

function figure({ outcome }: RunSummary<LeakOutcome>, name: string): number | null | undefined {
  return outcome.figures.find((each) => each.name.en === name)?.value
}
