import type { SceneConfig, SceneSource } from '../../domain/config/scene-config.ts'
import type { TileSource } from '../../ports/scene.ts'
import { flat } from './flat.ts'
import { geojson } from './geojson.ts'
import { signedTileset } from './signed-tileset.ts'
import type { SourceContext } from './source-context.ts'
import { terrain } from './terrain.ts'
import { tileset } from './tileset.ts'

/** The sources of a scene config that this visitor may see, in drawing order, in the neutral forms engines know. */
export function sourcesOf(config: SceneConfig, context: SourceContext): readonly TileSource[] {
  const sources = config.sources.flatMap((entry) => resolve(entry, context) ?? [])
  const present = new Set(sources.map((source) => source.id))
  const replaced = new Set(
    config.sources.flatMap((entry) =>
      entry.kind === 'tileset' && entry.hiddenBy !== undefined && present.has(entry.hiddenBy) ? [entry.id] : [],
    ),
  )
  return sources.filter((source) => !replaced.has(source.id))
}

function resolve(entry: SceneSource, context: SourceContext): TileSource | null {
  switch (entry.kind) {
    case 'terrain':
      return terrain(entry, context)
    case 'tileset':
      return tileset(entry, context)
    case 'signed-tileset':
      return signedTileset(entry, context)
    case 'geojson':
      return geojson(entry, context)
    case 'flat':
      return flat(entry, context)
  }
}
