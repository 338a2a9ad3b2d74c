import { describe, expect, it } from 'vitest'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import { valley, valleyQuestion } from '../../../tests/kit/a-flood.ts'
import { drive } from '../../drive.ts'
import { prepare } from '../prepare/prepare.ts'
import { inundation } from '../simulation.ts'
import { caseOfQuestion } from './case-of-question.ts'

const INP = `[OPTIONS]
FLOW_UNITS CMS
[JUNCTIONS]
Y1 1 2
Y2 0.8 2.2
Y9 1.2 2
[OUTFALLS]
O 0.5 TIDAL sea NO
[CONDUITS]
P1 Y1 Y2 40 0.013 0 0
P9 Y9 Y1 40 0.013 0 0
[PUMPS]
PU Y2 O C ON 0.8 0.3
[XSECTIONS]
P1 CIRCULAR 0.5 0 0 0
P9 CIRCULAR 0.5 0 0 0
[CURVES]
C PUMP2 0 0.2
C 5 0.2
sea TIDAL 0 0
sea 24 0
`
const [x, y] = [valley.west, valley.south]
const opening = (node: string, east: number, kind: 'inlet' | 'manhole', width_m: number | null = 0.5) => ({
  ...{ node, kind, rim_m: 3, width_m },
  at: [x + east, y + 62] as [number, number],
})
const DRAINS: FloodPlan['drainage'] = {
  ...{ path: 'd', nodes: 5, links: 2 },
  pumps: [{ id: 'PU', name: 'B 泵', from: 'Y2', to: 'O', flow_m3_s: 0.2 }],
  gates: [],
  openings: [opening('Y1', 42, 'inlet'), opening('Y2', 82, 'manhole', null), opening('Y3', 2, 'manhole')],
  outfalls: [{ node: 'O', at: [x, y], water: 'sea', isFlapped: false }],
}
const WATERS = [
  { water: 'sea', hour: 0, level_m: 0.2, discharge_m3_s: null },
  { water: 'sea', hour: 6, level_m: 1.2, discharge_m3_s: null },
] satisfies FloodPlan['waters']

function ask(plan: Partial<FloodPlan> = {}, more: Partial<FloodQuestion> = {}): FloodQuestion {
  const drainage = new TextEncoder().encode(INP).buffer as ArrayBuffer
  const whole = { ...valleyQuestion.plan, drainage: DRAINS, waters: WATERS, ...plan }
  return { ...valleyQuestion, drainage, ...more, plan: whole }
}
const told = (question: FloodQuestion) => caseOfQuestion(question).told.map(({ en }) => en)

describe('the drains of a question', () => {
  it('open where there is ground; the others, unknown sizes and covers are told by name', () => {
    const question = ask()
    const { network } = caseOfQuestion(question).given
    expect(network?.manholes).toEqual([
      { node: 'Y1', x: x + 42, y: y + 62, width_m: 0.5 },
      { node: 'Y2', x: x + 82, y: y + 62, width_m: 0.7, vent_m2: 0.014 },
    ])
    expect(told(question).slice(-4)).toEqual([
      expect.stringMatching(/^1 openings lie on no ground.*: Y3\.$/),
      expect.stringMatching(/^1 openings of unknown size.*: Y2\.$/),
      expect.stringContaining('Covers in their places'),
      expect.stringMatching(/^1 chambers open to no street/),
    ])
  })

  it('end in the sea with its surge, and run as staff switch them', () => {
    const switches = [{ id: 'PU', time_s: 600, setting: 0 }]
    const { network } = caseOfQuestion(ask({}, { scenario: { ...valleyQuestion.scenario, surge: 1, switches } })).given
    const [outfall] = network?.outfalls ?? []
    expect(outfall).toMatchObject({
      node: 'O',
      series: [
        [0, 1.2],
        [21_600, 2.2],
      ],
    })
    expect(network?.switches).toEqual([{ link: 'PU', t_s: 600, setting: 0 }])
  })

  it('refuse to switch what the city does not have', () => {
    const scenario = { ...valleyQuestion.scenario, switches: [{ id: 'PX', time_s: 0, setting: 0 }] }
    expect(() => prepare(caseOfQuestion(ask({}, { scenario })).given)).toThrow(/switches\[0\] "PX": not in the network/)
    expect(() => caseOfQuestion(ask({ drainage: null }, { scenario }))).toThrow(/no drains/)
  })

  it('are refused on the page in its language', async () => {
    const switches = [{ id: 'PU', time_s: 0, setting: 0 }]
    const asked = ask({}, { drainage: null, scenario: { ...valleyQuestion.scenario, switches } })
    expect(await drive(inundation, asked, () => {})).toMatchObject({
      failure: {
        kind: 'invalid',
        message: { zh: '设备切换：本市没有排水管网', en: 'switches: the city has no drains' },
      },
    })
  })

  it('are computed with the flood: both balances close, and what is left out is told with the result', async () => {
    const scenario = { ...valleyQuestion.scenario, rain: 'live' as const, hours: 0.25 }
    const result = await drive(
      inundation,
      ask({}, { scenario, liveRain: { steps: [{ from_s: 0, gauges: [{ at: [0, 0], mm_h: 60 }] }], told: [] } }),
      () => {},
    )
    if (!result.ok) throw new Error(result.failure.detail)
    const { outcome, balance, caveats } = result.value
    expect(balance.map(({ quantity }) => quantity.en)).toEqual(['Water on the ground', 'Water in the drains'])
    for (const { error } of balance) expect(error).toBeLessThan(1e-6)
    expect(outcome.volumes.drained).toBeGreaterThan(5)
    expect(outcome.network?.outflow).toBeGreaterThan(1)
    expect(outcome.network?.manholes).toHaveLength(2)
    expect(caveats.map(({ en }) => en).join()).not.toContain('Drains and pumps are not in')
  })
})

describe('the river of a question', () => {
  const river = (side: 'west' | 'east', from_m: number, to_m: number) => ({
    side,
    from_m,
    to_m,
    water: 'river' as const,
  })
  const flow = { water: 'river', hour: 0, level_m: null, discharge_m3_s: 12 } as const

  it('comes in where its bed is highest, and falls away where it leaves', () => {
    const boundaries = [river('east', 0, 20), river('east', 56, 68)]
    const { given, told: said } = caseOfQuestion(ask({ boundaries, waters: [flow] }))
    expect(given.boundaries).toEqual([
      { side: 'east', from_m: 0, to_m: 20, type: 'discharge', series: [[0, 12]] },
      { side: 'east', from_m: 56, to_m: 68, type: 'free' },
    ])
    expect(said.at(-1)?.en).toContain('dry at the start')
  })

  it('stands at its level where that is known, without the surge of the sea, and is told where nothing is', () => {
    const boundaries = [river('east', 0, 20)]
    const scenario = { ...valleyQuestion.scenario, surge: 2 }
    const levels = [{ ...flow, level_m: 3.5 }]
    expect(caseOfQuestion(ask({ boundaries, waters: levels }, { scenario })).given.boundaries).toEqual([
      { side: 'east', from_m: 0, to_m: 20, type: 'stage', at_rest: false, series: [[0, 3.5]] },
    ])
    const unknown = ask({ boundaries, waters: [] })
    expect(caseOfQuestion(unknown).given.boundaries).toMatchObject([{ type: 'free' }])
    expect(told(unknown).at(-1)).toContain('Neither flow nor level')
  })
})
