import { z } from 'zod'

/** Which assets are drawn, beyond hidden disciplines; null = no limit. */
export const assetFilterSchema = z.object({
  /** built in this year or before; assets without a year stay */
  builtBefore: z.int().nullable(),
  /** [mm]; assets without a size stay */
  leastDiameter: z.number().nullable(),
})
export type AssetFilter = z.infer<typeof assetFilterSchema>

export const NO_FILTER: AssetFilter = { builtBefore: null, leastDiameter: null }

/** What the colour of an asset tells. */
export const PALETTES = ['discipline', 'age', 'diameter', 'quality'] as const
export type Palette = (typeof PALETTES)[number]
