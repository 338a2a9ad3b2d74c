import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, type SourceContext } from './source-context.ts'

/** The ground of the public build; null when the build has none. */
export function terrain(source: SceneSource & { kind: 'terrain' }, context: SourceContext): TileSource | null {
  const { city, terrain: path } = context.publicManifest
  return path === null ? null : { form: 'terrain', id: source.id, url: buildFileUrl(city, 'public', path) }
}
