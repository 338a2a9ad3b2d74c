/**
 * The permanent text key of an asset, `city/discipline/source key`: the only key in links, tables and reports
 * (ARCHITECTURE.md, Identity). The source key is the 物探点号 of a point, `start~end~n` of a line, a link name or a gml_id.
 */
export type AssetId = string
export type SensorId = string

/** Largest drawing index: float32 vertex attributes count exactly up to 2^24. */
export const MAX_GID = 16_000_000

/** Builds the permanent key of an asset; throws when a part is empty. */
export function assetId(city: string, discipline: string, sourceKey: string): AssetId {
  if (!city || !discipline || !sourceKey) throw new Error(`assetId: empty part in "${city}/${discipline}/${sourceKey}"`)
  return `${city}/${discipline}/${sourceKey}`
}
