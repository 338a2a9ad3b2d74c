import type { Bounds } from '../domain/geo/coordinates.ts'
import type { Localized } from '../domain/localized.ts'
import type { Result } from '../domain/result.ts'

/** What anyone may know of one 200 m cell. */
export interface CellAnswer {
  readonly bounds: Bounds
  /** disciplines of pipes that lie in the cell; empty = none is recorded, which is no proof that none is there */
  readonly kinds: readonly string[]
  /** there are further pipes, of kinds with too few in the cell to be named */
  readonly hasOthers: boolean
  /** whom to ask before digging */
  readonly call: { readonly office: Localized; readonly phone: string | null }
  readonly build: string
}

/**
 * The one public question: which kinds of pipe lie in the cell of a place. Refused beyond the budgets of a visitor
 * (server/README.md); `not-found` outside the city.
 */
export interface EnquiryPort {
  cell(lon: number, lat: number): Promise<Result<CellAnswer>>
}
