import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { buildFileUrl, colorOf, type SourceContext } from './source-context.ts'

/** Lines and areas of the public build, draped on the ground; `{locale}` in a label's property is the page's language. */
export function geojson(source: SceneSource & { kind: 'geojson' }, context: SourceContext): TileSource | null {
  const { city, [source.file]: path } = context.publicManifest
  if (path === null) return null
  return {
    form: 'vector',
    id: source.id,
    url: buildFileUrl(city, 'public', path),
    color: colorOf(source, context),
    ...(source.labelProperty === undefined
      ? {}
      : { labelProperty: source.labelProperty.replace('{locale}', context.locale) }),
  }
}
