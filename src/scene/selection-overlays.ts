import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { AssetId } from '../domain/ids.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Asset } from '../ports/records.ts'
import type { Overlay } from '../ports/scene.ts'

export const OUTLINE = 'selection-outline'
export const RING = 'selection-ring'
export const NAME = 'selection-name'

/**
 * Outline and name of the selected asset, seen through whatever stands before it: its axis, or a ring around what has
 * none. [] when its place is not known: neither by the index nor, where there is none, by its record.
 */
export function selectionOverlays(id: AssetId, asset: Asset | null, index: AssetIndex | null, theme: Theme): Overlay[] {
  const place = (index && placeOf(id, index)) ?? asset
  if (!place) return []
  const { at, path } = place
  const text = [asset?.name ?? id.slice(id.lastIndexOf('/') + 1), size(asset)].filter(Boolean).join(' ')
  const outline = { id, path, color: [...signalColors[theme].select, 170] as const, width: 5 }
  const ring = { id, at, shape: 'circle', ring: 'selected', isAlwaysVisible: true } as const
  return [
    path.length >= 2 ? { kind: 'lines', id: OUTLINE, lines: [outline] } : { kind: 'points', id: RING, marks: [ring] },
    { kind: 'labels', id: NAME, labels: [{ at, text }] },
  ]
}

function placeOf(id: AssetId, index: AssetIndex): Pick<Asset, 'at' | 'path'> | null {
  const gid = index.gidOf.get(id)
  if (gid === undefined) return null
  const at = { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 }
  return { at, path: pathOf(index, gid) }
}

function size(asset: Asset | null): string {
  if (!asset) return ''
  if (asset.diameter_mm !== null) return `DN${asset.diameter_mm}`
  return asset.width_mm !== null && asset.height_mm !== null ? `${asset.width_mm}×${asset.height_mm} mm` : ''
}
