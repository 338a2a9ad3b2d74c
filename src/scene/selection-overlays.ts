import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { AssetId } from '../domain/ids.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Asset } from '../ports/records.ts'
import type { Overlay } from '../ports/scene.ts'

export const OUTLINE = 'selection-outline'
export const NAME = 'selection-name'

/** Outline and name of the selected asset, seen through whatever stands before it; [] when its place is not known. */
export function selectionOverlays(id: AssetId, asset: Asset | null, index: AssetIndex, theme: Theme): Overlay[] {
  const gid = index.gidOf.get(id)
  if (gid === undefined) return []
  const path = pathOf(index, gid)
  const at = { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 }
  const text = [asset?.name ?? id.slice(id.lastIndexOf('/') + 1), size(asset)].filter(Boolean).join(' ')
  const outline = { id, path, color: [...signalColors[theme].select, 170] as const, width: 5 }
  return [
    ...(path.length >= 2 ? [{ kind: 'lines' as const, id: OUTLINE, lines: [outline] }] : []),
    { kind: 'labels', id: NAME, labels: [{ at, text }] },
  ]
}

function size(asset: Asset | null): string {
  if (!asset) return ''
  if (asset.diameter_mm !== null) return `DN${asset.diameter_mm}`
  return asset.width_mm !== null && asset.height_mm !== null ? `${asset.width_mm}×${asset.height_mm} mm` : ''
}
