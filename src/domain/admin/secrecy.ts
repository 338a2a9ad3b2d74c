import { z } from 'zod'
import { CLEARANCES } from './account.ts'

/** A class of secrecy: 0 public, 1 internal, 2 secret; null = none of its own. */
export type SecrecyClass = (typeof CLEARANCES)[number] | null

/** What has a class: a layer, a column of the assets, or one asset. */
export type SecrecyTarget =
  | { readonly table: 'layer'; readonly discipline: string; readonly kind: string }
  | { readonly table: 'field'; readonly column: string }
  | { readonly table: 'asset'; readonly id: string }

/** A change that somebody typed: to what, to which class, and why. */
export const secrecySchema = z.object({
  /** of an asset its id; of a layer or field what it is called anyway */
  key: z.string().trim().min(1, { error: 'required' }),
  class: z.literal(CLEARANCES).nullable(),
  reason: z.string().trim().min(1, { error: 'required' }).max(500, { error: 'long' }),
})

/** The name of a target among those of its table: "gas/line", "diameter_mm", an asset's id. */
export function keyOf(target: SecrecyTarget): string {
  if (target.table === 'layer') return `${target.discipline}/${target.kind}`
  return target.table === 'field' ? target.column : target.id
}

/** Columns of which one closed closes all, with the heights of the drawing: each follows from the others and the ground. */
export function isVertical(column: string): boolean {
  return /_(level|depth)_m$/.test(column)
}
