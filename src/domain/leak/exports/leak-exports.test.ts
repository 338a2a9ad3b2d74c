import { describe, expect, it } from 'vitest'
import { aLeakSummary, inStreet, leakPlaces } from '../../../../tests/kit/a-leak.ts'
import type { LeakKind } from '../leak-plan.ts'
import type { ExportedLeak } from './exported-leak.ts'
import { leakGeoJson } from './leak-geojson.ts'
import { leakPlacesTable } from './leak-table.ts'

const run = (kind: LeakKind, error = 3e-9): ExportedLeak => {
  const { outcome, caveats, balance } = aLeakSummary(kind, error)
  return {
    name: `leak-${kind}`,
    ...inStreet(kind),
    places: leakPlaces(kind),
    outcome,
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
    expect(cell('demo/sewer/WS1', 'arrival_0.2_p50_s')).toBe('1480.8')
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
