import { type Intersection, LineSegments, Mesh, type Object3D, Raycaster, Vector2 } from 'three'
import type { Picked, ScreenPoint } from '../../../ports/scene.ts'
import type { CapSource } from './caps.ts'
import type { Stage } from './stage.ts'

/** A thin pipe is not missed by a few pixels: rays go out on these circles [px] when the one in the middle hits nothing. */
const RINGS = [0, 3, 6]
const RAYS = 8

interface Rules {
  /** may this point of an asset be seen? */
  isShown(gid: number, hit: Intersection): boolean
}

const raycaster = new Raycaster()
// Rays go out in circles: a line needs no width of its own, but it must have one to be met at all [m].
raycaster.params.Line.threshold = 2

/** The nearest asset under a point of the canvas [px], or near it; null when there is none. */
export function pickAsset(stage: Stage, groups: readonly Object3D[], at: ScreenPoint, rules: Rules): Picked | null {
  for (const radius of RINGS) {
    const found: { picked: Picked; distance: number }[] = []
    for (let ray = 0; ray < (radius === 0 ? 1 : RAYS); ray += 1) {
      const angle = (ray * 2 * Math.PI) / RAYS
      aim(stage, { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) })
      for (const hit of raycaster.intersectObjects([...groups])) {
        const picked = assetOf(hit, rules)
        if (!picked) continue
        found.push({ picked, distance: hit.distance })
        break
      }
    }
    const nearest = found.sort((a, b) => a.distance - b.distance)[0]
    if (nearest) return nearest.picked
  }
  return null
}

/** First hit of the ray through a point of the canvas. */
export function firstHit(stage: Stage, object: Object3D, at: ScreenPoint): Intersection | null {
  aim(stage, at)
  return raycaster.intersectObject(object)[0] ?? null
}

function aim({ size, camera }: Stage, { x, y }: ScreenPoint): void {
  raycaster.setFromCamera(new Vector2((x / size.width) * 2 - 1, 1 - (y / size.height) * 2), camera)
}

/** What a ray meets: a surface of a tile, or the face where a solid was cut. */
function assetOf(hit: Intersection, rules: Rules): Picked | null {
  const { object, face, faceIndex } = hit
  const cut: unknown = object.userData.sourceOf
  if (typeof cut === 'function') {
    const source: CapSource | null = cut(faceIndex ?? -1)
    return source && assetAt(source.tile, source.vertex, hit, rules)
  }
  if (object instanceof LineSegments) return assetAt(object, hit.index ?? 0, hit, rules)
  return object instanceof Mesh && face ? assetAt(object, face.a, hit, rules) : null
}

/** The row of a vertex' feature in the property table of its tile. */
function assetAt(
  { geometry, userData }: Mesh | LineSegments,
  vertex: number,
  hit: Intersection,
  rules: Rules,
): Picked | null {
  const gid = Math.round(geometry.getAttribute('_gid')?.getX(vertex) ?? 0)
  const row = geometry.getAttribute('_feature_id_0')?.getX(vertex)
  if (gid <= 0 || row === undefined || !rules.isShown(gid, hit)) return null
  const metadata: unknown = userData.structuralMetadata
  if (typeof metadata !== 'object' || metadata === null) return null
  const read: unknown = Reflect.get(metadata, 'getPropertyTableData')
  const properties: unknown = typeof read === 'function' ? read.call(metadata, 0, row) : null
  const id: unknown = typeof properties === 'object' && properties !== null ? Reflect.get(properties, 'id') : null
  return typeof id === 'string' ? { kind: 'asset', id, gid } : null
}
