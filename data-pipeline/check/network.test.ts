import { describe, expect, it } from 'vitest'
import { aLine, aPoint, check } from './a-survey.ts'
import { crossConnection } from './cross-connection.ts'
import { diameterChange } from './diameter-change.ts'
import { duplicatePlace } from './duplicate-place.ts'
import { manholeLevels } from './manhole-levels.ts'
import { sewerLimits } from './sewer-limits.ts'
import { sharpTurn } from './sharp-turn.ts'
import { smallIsland } from './small-island.ts'
import { unconnectedEnd } from './unconnected-end.ts'
import { zeroElevation } from './zero-elevation.ts'

const METRES_NORTH = 110_964
const METRES_EAST = 90_163
/** a place so many metres east and north of the first manhole */
const at = (east: number, north: number) => ({
  x: east,
  y: north,
  lon: 120 + east / METRES_EAST,
  lat: 36 + north / METRES_NORTH,
})
const point = (key: string, east: number, north: number, changes = {}) =>
  aPoint({ key, ...at(east, north), ...changes })
const level = (value: number) => ({ ground: 5, depth: 5 - value, level: value })
const round = (size: number) => ({ kind: 'circle', width: size, height: size }) as const

/** A → B → C to the north, 40 m each, C the end; B's lines as changed. */
function aRun(first: Parameters<typeof aLine>[0] = {}, second: Parameters<typeof aLine>[0] = {}) {
  return {
    points: [point('A', 0, 0), point('B', 0, 40), point('C', 0, 80)],
    lines: [
      aLine({ key: 'A~B~1', startPoint: 'A', endPoint: 'B', path: [at(0, 0), at(0, 40)], ...first }),
      aLine({
        ...{ key: 'B~C~1', startPoint: 'B', endPoint: 'C', path: [at(0, 40), at(0, 80)] },
        ...{ start: level(2.9), end: level(2.7) },
        ...second,
      }),
    ],
  }
}
const rulesOf = (found: ReturnType<typeof check>) => found.findings.map(({ rule }) => rule)

describe('levels at a manhole', () => {
  it('an outlet above the lowest inlet is reported, with how much', () => {
    const [found] = check(manholeLevels, aRun({}, { start: level(3.05) })).findings
    expect(found).toMatchObject({ rule: 'outlet-above-inlet', value: 3.05, assets: ['sewer/B'] })
    expect(found?.message.zh).toContain('0.15 m')
    expect(check(manholeLevels, aRun()).findings).toEqual([])
  })

  it('a fall of more than a metre of a main wants a drop manhole', () => {
    const run = aRun({}, { start: level(1.5) })
    // what flows into A makes A~B a main, no house connection
    const above = aLine({ key: 'Z~A~1', startPoint: 'Z', endPoint: 'A', path: [at(0, -40), at(0, 0)], end: level(3.1) })
    const points = [...run.points, point('Z', 0, -40)]
    const lines = [...run.lines, above]
    expect(rulesOf(check(manholeLevels, { points, lines }))).toEqual(['manhole-drop'])
    const dropping = points.map((it) => (it.key === 'B' ? { ...it, appurtenance: '跌水井' } : it))
    expect(check(manholeLevels, { points: dropping, lines }).findings).toEqual([])
    expect(check(manholeLevels, run).findings).toEqual([])
  })
})

describe('diameters', () => {
  it('a sewer may not get narrower downstream', () => {
    const [found] = check(diameterChange, aRun({ section: round(0.5) })).findings
    expect(found).toMatchObject({ rule: 'shrinking-downstream', value: 300, expected: '≥ 500 mm' })
    expect(check(diameterChange, aRun({}, { section: round(0.5) })).findings).toEqual([])
  })

  it('a pressure pipe that jumps where no reducer is, is doubtful', () => {
    const water = { discipline: 'water', reference: 'crown' } as const
    const { points, lines } = aRun({ ...water, section: round(0.2) }, { ...water, section: round(0.1) })
    const own = points.map((it) => ({ ...it, discipline: 'water', appurtenance: null, feature: '直线点' }))
    expect(rulesOf(check(diameterChange, { points: own, lines }))).toEqual(['diameter-jump'])
    const reduced = own.map((it) => (it.key === 'B' ? { ...it, feature: '变径' } : it))
    expect(check(diameterChange, { points: reduced, lines }).findings).toEqual([])
  })
})

