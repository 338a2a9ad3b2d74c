import { describe, expect, it } from 'vitest'
import { aLeakSummary, inStreet, leakPlaces } from '../../../../tests/kit/a-leak.ts'
import type { LeakKind } from '../leak-plan.ts'
import type { ExportedLeak } from './exported-leak.ts'
import { leakGeoJson } from './leak-geojson.ts'
import { leakCourseTable, leakCustomersTable, leakPlacesTable } from './leak-table.ts'

const run = (kind: LeakKind, error = 3e-9): ExportedLeak => {
  const { outcome, caveats, balance } = aLeakSummary(kind, error)
  return {
    name: `leak-${kind}`,
    ...inStreet(kind),
    places: leakPlaces(kind),
    outcome,
    lost: [
      [0, 0],
      [3600, 33.6],
    ],
    caveats,
    balance,
    error,
    tolerance: 1e-6,
  }
}

describe('the table of a leak', () => {
  it('has a place a line, with unit, evidence and three times a level; what does not come within the run is empty', () => {
    const lines = leakPlacesTable(run('gas')).split('\n')
    const head = lines.find((line) => line.startsWith('place,'))?.split(',') ?? []
    expect(head).toContain('arrival_0.2_p90_s')
    const cells = (id: string) => lines.find((line) => line.startsWith(id))?.split(',') ?? []
    const cell = (id: string, column: string) => cells(id)[head.indexOf(column)]
    expect(cell('demo/sewer/WS1', 'arrival_0.2_p50_s')).toBe('1500')
    expect(cell('demo/sewer/WS3', 'arrival_0.2_p90_s')).toBe('')
    expect(cell('demo/sewer/WS3', 'arrival_0.2_reached')).toBe('0.5')
    expect([cell('demo/sewer/WS1', 'grade'), cell('demo/sewer/WS1', 'evidence')]).toEqual(['rich', 'C'])
    const facts = lines.filter((line) => line.startsWith('#') || line.startsWith('\uFEFF#')).join()
    for (const part of [
      'share of LEL',
      '模拟时长内未到达',
      'not within the run',
      'C: ',
      'neither measured',
      '破口 hole: 0.01 m',
      '风未知',
      '容积未测的井',
      '(12)',
    ])
      expect(facts).toContain(part)
    expect(facts).not.toContain('NOT TRUSTWORTHY')
  })

  it('has no more digits than its class of evidence bears, in any of its files', () => {
    const gas = run('gas')
    const raw = { ...gas, outcome: { ...gas.outcome, lost: { value: 33.612345, unit: 'kg' } } }
    expect(leakPlacesTable(raw)).toContain('# 漏出 lost: 34 kg')
    expect(leakPlacesTable(raw)).toContain('最大泄漏率 Greatest rate: 0.012 kg/s')
    expect(leakPlacesTable(raw)).toContain('撤离半径 Evacuation radius: ≈ 30 m')
    expect(leakPlacesTable(raw)).toContain('管内剩余 Left in the pipe: 未知 not known')
    const [place] = JSON.parse(leakGeoJson(raw)).features.filter(
      ({ properties }: { properties: { of: string } }) => properties.of === 'place',
    )
    for (const value of [place.properties.worst_p10, place.properties.arrivals_s[0].p50])
      expect(value).toBe(Number(value.toPrecision(2)))
  })

  it('tells what to close where a valve does not close, and of gas what the soil was checked against', () => {
    const text = leakPlacesTable(run('gas'))
    expect(text).toContain('demo/gas/V1 (demo/gas/V1~1) → demo/gas/V2 (demo/gas/V2~1), demo/gas/V7 (demo/gas/V7~1)')
    expect(text).toMatch(/土壤校核.*3–4 倍.*published ratios/)
    expect(leakPlacesTable(run('water'))).not.toContain('土壤校核')
  })

  it('names customers by what becomes of them, and what is over time', () => {
    const customers = leakCustomersTable(run('water')).split('\n')
    const of = (what: string) =>
      customers.filter((line) => line.startsWith(`${what},`)).map((line) => line.split(',')[1])
    expect(of('short')).toEqual(['C1'])
    expect(of('short after')).toEqual(['C3'])
    expect(of('cut off')).toEqual(['C1', 'C2'])
    expect(of('drawn in')).toEqual(['C2'])
    expect(customers.find((line) => line.startsWith('short after'))).toContain('0.712,')
    const course = leakCourseTable(run('water'))
      .split('\n')
      .filter((line) => line !== '' && !/^\uFEFF?#/.test(line))
    expect(course).toEqual([
      'time_s,lost (m³),水池 SC1 水深 depth in tank SC1 (m),evidence',
      '0,0,3.21,A',
      '3600,33.6,2.1,A',
    ])
  })

  it('says that nobody may rely on it', () => {
    expect(leakPlacesTable(run('water', 1e-3))).toContain('NOT TRUSTWORTHY')
  })
})

describe('the map of a leak', () => {
  const map = JSON.parse(leakGeoJson(run('gas')))
  const of = (what: string) =>
    map.features.filter(({ properties }: { properties: { of: string } }) => properties.of === what)

  it('has the leak, places, valves in their order and areas, each with its evidence', () => {
    expect(['leak', 'place', 'valve', 'area'].map((what) => of(what).length)).toEqual([1, 3, 2, 2])
    expect(of('valve').map(({ properties }: { properties: { order: number } }) => properties.order)).toEqual([1, 2])
    expect(of('place')[0].properties).toMatchObject({ evidence: 'C', trustworthy: true, unit: 'share of LEL' })
  })

  it('has customers where their place is known, and gas above ground by classes, the rings closed', () => {
    const water = JSON.parse(leakGeoJson(run('water'))).features
    const customers = water.filter(({ properties }: { properties: { of: string } }) => properties.of === 'customer')
    expect(customers.map(({ properties }: { properties: { what: string } }) => properties.what)).toEqual([
      ...['short', 'short after', 'downstream'],
    ])
    const areas = of('gas above ground')
    const classes = areas.map(({ properties }: { properties: object }) => properties)
    expect(classes).toEqual([
      expect.objectContaining({ lel_share_at_least: 0.2, lel_share_below: 0.5, up_to_m: 1.5 }),
      expect.objectContaining({ lel_share_at_least: 0.01, lel_share_below: 0.05 }),
    ])
    const [ring] = areas[0].geometry.coordinates
    expect(ring).toContainEqual([120.35, 36.05995])
    expect(ring).toHaveLength(5)
    expect(ring[0]).toEqual(ring.at(-1))
  })

  it('closes its rings counter-clockwise, and draws downwind as a line', () => {
    const [around, downwind] = of('area')
    const [ring] = around.geometry.coordinates
    expect(ring[0]).toEqual(ring.at(-1))
    const area = ring.slice(1).reduce((sum: number, [x, y]: number[], i: number) => {
      const [fromX, fromY] = ring[i]
      return sum + (fromX * (y as number) - (x as number) * fromY) / 2
    }, 0)
    expect(area).toBeGreaterThan(0)
    expect(downwind.geometry.type).toBe('LineString')
  })
})
