import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, colorOf, type SourceContext } from './source-context.ts'

/** Public 3D Tiles: nothing in them can be picked or painted. */
export function tileset(source: SceneSource & { kind: 'tileset' }, context: SourceContext): TileSource | null {
  const { city, [source.file]: path } = context.publicManifest
  if (path === null) return null
  return {
    form: '3d-tiles',
    id: source.id,
    url: buildFileUrl(city, 'public', path),
    isAsset: false,
    color: colorOf(source, context),
  }
}
