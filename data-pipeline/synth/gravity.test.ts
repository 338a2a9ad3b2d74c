import { describe, expect, it } from 'vitest'
import type { Corridor } from './corridor.ts'
import { drain, leastSlope } from './gravity.ts'
import type { Street } from './streets.ts'
import type { SurveyPoint } from './survey-table.ts'

const street: Street = {
  id: 'RD',
  zh: '试验路',
  en: 'Test Road',
  class: 'local',
  width: 20,
  axis: 'east',
  from: { x: 0, y: 0 },
  along: { x: 1, y: 0 },
  length: 200,
  river: null,
}
const rules = {
  cover: 1,
  section: (upstream: number) => (upstream > 60 ? ([500, 500] as const) : ([300, 300] as const)),
}

describe('a gravity network', () => {
  it('falls at least at the least slope on flat ground', () => {
    const [first, second] = run(5, 5, 5)
    expect(first).toMatchObject({ startLevel: 3.7, endLevel: 3.58 })
    expect(second?.startLevel).toBeLessThanOrEqual(3.58)
    expect((second?.startLevel ?? 0) - (second?.endLevel ?? 0)).toBeCloseTo(leastSlope(500) * 40, 3)
  })

  it('meets steep ground with drops, never with a slope over 1 %', () => {
    for (const reach of run(12, 10, 8))
      expect((reach.startLevel - reach.endLevel) / 40).toBeLessThanOrEqual(0.01 + 1e-9)
  })

  it('keeps the cover at both ends of every reach', () => {
    for (const { from, to, startLevel, endLevel, height } of run(9, 7, 8, 6)) {
      expect(from.ground - startLevel - height / 1000).toBeGreaterThanOrEqual(1 - 1e-9)
      expect(to.ground - endLevel - height / 1000).toBeGreaterThanOrEqual(1 - 1e-9)
    }
  })

  it('never narrows downstream', () => {
    const widths = run(5, 5, 5, 5).map(({ width }) => width)
    expect(widths).toEqual([...widths].sort((a, b) => a - b))
  })
})

/** Reaches of one straight sewer whose nodes, 40 m apart, have these ground levels; the last node is the root. */
function run(...grounds: number[]) {
  const corridor = along(...grounds)
  return drain([corridor], [root(corridor)], rules)
}

function root(corridor: Corridor): SurveyPoint {
  const last = corridor.nodes.at(-1)
  if (!last) throw new Error('root: the corridor has no nodes')
  return last.point
}

function along(...grounds: number[]): Corridor {
  const origin = { project: 'P', year: 2010, owner: 'E02', quality: 'B' } as const
  const nodes = grounds.map((ground, i) => {
    const where = { x: i * 40, y: 0, station: i * 40, offset: 0, subclass: 'YS', feature: '', subsid: '', serial: '01' }
    const point: SurveyPoint = {
      ...where,
      id: `N${i}`,
      ground,
      street,
      origin,
      wellDepth: null,
      operable: null,
      name: '',
      note: '',
    }
    return { point, kind: 'middle' as const }
  })
  return { street, nodes }
}
