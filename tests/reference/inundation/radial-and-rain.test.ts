import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  between,
  gaugesAlong,
  meanDifference,
  profileOf,
  rasterOf,
  readColumns,
  runFlood,
} from '../../kit/flood-case.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'flood')
const common = { test: 'tests/reference/inundation/radial-and-rain.test.ts' }

describe.runIf(existsSync(folder))('a round dam that breaks', () => {
  test.each([
    { id: 'radial-wet', title: 'Radial dam break on a wet bed', file: 'wet_h10_h1_R50_t2.csv', outside: 1 },
    { id: 'radial-dry', title: 'Radial dam break on a dry bed', file: 'dry_h10_h0_R50_t2.csv', outside: 0 },
  ])('$title', async ({ id, title, file, outside }) => {
    const rows = (await readFile(join(folder, 'radial-dam-break', file), 'utf8')).trim().split(/\r?\n/)
    const table = rows.map((row) => row.split(/[,\s]+/).map(Number))
    const [r, depth] = [table.map(([at = 0]) => at), table.map((row) => row[4] ?? Number.NaN)]
    const dem = rasterOf(200, 200, 1, () => 0, [-100, -100])
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0, initial_depth: 'depth.asc' },
        ...{ duration_s: 2, output_interval_s: 2 },
        gauges: [
          ...gaugesAlong(dem, 0.5),
          ...gaugesAlong(dem, 0.5).map(({ id, x, y }) => ({ id: `n${id}`, x: y, y: x })),
          ...gaugesAlong(dem, 0.5).map(({ id, x }) => ({ id: `d${id}`, x, y: x })),
        ],
      },
      {
        'dem.asc': dem,
        'depth.asc': rasterOf(200, 200, 1, (x, y) => (Math.hypot(x, y) < 50 ? 10 : outside), [-100, -100]),
      },
    )
    const out = Array.from({ length: 100 }, (_, n) => n)
    const line = (prefix: string) => out.map((n) => run.gauge(`${prefix}${100 + n}`).depth.at(-1) as number)
    const [east, north, diagonal] = [line(''), line('n'), line('d')]
    const onAxis = out.map((n) => Math.hypot(n + 0.5, 0.5))
    const onDiagonal = out.map((n) => (n + 0.5) * Math.SQRT2)
    const within = onDiagonal.filter((at) => at < 99)
    const error = (places: readonly number[], ours: readonly number[]) =>
      10 *
      meanDifference(
        ours.slice(0, places.length),
        places.map((at) => between(r, depth, at)),
      )
    expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
    await validate({
      ...{ ...common, id, title },
      setup: '200 × 200 cells of 1 m, 10 m of water within 50 m, 2 s, no friction.',
      figures: [
        { name: 'mean error of the depth / 10 m to the east', ours: error(onAxis, east), unit: '%', goal: [0, 1] },
        { name: 'to the north', ours: error(onAxis, north), unit: '%', goal: [0, 1] },
        { name: 'to the north-east', ours: error(within, diagonal), unit: '%', goal: [0, 1] },
        {
          ...{ name: 'mean difference between axis and diagonal / 10 m', unit: '%', goal: [0, 1] },
          ours:
            10 *
            meanDifference(
              diagonal.slice(0, within.length),
              within.map((at) => between(onAxis, east, at)),
            ),
        },
      ],
      plot: {
        ...{ x: 'distance [m]', y: 'depth [m]' },
        series: [
          { name: 'east', points: onAxis.map((at, n) => [at, east[n] as number] as const) },
          { name: 'north-east', points: within.map((at, n) => [at, diagonal[n] as number] as const) },
          { name: 'fine grid', points: r.map((at, n) => [at, depth[n] as number] as const), isReference: true },
        ],
      },
    })
  })
})

describe.runIf(existsSync(folder))('rain on a plane', () => {
  test('runs off as the kinematic wave says', async () => {
    const exact = await readColumns(join(folder, 'analytic/rain_plane_steady_L200_S0.01_n0.03_50mmh.csv'))
    const [x, q, h] = [exact('x'), exact('q'), exact('h_kinematic')]
    const dem = rasterOf(400, 1, 0.5, (at) => 0.01 * (200 - at))
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.03 },
        ...{ duration_s: 3600, output_interval_s: 3600, rain: [[0, 50]] },
        ...{ boundaries: [{ side: 'east', type: 'free' }], gauges: gaugesAlong(dem, 0.25) },
      },
      { 'dem.asc': dem },
    )
    const ours = profileOf(run, 400, -1)
    const flow = profileOf(run, 400, -1, 'u').map((u, i) => u * (ours[i] as number))
    const mean = h.reduce((sum, one) => sum + one, 0) / h.length
    expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
    await validate({
      ...{ ...common, id: 'rain-plane', title: 'Rain on a plane' },
      setup: "400 cells of 0.5 m, slope 1 %, Manning's n 0.03, 50 mm/h for an hour, free fall at the end.",
      figures: [
        {
          ...{ name: 'mean error of the flow / flow at the end', unit: '%', goal: [0, 0.5] },
          ours: (100 * meanDifference(flow, q)) / (q.at(-1) as number),
        },
        {
          // the free fall draws the last metres down, which a kinematic wave does not know
          ...{ name: 'mean error of the depth / mean depth', ours: (100 * meanDifference(ours, h)) / mean, unit: '%' },
          goal: [0, 0.5],
        },
      ],
      plot: {
        ...{ x: 'x [m]', y: 'depth [mm]' },
        series: [
          { name: 'ours', points: x.map((at, i) => [at, 1000 * (ours[i] as number)] as const) },
          {
            name: 'kinematic wave',
            points: x.map((at, i) => [at, 1000 * (h[i] as number)] as const),
            isReference: true,
          },
        ],
      },
    })
  })
})
