import { ARRIVAL_DEPTHS, STANDING } from '../outcome.ts'
import { type ExportedRun, factsOf } from './exported-run.ts'
import { encodeGeoTiff } from './geotiff.ts'

/** What was worst in each cell, in one GeoTIFF: depth, speed, hazard, arrivals, time under water. */
export function worstRaster(run: ExportedRun): Uint8Array<ArrayBuffer> {
  const { columns, rows, size, west, south } = run.grid
  const { depth, speed, hazard, arrival, standing } = run.outcome.extremes
  return encodeGeoTiff({
    ...{ columns, rows, size, west, south, crs: run.crs },
    description: factsOf(run)
      .map(([what, text]) => `${what}: ${text}`)
      .join('\n'),
    bands: [
      { name: '最大水深 max depth', unit: 'm', values: depth },
      { name: '最大流速 max speed', unit: 'm/s', values: speed },
      { name: '最大危险度 max hazard: depth × (speed + 0.5)', unit: 'm²/s', values: hazard },
      ...ARRIVAL_DEPTHS.map((limit, i) => ({
        name: `首次达到 first time of ${limit.toFixed(2)} m (NODATA: 从未 never)`,
        unit: 's',
        values: arrival[i] ?? new Float32Array(depth.length).fill(Number.NaN),
      })),
      { name: `积水历时 time with ${STANDING.toFixed(2)} m`, unit: 's', values: standing },
    ],
  })
}
