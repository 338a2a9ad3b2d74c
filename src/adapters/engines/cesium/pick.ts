import { Cartesian2, Cesium3DTileFeature, type Scene } from 'cesium'
import type { Picked, ScreenPoint } from '../../../ports/scene.ts'

/** How many things in front of one another are looked through: buildings and bridges without identity are skipped. */
const DEPTH = 4
/** side of the square around the pointer [px], so that a thin pipe is not missed by one */
const TOLERANCE = 7

/** The nearest asset or mark under a point of the canvas [px]; null when there is none. */
export function pickAt(scene: Scene, { x, y }: ScreenPoint): Picked | null {
  const hits: readonly unknown[] = scene.drillPick(new Cartesian2(x, y), DEPTH, TOLERANCE, TOLERANCE)
  for (const hit of hits) {
    const picked = hit instanceof Cesium3DTileFeature ? assetOf(hit) : markOf(hit)
    if (picked) return picked
  }
  return null
}

function assetOf(feature: Cesium3DTileFeature): Picked | null {
  const id: unknown = feature.getProperty('id')
  const gid: unknown = feature.getProperty('gid')
  return typeof id === 'string' && typeof gid === 'number' ? { kind: 'asset', id, gid } : null
}

function markOf(hit: unknown): Picked | null {
  const id = property(hit, 'id')
  const [overlay, mark] = [property(id, 'overlay'), property(id, 'mark')]
  return typeof overlay === 'string' && typeof mark === 'string' ? { kind: 'mark', overlay, id: mark } : null
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
