import type { AssetIndex } from '../domain/asset/asset-index.ts'
import type { InternalManifest, PublicManifest } from '../domain/config/city-manifest.ts'
import type { Ground } from '../domain/geo/ground.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import type { Result } from '../domain/result.ts'

export type { AssetIndex } from '../domain/asset/asset-index.ts'

/** The files of one build of a city. Everything but `publicManifest` needs a grant (`SessionPort.renewGrant`). */
export interface CityPort {
  publicManifest(): Promise<Result<PublicManifest>>
  internalManifest(): Promise<Result<InternalManifest>>
  assets(manifest: InternalManifest): Promise<Result<AssetIndex>>
  /** The ground of the public build; `not-found` when it has none. */
  ground(manifest: PublicManifest): Promise<Result<Ground>>
  /** The network file of a discipline, as a simulation takes it; `not-found` when the build has none. */
  network(manifest: InternalManifest, discipline: string): Promise<Result<ArrayBuffer>>
  /** What a flood is computed from; `not-found` when the build has none. */
  flood(manifest: InternalManifest): Promise<Result<FloodPlan>>
  /** A file that the flood's plan names by its path, as a simulation takes it. */
  floodFile(path: string): Promise<Result<ArrayBuffer>>
  /** What leaks are computed from; `not-found` when the build has nothing in which one is computed. */
  leak(manifest: InternalManifest): Promise<Result<LeakPlan>>
  /** A file that the plan of leaks names by its path, as a simulation takes it. */
  leakFile(path: string): Promise<Result<ArrayBuffer>>
}
