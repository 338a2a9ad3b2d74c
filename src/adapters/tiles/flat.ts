import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, type SourceContext } from './source-context.ts'

/** The internal flat extract: only where an internal manifest could be read, and always under a grant. */
export function flat(
  source: SceneSource & { kind: 'flat' },
  { internalManifest, renewGrant }: SourceContext,
): TileSource | null {
  if (!internalManifest) return null
  const url = buildFileUrl(internalManifest.city, 'internal', internalManifest.flat)
  return { form: 'flat', id: source.id, url, renewGrant }
}
