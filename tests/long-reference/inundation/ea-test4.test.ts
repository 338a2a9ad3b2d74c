import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rasterOf, readColumns, runFlood } from '../../kit/flood-case.ts'
import { type Figure, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../../reference/bench-folder.ts'

const folder = join(benchFolder, 'flood/ea-test4')
/** README: peaks of LISFLOOD-FP 8 DG2 at 5 m [m], and when 0.02 m came with ACC at 5 m [s]. */
const PEAKS = [0.3251, 0.2745, 0.2275, 0.2002, 0.18, 0.1755]
const ARRIVALS = [660, 1020, 1860, 2760, 3720, 4020]
const OTHERS = [
  [0.3253, 0.324, 600],
  [0.2751, 0.2671, 960],
  [0.2278, 0.2192, 1680],
  [0.2002, 0.1923, 2520],
  [0.1798, 0.1726, 3360],
  [0.1753, 0.1676, 3660],
]

describe.runIf(existsSync(folder))('EA test 4: a flood spreads over a plain', () => {
  test('peaks and arrivals on 5 m', { timeout: 1_800_000 }, async () => {
    const inflow = await readColumns(join(folder, 'inflow.csv'))
    const points = await readColumns(join(folder, 'output_points.csv'))
    const [y, ids] = [points('y_m'), points('id')]
    const times = inflow('t_s')
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.05 },
        ...{ duration_s: 18_000, output_interval_s: 60 },
        boundaries: [
          {
            side: 'west',
            from_m: 990,
            to_m: 1010,
            type: 'discharge',
            series: inflow('Q_m3s').map((q, i) => [times[i], q]),
          },
          ...['east', 'south', 'north'].map((side) => ({ side, type: 'free' })),
        ],
        gauges: points('x_m').map((x, i) => ({ id: String(ids[i]), x, y: y[i] })),
      },
      { 'dem.asc': rasterOf(200, 400, 5, () => 0) },
    )
    expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
    const acc = await readColumns(join(folder, 'ref_lisflood_acc_5m.csv'))
    await validate({
      ...{ id: 'ea-test4', title: 'EA test 4: speed of a flood over a plain' },
      setup:
        "80,000 cells of 5 m, Manning's n 0.05, up to 20 m³/s over 20 m of the west side, 5 h. The goal is arrivals within 120 s of DG2's, which are not in the folder: they are held to ACC's.",
      test: 'tests/long-reference/inundation/ea-test4.test.ts',
      figures: ids.flatMap((id, i): Figure[] => {
        const { time, depth } = run.gauge(String(id))
        const [peak, arrival] = [PEAKS[i] as number, ARRIVALS[i] as number]
        const [accPeak, fv1Peak, fv1Arrival] = OTHERS[i] as [number, number, number]
        const first = time[depth.findIndex((h) => h > 0.02)] ?? Infinity
        return [
          {
            ...{ name: `peak at ${id}`, ours: Math.max(...depth), unit: 'm', goal: [0.98 * peak, 1.02 * peak] },
            ...{ reference: `${peak} m (DG2 5 m)`, published: `ACC 5 m ${accPeak} m, FV1 10 m ${fv1Peak} m` },
          },
          {
            ...{ name: `arrival of 0.02 m at ${id}`, ours: first, unit: 's', goal: [arrival - 120, arrival + 120] },
            ...{ reference: `${arrival} s (ACC 5 m)`, published: `FV1 10 m ${fv1Arrival} s` },
          },
        ]
      }),
      plot: {
        ...{ x: 'time [s]', y: 'depth [m]' },
        series: ids.slice(0, 6).flatMap((id, i) => {
          const { time, depth } = run.gauge(String(id))
          const theirs = acc(`depth_p${id}_m`)
          return [
            { name: `${id}`, points: time.map((t, n) => [t, depth[n] as number] as const) },
            ...(i % 2 === 0
              ? [
                  {
                    ...{ name: `${id} ACC 5 m`, isReference: true },
                    points: acc('t_s').map((t, n) => [t, theirs[n] as number] as const),
                  },
                ]
              : []),
          ]
        }),
      },
    })
  })
})
