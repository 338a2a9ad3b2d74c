import { ASSET_STATUSES, QUALITY_LEVELS, type QualityLevel } from '../domain/asset/asset.ts'
import type { AssetIndex } from '../domain/asset/asset-index.ts'
import type { InternalManifest, PublicManifest } from '../domain/config/city-manifest.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import { PackedTexts, packTexts } from '../domain/formats/packed-texts.ts'

const WEST = 120.35
const NORTH = 36.06

/** Small assets for tests: gid 1… in the order given, each a 10 m line. */
export function anAssetIndex(
  assets: readonly {
    readonly id: string
    readonly discipline: string
    readonly builtYear?: number
    /** [mm] */
    readonly diameter?: number
    readonly qualityLevel?: QualityLevel
  }[],
): AssetIndex {
  const size = assets.length + 1
  const ids = new PackedTexts(packTexts(['', ...assets.map((asset) => asset.id)]))
  const path = new Float64Array(6 * assets.length)
  const index = {
    ids,
    gidOf: new Map(assets.map((asset, i) => [asset.id, i + 1])),
    discipline: new Uint8Array(size),
    kind: new Uint8Array(size),
    builtYear: new Uint16Array(size),
    diameter: new Uint16Array(size),
    qualityLevel: new Uint8Array(size),
    status: new Uint8Array(size).fill(ASSET_STATUSES.indexOf('in-use')),
    lon: new Float64Array(size).fill(WEST),
    lat: new Float64Array(size).fill(NORTH),
    height: new Float32Array(size).fill(3),
    pathStart: Uint32Array.from({ length: size + 1 }, (_, gid) => 2 * Math.max(0, gid - 1)),
    path,
  }
  assets.forEach((asset, i) => {
    index.discipline[i + 1] = disciplines.findIndex((discipline) => discipline.id === asset.discipline)
    index.builtYear[i + 1] = asset.builtYear ?? 0
    index.diameter[i + 1] = asset.diameter ?? 0
    index.qualityLevel[i + 1] = asset.qualityLevel ? QUALITY_LEVELS.indexOf(asset.qualityLevel) + 1 : 0
    path.set([WEST, NORTH, 3, WEST + 0.0001, NORTH, 3], 6 * i)
  })
  return index
}

const publicManifest: PublicManifest = {
  city: 'demo',
  name: { zh: '测试城', en: 'Test city' },
  grade: 'public',
  build: 'b1',
  isExample: true,
  vertical: {
    datum: '1985',
    geoid: {
      source: 'EGM96',
      accuracy: 1,
      west: 120,
      south: 36,
      east: 121,
      north: 37,
      columns: 2,
      rows: 2,
      values: [8, 8, 8, 8],
    },
  },
  bounds: [120.34, 36.05, 120.36, 36.07],
  terrain: 'terrain.bin',
  terrainTiles: null,
  buildings: 'buildings/tileset.json',
  bridges: 'bridges/tileset.json',
  roads: 'roads.geojson',
  water: null,
  cells: null,
}

export function aPublicManifest(): PublicManifest {
  return publicManifest
}

export function anInternalManifest(): InternalManifest {
  return {
    ...publicManifest,
    grade: 'internal',
    crs: 'EPSG:4549',
    tilesets: { pipes: 'tiles/pipes/tileset.json', nodes: null, structures: 'tiles/structures/tileset.json' },
    flat: 'flat.bin',
    networks: {},
    flood: null,
    leak: null,
    maxGid: 2,
    counts: { lines: 2, points: 0, structures: 0, sensors: 0 },
    length: { planar: 20, ellipsoid: 20 },
  }
}
