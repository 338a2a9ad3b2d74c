import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { Shape, TileFeature } from './feature.ts'

/** A constant undulation of 7.25 m: levels and engine heights differ, as in life. */
export const constantGeoid: GeoidGrid = {
  source: 'constant',
  accuracy: null,
  west: 100,
  south: 20,
  east: 120,
  north: 40,
  columns: 2,
  rows: 2,
  values: [7.25, 7.25, 7.25, 7.25],
}

/** A point given in metres east and north of a fixed place, roughly, and normal height. */
export function aPoint(east: number, north: number, height: number) {
  return { lon: 117.5 + east / 96_000, lat: 30.5 + north / 111_000, height }
}

/** A feature with properties that tell it apart by its gid. */
export function aFeature(gid: number, shape: Shape, prominence = 1): TileFeature {
  return {
    properties: {
      id: `demo/water/${gid}管`,
      gid,
      discipline: 'water',
      material: '球墨铸铁',
      width: 0.3,
      height: 0.3,
      year: gid % 2 ? 2001 : 0,
      startLevel: 3.215 + gid,
      endLevel: gid % 3 ? Number.NaN : -1.5,
    },
    shape,
    prominence,
  }
}

/** One shape of every kind, each with a bend, a hole or a second cabin where it can have one. */
export const everyShape: Readonly<Record<string, Shape>> = {
  tube: {
    kind: 'tube',
    path: [aPoint(0, 0, -2), aPoint(30, 0, -2.1), aPoint(30, 25, -4), aPoint(30, 25, -9)],
    section: { kind: 'circle', diameter: 0.3 },
  },
  prism: {
    kind: 'prism',
    rings: [
      [aPoint(0, 0, 0), aPoint(20, 0, 0), aPoint(20, 20, 0), aPoint(0, 20, 0), aPoint(0, 0, 0)],
      [aPoint(5, 5, 0), aPoint(10, 5, 0), aPoint(10, 10, 0), aPoint(5, 10, 0)],
    ],
    bottom: 3,
    top: 21,
  },
  deck: {
    kind: 'deck',
    path: [aPoint(0, 0, 12), aPoint(100, 0, 13), aPoint(190, 40, 12)],
    width: 12,
    thickness: 1.5,
    parapet: 1.1,
  },
  gallery: {
    kind: 'gallery',
    path: [aPoint(0, 0, -8), aPoint(120, 0, -8), aPoint(160, 60, -8.5)],
    cabins: [
      { name: '燃气舱', width: 1.9 },
      { name: '综合舱', width: 3.2 },
    ],
    height: 3,
    wall: 0.3,
  },
  lining: {
    kind: 'lining',
    path: [aPoint(0, 0, -15), aPoint(200, 0, -17), aPoint(380, 90, -18)],
    innerRadius: 2.75,
    thickness: 0.35,
    floor: 0.75,
  },
  mesh: {
    kind: 'mesh',
    positions: Float64Array.from(
      [aPoint(0, 0, -6), aPoint(4, 0, -6), aPoint(0, 4, -6), aPoint(1, 1, -2)].flatMap(({ lon, lat, height }) => [
        lon,
        lat,
        height,
      ]),
    ),
    // the last triangle has no area
    indices: Uint32Array.of(0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3, 0, 1, 1),
  },
}
