import { describe, expect, it } from 'vitest'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { SPILL_STATE } from '../../../src/domain/leak/leak-scales.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import type { RunSummary } from '../../../src/domain/run-summary.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { leakSewageOfCity } from './sewage-simulation.ts'

/** A ─d1─ B ─d2─ C, 100 m each, 0.3 m inside, falling 1 m. */
const street = aNetwork().of('sewer').drain('d1', 'A', 'B').drain('d2', 'B', 'C').build()
const LAID = { length: 100, diameter: 0.3, fall: 1, material: 'T' }
/** half of what a drain carries when full: (0.3/4)^(2/3) √0.01 / 0.013 = 1.368 m/s, × π 0.3²/4 = 0.09669 m³/s */
const HALF_FULL = 0.09669 / 2
const usual: Asked = {
  scenario: { pipe: 'A', spill_m3_s: HALF_FULL, duration_s: 600 },
  pipes: { d1: LAID, d2: { ...LAID, level: 7.8 } },
}

describe('a spill in the drains of a city', () => {
  it('tells what it is at before its first frame, and after the last', async () => {
    const said: RunProgress[] = []
    const tell = (progress: RunProgress) => said.push(progress)
    const running = leakSewageOfCity.run(aLeakQuestion('sewer', street, usual), { now: () => 0, tell })
    await running.next()
    expect(said.map(({ phase }) => phase)).toEqual(['reading', 'drains', 'following'])
    for (let step = await running.next(); !step.done; step = await running.next());
    expect(said.at(-1)?.phase).toBe('crossings')
  })

  it('comes at the latest at the speed of its own water, at the earliest at that of the quickest depth', async () => {
    const { summary, places } = await run(usual)
    const { reached } = summary.outcome
    expect(reached.map(({ place }) => places[place]?.id)).toEqual(['A', 'B', 'C'])
    expect(places[reached[2]?.place ?? -1]?.kind).toBe('end')
    // half full it runs as fast as full: 100 m at 1.368 m/s
    expect(reached[1]?.arrivals[0]?.p90).toBeCloseTo(73.1, 0)
    // a circle runs quickest at 0.81 of its depth: 1.14 times the speed when full
    expect(reached[1]?.arrivals[0]?.p10).toBeCloseTo(73.1 / 1.14, 0)
    expect(reached[2]?.arrivals[0]?.p90).toBeCloseTo(146.2, 0)
    expect(summary.outcome.lost.value).toBeCloseTo(29.0, 1)
    expect(summary.balance[0]?.error).toBeLessThan(1e-9)
  })

  it('is somewhere for certain only where its quickest and its slowest way agree', async () => {
    const { frames, places } = await run(usual)
    const d2 = places.findIndex(({ id }) => id === 'd2')
    const at = (time: number) => frames.findLast((frame) => frame.time <= time)?.values[d2]
    expect(at(40)).toBeNaN()
    expect(at(73)).toBe(SPILL_STATE.possible)
    expect(at(400)).toBe(SPILL_STATE.certain)
    expect(frames.at(-1)?.values[d2]).toBe(SPILL_STATE.possible)
  })

  it('that enters a line runs the rest of it alone', async () => {
    const { summary, places } = await run({ ...usual, scenario: { ...usual.scenario, pipe: 'd1', share: 0.75 } })
    expect(summary.outcome.reached.map(({ place }) => places[place]?.id)).toEqual(['B', 'C'])
    expect(summary.outcome.reached[0]?.arrivals[0]?.p90).toBeCloseTo(73.1 / 4, 0)
  })

  it('goes by the surveyed direction, also where the line was drawn the other way or rises, and then tells it', async () => {
    const back = aNetwork().of('sewer').drain('d1', 'B', 'A', 'back').drain('d2', 'B', 'C').build()
    const pipes = { d1: { ...LAID, fall: 1, level: 7.8 }, d2: { ...LAID, level: 7.8 } }
    const { summary, places } = await run({ ...usual, pipes }, back)
    expect(summary.outcome.reached.map(({ place }) => places[place]?.id)).toEqual(['A', 'B', 'C'])
    // nothing but 5 m/s bounds what runs up
    expect(summary.outcome.reached[1]?.arrivals[0]?.p10).toBeCloseTo(100 / 5, 6)
    expect(told(summary)).toMatch(/without a known fall .*\(1: d1\)/)
  })

  it('is led on by a pumped main where nothing else leaves', async () => {
    const pumped = aNetwork().of('sewer').drain('d1', 'A', 'B').drain('d2', 'C', 'B', 'unknown').build()
    const { summary, places } = await run(usual, pumped)
    expect(summary.outcome.reached.map(({ place }) => places[place]?.id)).toEqual(['A', 'B', 'C'])
    expect(told(summary)).toMatch(/pumped mains are taken to lead away/)
    await expect(run({ ...usual, scenario: { pipe: 'd2' } }, pumped)).rejects.toThrow(/line d2: which way it runs/)
  })

  it('is thinned by the dry-weather flow that is known at its place, and by no other', async () => {
    const dry = { ...usual, scenario: { ...usual.scenario, spill_m3_s: 0.01, dry_m3_s: 0.03 } }
    const { summary, places } = await run(dry)
    expect(
      summary.outcome.drains.map(({ place, flow, atMost, state }) => [places[place]?.id, flow, atMost, state]),
    ).toEqual(['d1', 'd2'].map((id) => [id, expect.closeTo(0.04, 12), expect.closeTo(0.25, 12), 'free']))
    const bare = (await run(usual)).summary
    expect(bare.outcome.drains.map(({ atMost }) => atMost)).toEqual([null, null])
    expect(told(bare)).toMatch(/No concentration is told/)
  })

  it('runs under pressure at Q/A, and comes out where its friction takes more than the cover', async () => {
    // twice of what fits takes four times the fall of 1 m: 3 m more, at d1 on top of d2
    const full = { ...usual.scenario, spill_m3_s: 2 * 0.09669 }
    const states = async (depth: number) => {
      const pipes = { d1: { ...LAID, depth }, d2: { ...LAID, level: 7.8, depth } }
      const { summary } = await run({ ...usual, scenario: full, pipes })
      return { drains: summary.outcome.drains, said: told(summary), counted: countedFull(summary) }
    }
    const { drains, said, counted } = await states(8)
    expect(counted).toEqual([2, 0])
    expect(drains.map(({ state }) => state)).toEqual(['full', 'full'])
    expect(drains[0]?.speed[0]).toBeCloseTo((2 * 0.09669) / ((Math.PI / 4) * 0.3 ** 2), 2)
    expect(said).toMatch(/own speed Q\/A under pressure.*\(2: d1, d2\)/)
    expect((await states(4)).counted).toEqual([2, 0])
    expect((await states(4)).drains.map(({ state }) => state)).toEqual(['overflows', 'full'])
    expect((await states(4)).said).toMatch(/comes out of the manhole above them.*\(1: d1\)/)
    expect((await states(2)).drains.map(({ state }) => state)).toEqual(['overflows', 'overflows'])
  })

  it('counts no drain as full of which nobody knows whether it is, and counts it apart', async () => {
    // half full by its fall of 1 m; the fall of the other is not known
    const { summary } = await run({ ...usual, pipes: { d1: LAID, d2: { ...LAID, fall: Number.NaN } } })
    expect(summary.outcome.drains.map(({ state }) => state)).toEqual(['free', 'unknown'])
    expect(countedFull(summary)).toEqual([0, 1])
  })

  it('tells ends apart by what they are called', async () => {
    const of = (ends: NonNullable<NonNullable<Asked['plan']>['networks']>[number]['ends']) =>
      run({ ...usual, plan: { networks: [{ discipline: 'sewer', pipes: 'p', sources: [], ends }] } })
    const works = await of([
      { node: 'C', kind: 'works' },
      { node: 'B', kind: 'pump' },
    ])
    expect(works.summary.outcome.reached.map(({ grade, place }) => [works.places[place]?.kind, grade])).toEqual([
      ['manhole', 'passes'],
      ['pump', 'passes'],
      ['works', 'works'],
    ])
    expect(told(works.summary)).not.toMatch(/does not tell what it is/)
    expect(works.summary.outcome.figures.find(({ name }) => /treatment/.test(name.en))?.value).toBe(1)
    const unknown = await of([])
    expect(unknown.summary.outcome.reached.at(-1)?.grade).toBe('end')
    expect(told(unknown.summary)).toMatch(/does not tell what it is/)
  })

  it('parts where two drains leave, and books all of it', async () => {
    const fork = aNetwork().of('sewer').drain('d1', 'A', 'B').drain('d2', 'B', 'C').drain('d3', 'B', 'D').build()
    const { summary } = await run({ ...usual, pipes: { d1: LAID, d2: LAID, d3: LAID } }, fork)
    expect(summary.outcome.reached.slice(2).map(({ worst }) => worst[1])).toEqual([0.5, 0.5])
    expect(summary.balance[0]?.out).toBeCloseTo(summary.balance[0]?.in ?? 0, 9)
  })

  it('does not follow what is not in use, and says so', async () => {
    const { summary } = await run({ ...usual, pipes: { ...usual.pipes, d2: { ...LAID, status: 'abandoned' } } })
    expect(summary.outcome.reached).toHaveLength(2)
    expect(told(summary)).toMatch(/not in use are not followed \(1: d2\)/)
  })

  it('is refused in a loop, by the names of its drains', async () => {
    const loop = aNetwork().of('sewer').drain('d1', 'A', 'B').drain('d2', 'B', 'A').build()
    await expect(run(usual, loop)).rejects.toThrow(/d1, d2 … form a loop/)
  })
})

