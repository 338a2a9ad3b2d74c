import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { SurveyModel, SurveyStructure } from '../survey.ts'
import type { PublicFeature, Shape, TileFeature } from '../tile/feature.ts'
import { bridgeBodies } from './bridge.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'

/** parts of a bridge's model that nobody sees from outside */
const INSIDE = /Room|Interior|Furniture/

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
  if (shape.kind === 'bridge') return bridgeBodies(path, shape, ground).map((body) => body.shape)
  if (shape.kind === 'tunnel') {
    const { innerRadius, thickness, floor } = shape
    return [{ kind: 'lining', path, innerRadius, thickness, floor }]
  }
  return [{ kind: 'gallery', path, cabins: shape.cabins, height: shape.height, wall: shape.wall }]
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
