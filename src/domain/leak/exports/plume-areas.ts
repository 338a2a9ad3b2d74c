import { outlinesOf } from '../../inundation/exports/outlines.ts'
import type { LeakPlume } from '../leak-outcome.ts'
import { LEAST_ABOVE_GROUND } from '../leak-scales.ts'

/** Shares of the lower explosive limit from which on an area is told [1]. */
export const PLUME_SHARES = [LEAST_ABOVE_GROUND, 0.05, 0.1, 0.2, 0.5, 1] as const

/** Where gas above ground is within one class, by rings of degrees as GeoJSON has them, the outer one first. */
export interface PlumeArea {
  /** of the lower explosive limit: at least, and below; null = the highest class */
  readonly from: number
  readonly below: number | null
  readonly rings: readonly (readonly (readonly [lon: number, lat: number])[])[]
}

/** The areas of a plume, cell by cell as it was computed; less than the least share is in none. */
export function plumeAreas({ bounds: [west, south, east, north], columns, rows, share }: LeakPlume): PlumeArea[] {
  // row 0 lies in the north, of outlines in the south
  const kinds = Int8Array.from(share, (_, cell) => {
    const [column, row] = [cell % columns, rows - 1 - Math.floor(cell / columns)]
    return PLUME_SHARES.findLastIndex((least) => (share[row * columns + column] as number) >= least)
  })
  const tracing = outlinesOf(columns, rows, kinds)
  let step = tracing.next()
  while (!step.done) step = tracing.next()
  const place = ([column, row]: readonly [number, number]) =>
    [west + (column * (east - west)) / columns, south + (row * (north - south)) / rows] as const
  return step.value.map(({ kind, rings }) => ({
    ...{ from: PLUME_SHARES[kind] as number, below: PLUME_SHARES[kind + 1] ?? null },
    rings: rings.map((ring) => [...ring, ...ring.slice(0, 1)].map(place)),
  }))
}
