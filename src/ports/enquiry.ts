import type { PublicManifest } from '../domain/config/city-manifest.ts'
import type { Bounds, LonLat } from '../domain/geo/coordinates.ts'
import type { Localized } from '../domain/localized.ts'
import type { Result } from '../domain/result.ts'

/** What anyone may know of a 200 m cell: what is true of it and the cell beside it together, the same for both. */
export interface CellAnswer {
  /** of the area of both cells, 400 m × 200 m */
  readonly bounds: Bounds
  /** disciplines of pipes that lie in the area; empty = none is recorded, which is no proof that none is there */
  readonly kinds: readonly string[]
  /** there are further pipes, of kinds with fewer than 3 lines in the area, or tunnels or galleries; they are not named */
  readonly hasOthers: boolean
  /** whom to ask before digging */
  readonly call: { readonly office: Localized; readonly phone: string | null }
  readonly build: string
}

/** A road by its name, for those who search one. */
export interface Street {
  /** in English where data give it, else as in Chinese */
  readonly name: Localized
  readonly middle: LonLat
}

/**
 * The one public question: which kinds of pipe lie in the area of a place. Refused beyond the budgets of a visitor
 * (server/README.md); `not-found` outside the city.
 */
export interface EnquiryPort {
  cell(lon: number, lat: number): Promise<Result<CellAnswer>>
  /** every named road of the public build; none when it has no roads */
  streets(manifest: PublicManifest): Promise<Result<readonly Street[]>>
}

/** Where the visitor is. */
export interface LocationPort {
  /** `refused` when the visitor or the system says no; `accuracy` is the radius [m] that holds the place in 95 of 100 */
  where(): Promise<Result<LonLat & { readonly accuracy: number }>>
}
