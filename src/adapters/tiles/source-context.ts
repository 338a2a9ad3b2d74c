import type { InternalManifest, PublicManifest } from '../../domain/config/city-manifest.ts'
import type { SceneSource } from '../../domain/config/scene-config.ts'
import type { Locale } from '../../domain/localized.ts'
import type { Theme } from '../../domain/theme.ts'
import type { Rgba } from '../../ports/scene.ts'

/** What a scene config's entry is resolved against: the builds that this visitor may read. */
export interface SourceContext {
  readonly publicManifest: PublicManifest
  /** null while signed out: internal sources are then left out */
  readonly internalManifest: InternalManifest | null
  readonly renewGrant: () => Promise<void>
  readonly locale: Locale
  readonly theme: Theme
}

/** The colour that a source has by day or by night. */
export function colorOf(source: Extract<SceneSource, { color: unknown }>, { theme }: SourceContext): Rgba {
  return theme === 'light' ? source.color.light : source.color.dark
}

/** Address of a file that a manifest names relative to itself. */
export function buildFileUrl(city: string, grade: 'public' | 'internal', path: string): string {
  return `/tiles/${encodeURIComponent(city)}/${grade}/${path}`
}
