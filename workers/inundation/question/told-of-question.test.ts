import { describe, expect, it } from 'vitest'
import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodScenario } from '../../../src/domain/inundation/scenario.ts'
import { valleyPlan, valleyQuestion } from '../../../tests/kit/a-flood.ts'
import { caseOfQuestion } from './case-of-question.ts'
import { toldOfQuestion } from './told-of-question.ts'

const SEA = { side: 'west', from_m: 0, to_m: 120, water: 'sea' } as const
const RIVER = { side: 'east', from_m: 0, to_m: 20, water: 'river' } as const
const storm = { id: 's', name: 'one', a1: 10, c: 0.8, b: 10, n: 0.7, r: 0.4, source: 'GB' }
/** a tide that ebbs for an hour and rises for three [m] */
const TIDE = [0.2, -0.4, 0.6, 1.4, 2].map((level_m, hour) => ({
  ...{ water: 'sea' as const, hour: hour === 4 ? 6 : hour, level_m, discharge_m3_s: null },
}))
const FLOW = [12, 30].map((discharge_m3_s, hour) => ({ water: 'river' as const, hour, level_m: null, discharge_m3_s }))

function told(plan: Partial<FloodPlan>, scenario: Partial<FloodScenario> = {}): string {
  const lines = toldOfQuestion({
    plan: { ...valleyPlan, ...plan },
    scenario: { ...valleyQuestion.scenario, ...scenario },
  })
  return lines.map(({ en }) => en).join('\n')
}

describe('what a question tells of what is not in its run', () => {
  it('says of every run that nothing infiltrates and what of the street is not there: its case has none of it', () => {
    const { given, told: lines } = caseOfQuestion(valleyQuestion)
    expect(given).toMatchObject({ infiltration: [], runoff_coefficients: [], structures: [] })
    const all = lines.map(({ en }) => en).join('\n')
    for (const part of ['Infiltration is not in', 'Kerbs, walls, bridges and culverts are not in'])
      expect(all).toContain(part)
  })

  it('tells where the sea stands at the start and at most, with its surge, between two rows too', () => {
    const plan = { boundaries: [SEA], waters: TIDE }
    expect(told(plan, { hours: 1 })).toContain('H 0.20 m at the start, at most H 0.20 m')
    // half-way from −0.4 to 0.6 m at 1 h 30 min; 1.4 to 2 m in three hours: 1.6 m at 4 h
    expect(told(plan, { hours: 1.75 })).toContain('at most H 0.35 m')
    expect(told(plan, { hours: 4 })).toContain('at most H 1.60 m')
    expect(told(plan, { hours: 4, surge: 1 })).toContain(
      'with a surge of 1.00 m, from its hour 0 on: H 1.20 m at the start, at most H 2.60 m',
    )
    // the tide of 2 m comes at 6 h
    expect(told(plan, { hours: 4 })).toContain('in this run and H 2.00 m in the day')
    expect(told({ ...plan, boundaries: [] })).not.toContain('The sea')
  })

  it('never lets the design day pass for the water of now', () => {
    const plan = { boundaries: [SEA, RIVER], waters: [...TIDE, ...FLOW] }
    expect(told(plan)).not.toContain('not measured now')
    expect(told(plan, { rain: 'live' }).match(/It is not measured now/g)).toHaveLength(2)
  })

  it('tells a river by its level where that is known, else by its flow, and a sea of which nothing is known', () => {
    const byFlow = told({ boundaries: [RIVER], waters: FLOW })
    expect(byFlow).toContain('The flow of the river is that of the design day')
    expect(byFlow).toContain('12.0 m³/s at the start, at most 30.0 m³/s')
    const byLevel = told({ boundaries: [RIVER], waters: FLOW.map((row) => ({ ...row, level_m: 3 })) })
    expect(byLevel).toContain('The level of the river')
    expect(byLevel).not.toContain('The flow of the river')
    expect(told({ boundaries: [SEA], waters: FLOW })).toContain('The level of the sea is not known')
  })

  it('says which of several storm formulas falls, and that it falls everywhere alike', () => {
    const plan = { storms: [storm, { ...storm, id: 't', name: 'two' }] }
    expect(told(plan, { rain: 'design' })).toMatch(/the first is used: “one”（GB）; not used: “two”/)
    expect(told(plan, { rain: 'design' })).toContain('falls on the whole city at once')
    expect(told(plan, { rain: 'live' })).not.toMatch(/formula|whole city/)
    expect(told({ storms: [storm] }, { rain: 'design' })).not.toContain('formula')
  })
})
