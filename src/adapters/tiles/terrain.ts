import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, type SourceContext } from './source-context.ts'

/** readers of tiles are given the folder that holds it */
const LAYER_NAME = /layer\.json$/

/** The ground of the public build; null when the build has none. */
export function terrain(source: SceneSource & { kind: 'terrain' }, context: SourceContext): TileSource | null {
  const { city, terrain: grid, terrainTiles } = context.publicManifest
  if (grid === null) return null
  const tiles = terrainTiles && buildFileUrl(city, 'public', terrainTiles.layer).replace(LAYER_NAME, '')
  return { form: 'terrain', id: source.id, url: buildFileUrl(city, 'public', grid), tiles }
}
