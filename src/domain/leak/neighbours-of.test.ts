import { describe, expect, it } from 'vitest'
import { disciplines } from '../disciplines/index.ts'
import { PackedTexts, packTexts } from '../formats/packed-texts.ts'
import { crsOf } from '../geo/crs.ts'
import { groundAlong, neighboursOf } from './neighbours-of.ts'

const PLANE = '+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs'
/** at the equator [degrees] */
const METRE = 1 / 111_320

/** Straight lines from (x, y) to (x', y') at H, in metres. */
function index(
  ...lines: { id: string; discipline: string; at: readonly [number, number, number, number]; height: number }[]
) {
  const size = lines.length + 1
  const codes = ['', ...lines.map(({ discipline }) => discipline)].map((id) =>
    disciplines.findIndex((it) => it.id === id),
  )
  return {
    ids: new PackedTexts(packTexts(['', ...lines.map(({ id }) => id)])),
    gidOf: new Map(lines.map(({ id }, i) => [id, i + 1])),
    discipline: Uint8Array.from(codes, (code) => Math.max(0, code)),
    kind: new Uint8Array(size),
    ...{ builtYear: new Uint16Array(size), diameter: new Uint16Array(size), qualityLevel: new Uint8Array(size) },
    ...{
      status: new Uint8Array(size),
      lon: new Float64Array(size),
      lat: new Float64Array(size),
      height: new Float32Array(size),
    },
    pathStart: Uint32Array.from({ length: size + 1 }, (_, gid) => 2 * Math.max(0, gid - 1)),
    path: Float64Array.from(
      lines.flatMap(({ at: [x, y, otherX, otherY], height }) => [
        x * METRE,
        y * METRE,
        height,
        otherX * METRE,
        otherY * METRE,
        height,
      ]),
    ),
  }
}

const city = index(
  { id: 'c/heat/H', discipline: 'heat', at: [0, 0, 100, 0], height: 8 },
  { id: 'c/gas/far', discipline: 'gas', at: [0, 6, 100, 6], height: 8.5 },
  { id: 'c/gas/G', discipline: 'gas', at: [0, 2, 100, 2], height: 8.5 },
  { id: 'c/power/P', discipline: 'power', at: [20, -1, 49, -1], height: 9 },
  { id: 'c/water/W', discipline: 'water', at: [0, 1, 100, 1], height: 8.5 },
)

describe('neighbours of a heat pipe', () => {
  const crs = crsOf(PLANE)
  if (!crs) throw new Error('the plane of the test is not known')

  it('are cables and gas within reach, nearest first, where they lie nearest and as deep as they are drawn', () => {
    const found = neighboursOf(city, { gid: 1, share: 0.5, ground: 10 }, crs)
    expect(found.map(({ id, gid, kind }) => [id, gid, kind])).toEqual([
      ['c/power/P', 4, 'cable'],
      ['c/gas/G', 3, 'pe-gas'],
    ])
    const [cable, gas] = found.map(({ at }) => at)
    // the cable ends one metre before the leak
    expect(cable?.[0]).toBeCloseTo(49, 1)
    expect(cable?.[2]).toBeCloseTo(1, 9)
    expect([gas?.[0], gas?.[1]].map((value) => Math.round(value ?? 0))).toEqual([50, 2])
    expect(gas?.[2]).toBeCloseTo(1.5, 9)
  })

  it('lie below a usual ground where it is not known, and are none of a pipe that is not drawn', () => {
    const [cable] = neighboursOf(city, { gid: 1, share: 0.5, ground: null }, crs)
    expect(cable?.at[2]).toBeCloseTo(8 + 1.4 - 9, 9)
    expect(neighboursOf(city, { gid: 0, share: 0.5, ground: 10 }, crs)).toEqual([])
  })
})

it('the ground along a line is that of the end that is known', () => {
  expect([groundAlong(4, 6, 0.25), groundAlong(null, 6, 0.25), groundAlong(null, null, 0.5)]).toEqual([4.5, 6, null])
})
