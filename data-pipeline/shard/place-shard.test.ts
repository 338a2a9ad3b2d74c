import { describe, expect, it } from 'vitest'
import { aLine, aPoint } from '../check/a-survey.ts'
import { LineRows } from '../store/line-rows.ts'
import { Names } from '../store/names.ts'
import { PointRows } from '../store/point-rows.ts'
import type { SurveyLine } from '../survey.ts'
import { placeShard } from './place-shard.ts'
import { planeOf } from './plane.ts'
import { shardAt, shardsTouching } from './shard-grid.ts'

function place(lines: readonly Partial<SurveyLine>[], ground: number | null = 5) {
  const names = new Names()
  const rows = { lines: new LineRows(), points: new PointRows() }
  for (const [number, key] of ['W1', 'W2'].entries()) rows.points.push(aPoint({ key }), number, 1, names)
  for (const [number, line] of lines.entries()) rows.lines.push(aLine(line), number, 1, [0, 1], names)
  const gids = { lineGids: new Uint32Array(lines.length), pointGids: new Uint32Array(2) }
  return placeShard({ city: 'testtown', ...rows, ...gids }, () => ground)
}

describe('placing a shard', () => {
  it('puts the axis half a height above the invert of a sewer', () => {
    const { lines } = place([{}])
    expect([lines.startAxis[0], lines.endAxis[0]]).toEqual([3.15, 3.05])
    expect(lines.isAssumed[0]).toBe(0)
  })

  it('puts the axis below the crown of a pressure pipe by its wall and half its height', () => {
    const { lines } = place([{ reference: 'crown', wall: 0.01 }])
    expect(lines.startAxis[0]).toBeCloseTo(3 - 0.01 - 0.15, 12)
  })

  it('draws a line of unknown level 1 m below ground, and says so', () => {
    const unknown = { ground: null, depth: null, level: null }
    const { lines } = place([{ start: unknown, end: unknown, section: null }])
    expect(lines.startAxis[0]).toBeCloseTo(4 + 0.05, 12)
    expect(lines.isAssumed[0]).toBe(1)
  })

  it('tells a point what meets there', () => {
    const { points } = place([{}, { key: 'W1~W2~2', section: { kind: 'circle', width: 0.5, height: 0.5 } }])
    expect([...points.degree]).toEqual([2, 2])
    expect(points.widest[0]).toBe(0.25)
    expect(points.lowest[1]).toBeCloseTo(2.9, 12)
    expect([...points.meeting]).toEqual([0, 1, 0, 1])
    expect(points.id(1)).toMatch(/^testtown\/.+\/W2$/)
  })
})

describe('the grid of shards', () => {
  it('reads a place near a border with both shards', () => {
    const nearBorder = 120.025 - 20 / 90_000
    expect(shardAt(nearBorder, 36.01)).toEqual({ column: 4800, row: 1440 })
    expect(shardsTouching(nearBorder, 36.01, nearBorder, 36.01)).toHaveLength(2)
    expect(shardsTouching(120.01, 36.01, 120.01, 36.01)).toHaveLength(1)
  })

  it('measures within a shard to a millimetre in a kilometre', () => {
    const plane = planeOf(Float64Array.of(120.01, 36.01, 120.01, 36.02), { lon: 120.0125, lat: 36.0125 })
    // length of 0.01° of the meridian of GRS 80 at 36.015° (M = 6,357,500.6 m): 1,109.593 m
    expect(Math.hypot((plane[2] ?? 0) - (plane[0] ?? 0), (plane[3] ?? 0) - (plane[1] ?? 0))).toBeCloseTo(1109.593, 2)
  })
})
