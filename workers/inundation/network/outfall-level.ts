import { lookUp } from './devices.ts'
import { valueAt } from './inflows.ts'
import type { DrainageModel, OutfallSpec } from './inp/model.ts'

/** A level that no conduit feels: below the bed of its outfall [m]. */
const OUT_OF_REACH = 1

/** Level of the water that an outfall opens into [m]; where it falls freely, below its bed. */
export function outfallLevel({ stage, invert }: OutfallSpec, time: number, { options, tables }: DrainageModel): number {
  let level = Number.NEGATIVE_INFINITY
  if (stage.type === 'FIXED') level = stage.level
  else if (stage.type === 'TIDAL') {
    const curve = tables.curves.get(stage.curve)
    if (curve) level = lookUp(curve, ((options.start + time) % 86400) / 3600)
  } else if (stage.type === 'TIMESERIES') {
    const series = tables.series.get(stage.series)
    if (series) level = options.units.length * valueAt(series, time, null)
  }
  return Math.max(level, invert - OUT_OF_REACH)
}
