import type { LiveRain } from '../../../src/domain/inundation/flood-question.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'

/** Of the longer side of the ground at most: what lies between gauges is not known to a cell. */
const MOST_CELLS = 128

/** Rain on a ground as its gauges tell it: each place has that of the nearest one (Thiessen 1911), step after step. */
export function rainOfGauges({ columns, rows, size, west, south }: Raster, { steps }: LiveRain): FloodCase['rain'] {
  const across = (Math.max(columns, rows) * size) / Math.min(MOST_CELLS, Math.max(columns, rows))
  const [wide, high] = [columns, rows].map((count) => Math.ceil((count * size) / across - 1e-9)) as [number, number]
  return {
    fields: steps.map(({ from_s, gauges }) => ({
      t_s: from_s,
      mm_h: {
        ...{ columns: wide, rows: high, size: across, west, south },
        values: Float64Array.from({ length: wide * high }, (_, cell) => {
          const x = west + ((cell % wide) + 0.5) * across
          const y = south + (Math.floor(cell / wide) + 0.5) * across
          const away = ({ at }: (typeof gauges)[number]) => Math.hypot(at[0] - x, at[1] - y)
          return gauges.reduce((nearest, gauge) => (away(gauge) < away(nearest) ? gauge : nearest)).mm_h
        }),
      },
    })),
  }
}
