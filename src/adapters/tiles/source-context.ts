import type { InternalManifest, PublicManifest } from '../../domain/config/city-manifest.ts'
import type { Locale } from '../../domain/localized.ts'

/** What a scene config's entry is resolved against: the builds that this visitor may read. */
export interface SourceContext {
  readonly publicManifest: PublicManifest
  /** null while signed out: internal sources are then left out */
  readonly internalManifest: InternalManifest | null
  readonly renewGrant: () => Promise<void>
  readonly locale: Locale
}

/** Address of a file that a manifest names relative to itself. */
export function buildFileUrl(city: string, grade: 'public' | 'internal', path: string): string {
  return `/tiles/${encodeURIComponent(city)}/${grade}/${path}`
}
