import { describe, expect, it } from 'vitest'
import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { SPILL_STATE } from '../../../src/domain/leak/leak-scales.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
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
