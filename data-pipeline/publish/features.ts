import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import { enuToEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'
import type { SurveyModel, SurveyStructure } from '../survey.ts'
import type { PublicFeature, Shape, TileFeature } from '../tile/feature.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'

/** parts of a bridge's model that nobody sees from outside */
const INSIDE = /Room|Interior|Furniture/
/** piers: share of the deck's width, and length along the bridge [m] */
const PIER_WIDTH_SHARE = 0.6
const PIER_LENGTH = 2
const LOWEST_PIER = 1

/** Features of the structures tileset; the parts of one bridge share its id and gid. */
export function structureFeatures(assets: readonly PlacedAsset[], ground: Ground): TileFeature[] {
  return assets.flatMap((asset) => {
    const { of } = asset
    if (of.type !== 'structure' && of.type !== 'model') return []
    const shapes = of.type === 'model' ? [bodyOf(of.model)] : structureShapes(of.structure, asset.path, ground)
    return shapes.map((shape) => ({ properties: properties(asset), shape, prominence: prominence(shape) }))
  })
}

/** Outer shapes of bridges, without identity and without rooms. */
export function publicBridges(assets: readonly PlacedAsset[], ground: Ground): PublicFeature[] {
  return assets.flatMap((asset) => {
    const { of } = asset
    if (asset.discipline !== 'bridge' || (of.type !== 'structure' && of.type !== 'model')) return []
    if (of.type === 'model' && INSIDE.test(of.model.kind)) return []
    const shapes = of.type === 'model' ? [bodyOf(of.model)] : structureShapes(of.structure, asset.path, ground)
    return shapes.map((shape) => ({ shape, category: 'bridge', prominence: prominence(shape) }))
  })
}

function bodyOf({ mesh }: SurveyModel): Shape {
  return { kind: 'mesh', ...mesh }
}

function structureShapes(structure: SurveyStructure, path: readonly LonLatHeight[], ground: Ground): Shape[] {
  const { shape } = structure
  if (shape.kind === 'tunnel')
    return [{ kind: 'lining', path, innerRadius: shape.innerRadius, thickness: shape.thickness }]
  if (shape.kind === 'gallery')
    return [{ kind: 'gallery', path, cabins: shape.cabins, height: shape.height, wall: shape.wall }]
  const deck: Shape = { kind: 'deck', path, width: shape.width, thickness: shape.thickness }
  return [deck, ...piers(path, shape, ground)]
}

/** Piers at their spacing from both ends towards the main span, which stays free; none where the ground is not known. */
function piers(
  path: readonly LonLatHeight[],
  bridge: { width: number; thickness: number; pierSpacing: number | null; mainSpan: number | null },
  ground: Ground,
): Shape[] {
  const origin = path[0]
  if (!origin || !bridge.pierSpacing || bridge.pierSpacing <= 0) return []
  const stations = [0]
  const frame = enuToEcef(origin.lon, origin.lat, 0)
  const plane = path.map((at) => planeOf(frame, at))
  plane.forEach((at, i) => {
    const before = plane[i - 1]
    if (before) stations.push((stations[i - 1] ?? 0) + Math.hypot(at[0] - before[0], at[1] - before[1]))
  })
  const length = stations.at(-1) ?? 0
  const free = bridge.mainSpan ?? 0
  const shapes: Shape[] = []
  const places = new Set<number>()
  for (let station = bridge.pierSpacing; station <= (length - free) / 2 + 1e-6; station += bridge.pierSpacing) {
    places.add(Math.round(station * 1000) / 1000).add(Math.round((length - station) * 1000) / 1000)
  }
  if (free > 0 && free < length) places.add((length - free) / 2).add((length + free) / 2)
  for (const station of [...places].sort((a, b) => a - b)) {
    const next = Math.max(
      1,
      stations.findIndex((value) => value >= station),
    )
    const [a, b] = [path[next - 1], path[next]]
    if (!a || !b) continue
    const span = (stations[next] ?? 0) - (stations[next - 1] ?? 0)
    const share = span > 0 ? (station - (stations[next - 1] ?? 0)) / span : 0
    const at = { lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share }
    const bottom = ground.at(at.lon, at.lat)
    const top = a.height + (b.height - a.height) * share - bridge.thickness
    if (bottom === null || top - bottom < LOWEST_PIER) continue
    shapes.push({ kind: 'prism', rings: [pierRing(at, a, b, bridge.width)], bottom, top })
  }
  return shapes
}

function planeOf(frame: readonly number[], at: { lon: number; lat: number }): readonly [number, number] {
  const [x, y, z] = toEcef(at.lon, at.lat, 0)
  const value = (index: number) => frame[index] ?? 0
  const [dx, dy, dz] = [x - value(12), y - value(13), z - value(14)]
  return [value(0) * dx + value(1) * dy + value(2) * dz, value(4) * dx + value(5) * dy + value(6) * dz]
}

function pierRing(
  at: { lon: number; lat: number },
  from: LonLatHeight,
  to: LonLatHeight,
  deckWidth: number,
): { lon: number; lat: number }[] {
  const metresPerLat = 111_132
  const metresPerLon = 111_320 * Math.cos((at.lat * Math.PI) / 180)
  const [dx, dy] = [(to.lon - from.lon) * metresPerLon, (to.lat - from.lat) * metresPerLat]
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const [along, across] = [PIER_LENGTH / 2, (deckWidth * PIER_WIDTH_SHARE) / 2]
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([i = 0, j = 0]) => ({
    lon: at.lon + (ux * i * along - uy * j * across) / metresPerLon,
    lat: at.lat + (uy * i * along + ux * j * across) / metresPerLat,
  }))
}

function prominence(shape: Shape): number {
  switch (shape.kind) {
    case 'tube':
      return shape.section.diameter
    case 'prism':
      return shape.top - shape.bottom
    case 'deck':
      return shape.width
    case 'gallery':
      return shape.height
    case 'lining':
      return shape.innerRadius * 2
    case 'mesh':
      return heightOf(shape.positions)
  }
}

/** From the lowest vertex to the highest [m]. */
function heightOf(positions: Float64Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (let at = 2; at < positions.length; at += 3) {
    low = Math.min(low, positions[at] ?? low)
    high = Math.max(high, positions[at] ?? high)
  }
  return high - low
}

function properties(asset: PlacedAsset): TileFeature['properties'] {
  const isStructure = asset.of.type === 'structure'
  return {
    id: asset.id,
    gid: asset.gid,
    discipline: asset.discipline,
    material: '',
    width: 0,
    height: 0,
    year: attributesOf(asset).builtYear ?? 0,
    startLevel: isStructure ? (asset.path[0]?.height ?? Number.NaN) : Number.NaN,
    endLevel: isStructure ? (asset.path.at(-1)?.height ?? Number.NaN) : Number.NaN,
  }
}

/** What structures, models and devices have alike. */
export function attributesOf({ of }: PlacedAsset) {
  if (of.type === 'model') return of.model
  return of.type === 'device' ? of.device : of.structure
}