describe('rain and foul sewers that seem joined', () => {
  it('are told where one runs into the other in one shaft, and where both only share it', async () => {
    // nodes lie in the order of their names: X is in the place of A, Y of B, Z of C
    const rain = aNetwork().of('storm').drain('r0', 'X', 'Y').drain('r1', 'Z', 'O').build()
    const { summary } = await run(usual, street, rain)
    expect(summary.outcome.crossings).toEqual([
      expect.objectContaining({ kind: 'rain in foul sewer', id: 'B', lines: ['r0', 'd2'] }),
      expect.objectContaining({ kind: 'sewage in storm sewer', id: 'C', lines: ['d2', 'r1'] }),
      expect.objectContaining({ kind: 'shared place', id: 'A', lines: [] }),
    ])
  })

  it('go by what a line carries, whatever network it was surveyed in', async () => {
    const pipes = { d1: { ...LAID, subclass: 'YS' }, d2: { ...LAID, level: 7.8, subclass: 'WS' } }
    const { summary } = await run({ ...usual, pipes })
    expect(summary.outcome.crossings).toEqual([
      expect.objectContaining({ kind: 'rain in foul sewer', id: 'B', lines: ['d1', 'd2'] }),
    ])
    expect(told(summary)).toMatch(/other network of drains .* is not there/)
  })

  it('are none where combined sewers meet any', async () => {
    const pipes = { d1: { ...LAID, subclass: 'HS' }, d2: { ...LAID, level: 7.8, subclass: 'WS' } }
    expect((await run({ ...usual, pipes })).summary.outcome.crossings).toEqual([])
  })
})

const told = (summary: RunSummary<LeakOutcome>) => summary.caveats.map(({ en }) => en).join('\n')

async function run(asked: Asked, network: NetworkFile = street, rain?: NetworkFile) {
  const of = aLeakQuestion('sewer', network, asked)
  const other = rain && aLeakQuestion('storm', rain, {})
  const question: LeakQuestion = { ...of, beside: other ? { network: other.network, pipes: other.pipes } : null }
  const frames: LeakFrame[] = []
  const result = await drive(leakSewageOfCity, question, (frame) => void frames.push(frame))
  if (!result.ok) throw new Error(result.failure.detail)
  return { frames, places: frames[0]?.places ?? [], summary: result.value }
}

/** Drains that run full, and those of which nobody knows, as the figures count them. */
function countedFull({ outcome }: RunSummary<LeakOutcome>) {
  return ['Drains that run full', 'Drains of which nobody knows whether they run full'].map(
    (en) => outcome.figures.find(({ name }) => name.en === en)?.value,
  )
}