describe('limits of sewers, GB 50014-2021', () => {
  it('a main is at least DN 300, a connection DN 200', () => {
    expect(rulesOf(check(sewerLimits, aRun({ section: round(0.15) })))).toEqual(['smallest-diameter'])
    expect(rulesOf(check(sewerLimits, aRun({ section: round(0.2) })))).toEqual([])
    expect(rulesOf(check(sewerLimits, aRun({}, { section: round(0.2) })))).toEqual(['smallest-diameter'])
  })

  it('DN 300 falls 3 ‰ in concrete and 2 ‰ in plastic, to the centimetre that levels are read to', () => {
    const flat = { start: level(2.9), end: level(2.83) } // 1.75 ‰
    const [found] = check(sewerLimits, aRun({}, { ...flat, material: '混凝土' })).findings
    expect(found).toMatchObject({
      rule: 'least-slope',
      expected: '≥ 0.003 m/m',
      clause: 'GB 50014-2021',
      isExample: false,
    })
    expect(check(sewerLimits, aRun({}, { ...flat, material: 'PE' })).findings).toEqual([])
  })

  it('wells of small sewers are at most 75 m apart', () => {
    const far = { path: [at(0, 40), at(0, 120)], end: level(2.5) }
    const { points, lines } = aRun({}, far)
    const moved = points.map((it) => (it.key === 'C' ? { ...it, ...at(0, 120) } : it))
    expect(rulesOf(check(sewerLimits, { points: moved, lines }))).toEqual(['well-spacing'])
  })

  it('the flow turns by 90° at most', () => {
    const back = { path: [at(0, 40), at(20, 10)] }
    const [found] = check(sharpTurn, aRun({}, back)).findings
    expect(found).toMatchObject({ rule: 'sharp-turn', clause: 'GB 50014-2021' })
    expect(found?.value).toBeCloseTo(33.7, 0)
    expect(check(sharpTurn, aRun({}, { path: [at(0, 40), at(40, 40)] })).findings).toEqual([])
  })

  it('a rain sewer that ends in a foul manhole is a cross-connection', () => {
    const foul = aRun()
    const rain = aLine({
      discipline: 'storm',
      key: 'X~Y~1',
      startPoint: 'X',
      endPoint: 'Y',
      path: [at(30, 40), at(0.2, 40)],
    })
    const ends = [point('X', 30, 40, { discipline: 'storm' }), point('Y', 0.2, 40, { discipline: 'storm' })]
    const survey = { points: [...foul.points, ...ends], lines: [...foul.lines, rain] }
    const [found] = check(crossConnection, survey).findings
    expect(found).toMatchObject({ rule: 'cross-connection', value: 'B', assets: ['storm/Y', 'storm/X~Y~1', 'sewer/B'] })
    const combined = { ...survey, lines: survey.lines.map((line) => ({ ...line, subclass: 'HS' })) }
    expect(check(crossConnection, combined).findings).toEqual([])
  })
})

describe('joins', () => {
  it('two numbers of one place are reported at the later one', () => {
    const points = [
      point('A', 0, 0),
      point('B', 0.005, 0),
      point('C', 0.5, 0),
      point('A', 0, 0, { discipline: 'storm' }),
    ]
    expect(check(duplicatePlace, { points }).findings.map(({ assets }) => assets)).toEqual([['sewer/B']])
  })

  it('a free end beside its own network is reported, one that ends alone is not', () => {
    const run = aRun()
    const near = aLine({
      key: 'D~E~1',
      startPoint: 'D',
      endPoint: 'E',
      path: [at(30, 40), at(0.2, 40)],
      end: level(2.9),
    })
    const survey = { points: [...run.points, point('D', 30, 40), point('E', 0.2, 40)], lines: [...run.lines, near] }
    const { findings } = check(unconnectedEnd, survey)
    expect(findings.map(({ assets, value }) => [assets[0], value])).toEqual([['sewer/E', 0.2]])
  })

  it('a free end over its own network by more than a foot is no join', () => {
    const run = aRun()
    const above = aLine({
      ...{ key: 'D~E~1', startPoint: 'D', endPoint: 'E', path: [at(30, 20), at(0.1, 20)] },
      ...{ start: level(4.4), end: level(4.4) },
    })
    const survey = { points: [...run.points, point('D', 30, 20), point('E', 0.1, 20)], lines: [...run.lines, above] }
    expect(check(unconnectedEnd, survey).findings).toEqual([])
  })

  it('a few lines beside a large network are an island', () => {
    const keys = Array.from({ length: 103 }, (_, i) => `P${i}`)
    const points = [...keys.map((key, i) => point(key, 0, i * 10)), point('Q0', 500, 0), point('Q1', 500, 10)]
    const lines = keys.slice(1).map((key, i) => aLine({ key: `L${i}`, startPoint: `P${i}`, endPoint: key }))
    const island = aLine({ key: 'Q0~Q1~1', startPoint: 'Q0', endPoint: 'Q1' })
    const { findings, facts } = check(smallIsland, { points, lines: [...lines, island] })
    expect(findings.map(({ assets, value }) => [assets[0], value])).toEqual([['sewer/Q0', 1]])
    expect(facts).toEqual({ 'small islands of network': 1 })
  })
})

describe('elevation 0', () => {
  const levels = (values: readonly number[]) => values.map((ground, i) => point(`P${i}`, i, 0, { ground }))

  it('is missing where all else lies high, and a level by the sea', () => {
    const high = Array.from({ length: 20 }, (_, i) => 200 + i)
    expect(check(zeroElevation, { points: levels([...high, 0, 0]) }).facts).toEqual({ 'points of elevation 0': 2 })
    const low = Array.from({ length: 20 }, (_, i) => i / 4 - 1)
    expect(check(zeroElevation, { points: levels([...low, 0, 0]) }).findings).toEqual([])
  })
})
