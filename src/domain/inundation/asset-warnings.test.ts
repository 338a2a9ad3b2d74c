import { describe, expect, it } from 'vitest'
import { aFinishedRun } from '../../../tests/kit/a-flood.ts'
import { ASSET_KINDS } from '../asset/asset.ts'
import type { AssetIndex } from '../asset/asset-index.ts'
import { PackedTexts, packTexts } from '../formats/packed-texts.ts'
import { crsOf } from '../geo/crs.ts'
import { assetWarnings, groundVerdict } from './asset-warnings.ts'
import { warningOfDepth, warningOfEntry } from './depth-grades.ts'

const { grid, summary, crs: name } = aFinishedRun('')
const run = { grid, outcome: summary.outcome }
const { west, south } = grid
const axis = { x: west + 82, y: south + 62 }
const rim = { x: west + 82, y: south + 2 }

describe('what a run says of the ground', () => {
  it('is the deepest of a line, between its corners too, and when it first stood a kerb high', () => {
    expect(groundVerdict(run, [axis])).toEqual({ depth: 1, arrival: 120 })
    expect(groundVerdict(run, [rim, { x: west + 82, y: south + 118 }])?.depth).toBe(1)
    expect(groundVerdict(run, [rim])).toEqual({ depth: 0, arrival: null })
  })

  it('is nothing where no ground is, beside the grid, and in a river', () => {
    expect(groundVerdict(run, [{ x: west + 1, y: south + 62 }])).toBeNull()
    expect(groundVerdict(run, [{ x: west - 50, y: south }])).toBeNull()
    expect(
      groundVerdict({ grid, outcome: { ...run.outcome, waters: new Uint8Array(1200).fill(1) } }, [axis]),
    ).toBeNull()
  })
})

it('warns of points that stand in water, the deepest first, and of nothing else', () => {
  const crs = crsOf(name)
  if (!crs) throw new Error('no CRS')
  const places = [rim, { x: west + 82, y: south + 90 }, axis, axis]
  const kinds = ['point', 'point', 'point', 'line'] as const
  const count = places.length
  const lonLat = places.map(({ x, y }) => crs.toLonLat(x, y))
  const empty = {
    discipline: new Uint8Array(count),
    builtYear: new Uint16Array(count),
    diameter: new Uint16Array(count),
  }
  const index: AssetIndex = {
    ...empty,
    ids: new PackedTexts(packTexts(['a', 'b', 'c', 'd'])),
    gidOf: new Map(),
    kind: Uint8Array.from(kinds, (kind) => ASSET_KINDS.indexOf(kind)),
    ...{ qualityLevel: new Uint8Array(count), status: new Uint8Array(count), height: new Float32Array(count) },
    lon: Float64Array.from(lonLat, ({ lon }) => lon),
    lat: Float64Array.from(lonLat, ({ lat }) => lat),
    ...{ pathStart: new Uint32Array(count + 1), path: new Float64Array() },
  }
  const steps = assetWarnings(run, index, crs)
  let step = steps.next()
  while (!step.done) step = steps.next()
  expect(step.value.map(({ gid, grade }) => [gid, grade])).toEqual([
    [2, 'red'],
    [1, 'red'],
  ])
})

it('grades by depth, and an entry that lets anything in is blue at least', () => {
  expect([0.049, 0.05, 0.15, 0.27, 0.5].map(warningOfDepth)).toEqual([null, 'blue', 'yellow', 'orange', 'red'])
  expect([0.001, 0.2].map(warningOfEntry)).toEqual(['blue', 'yellow'])
})
