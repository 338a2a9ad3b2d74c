import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, colorOf, type SourceContext } from './source-context.ts'

/** Internal 3D Tiles of assets: only where an internal manifest could be read, and always under a grant. */
export function signedTileset(
  source: SceneSource & { kind: 'signed-tileset' },
  context: SourceContext,
): TileSource | null {
  const { internalManifest, renewGrant } = context
  const path = internalManifest?.tilesets[source.file] ?? null
  if (!internalManifest || path === null) return null
  return {
    form: '3d-tiles',
    id: source.id,
    url: buildFileUrl(internalManifest.city, 'internal', path),
    isAsset: true,
    color: colorOf(source, context),
    renewGrant,
  }
}
