import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cellAt } from '../../../src/domain/inundation/cells.ts'
import type { Raster } from '../../../workers/inundation/case/raster.ts'
import { rasterOf, readColumns, runFlood } from '../../kit/flood-case.ts'
import { type Figure, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../../reference/bench-folder.ts'

const folder = join(benchFolder, 'flood/ea-test2')
const SIZE = 20
/** Points whose basin fills to its sill and spills. */
const FILLED = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
/** Points where it is the momentum that decides, and codes differ. */
const OPEN = [1, 12, 13, 14]
const DRY = [15, 16]
const SHARES = Array.from({ length: 10 }, (_, n) => (n + 0.5) / 10 - 0.5)

describe.runIf(existsSync(folder))('EA test 2: a flood fills hollow after hollow', () => {
  test('ponds stand at their sills', { timeout: 1_800_000 }, async () => {
    const inflow = await readColumns(join(folder, 'inflow.csv'))
    const points = await readColumns(join(folder, 'output_points.csv'))
    const [times, y, ids] = [inflow('t_s'), points('y_m'), points('id')]
    const dem = rasterOf(100, 100, SIZE, meanBed)
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.03 },
        ...{ duration_s: 172_800, output_interval_s: 600 },
        boundaries: [
          { side: 'west', from_m: 1900, type: 'discharge', series: inflow('Q_m3s').map((q, i) => [times[i], q]) },
        ],
        gauges: points('x_m').map((x, i) => ({ id: String(ids[i]), x, y: y[i] })),
      },
      { 'dem.asc': dem },
    )
    const acc = await readColumns(join(folder, 'ref_lisflood_acc_20m.csv'))
    const fv1 = await readColumns(join(folder, 'ref_lisflood_fv1_20m.csv'))
    const brims = brimOf(dem)
    const sill = (id: number) => {
      const cell = cellAt(dem, points('x_m')[id - 1] as number, y[id - 1] as number) as number
      return (brims[cell] as number) - (dem.values[cell] as number)
    }
    const final = (id: number) => run.gauge(String(id)).depth.at(-1) as number
    const theirs = (id: number) =>
      [acc, fv1].map((series) => series(`depth_p${id}_m`).at(-1) as number) as [number, number]
    await validate({
      ...{ id: 'ea-test2', title: 'EA test 2: filling of hollows' },
      setup: "10,000 cells of 20 m, Manning's n 0.03, 97,200 m³ over 100 m of the west side, 48 h.",
      test: 'tests/long-reference/inundation/ea-test2.test.ts',
      figures: [
        ...FILLED.map((id): Figure => {
          const [a, f] = theirs(id)
          const brim = sill(id)
          return {
            ...{ name: `pond at ${id}`, ours: final(id), unit: 'm', goal: [brim - 0.02, brim + 0.02] },
            ...{ reference: `${brim.toFixed(4)} m to the sill`, published: `ACC ${a} m, FV1 ${f} m` },
          }
        }),
        ...OPEN.map((id): Figure => {
          const [a, f] = theirs(id)
          return { name: `pond at ${id}`, ours: final(id), unit: 'm', published: `ACC ${a} m, FV1 ${f} m` }
        }),
        ...DRY.map((id): Figure => ({ name: `stays dry at ${id}`, ours: final(id), unit: 'm', goal: [0, 0.02] })),
        { name: 'error of the volume', ours: run.summary.volume.error_relative, unit: '', goal: [0, 1e-6] },
      ],
      plot: {
        ...{ x: 'time [s]', y: 'depth [m]' },
        series: [4, 3, 8, 12].flatMap((id) => {
          const { time, depth } = run.gauge(String(id))
          const series = fv1(`depth_p${id}_m`)
          return [
            { name: `${id}`, points: time.map((t, n) => [t, depth[n] as number] as const) },
            {
              ...{ name: `${id} FV1`, isReference: true },
              points: fv1('t_s').map((t, n) => [t, series[n] as number] as const),
            },
          ]
        }),
      },
    })
    expect(run.summary.min_depth_m).toBeGreaterThanOrEqual(0)
  })
})

/** Bed of the specification in the mean over a cell. */
function meanBed(x: number, y: number): number {
  const wave = (at: number) =>
    SHARES.reduce((sum, share) => sum + Math.sin((Math.PI * (at + share * SIZE)) / 500) ** 2, 0) / 10
  return 10 - x / 2000 - (2000 - y) / 1500 - 0.5 * wave(x) * wave(y)
}

/** The level at which water spills from each cell towards the lowest of all [m]. */
function brimOf({ columns, rows, values }: Raster): Float64Array {
  const lowest = values.reduce((least, bed, cell) => (bed < (values[least] as number) ? cell : least), 0)
  const brims = new Float64Array(values.length).fill(Infinity)
  brims[lowest] = values[lowest] as number
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    for (let cell = 0; cell < values.length; cell++) {
      const [column, row] = [cell % columns, Math.floor(cell / columns)]
      const next = [
        ...(column > 0 ? [cell - 1] : []),
        ...(column < columns - 1 ? [cell + 1] : []),
        ...(row > 0 ? [cell - columns] : []),
        ...(row < rows - 1 ? [cell + columns] : []),
      ]
      const brim = Math.max(values[cell] as number, Math.min(...next.map((one) => brims[one] as number)))
      if (brim >= (brims[cell] as number)) continue
      brims[cell] = brim
      isSettled = false
    }
  }
  return brims
}
