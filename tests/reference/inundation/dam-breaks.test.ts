import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gaugesAlong, meanDifference, profileOf, rasterOf, readColumns, runFlood } from '../../kit/flood-case.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'flood/analytic')
const CELLS = 500
const [SIZE, DAM, UPPER] = [0.02, 5, 0.005]
const published = 'first order about 1.5 %; SWASHES and FullSWOF publish plots'
const common = { test: 'tests/reference/inundation/dam-breaks.test.ts' }

async function breakDam(lower: number) {
  const dem = rasterOf(CELLS, 1, SIZE, () => 0)
  const depth = rasterOf(CELLS, 1, SIZE, (x) => (x < DAM ? UPPER : lower))
  const run = await runFlood(
    {
      grid: { dem: 'dem.asc', manning: 0, initial_depth: 'depth.asc' },
      ...{ duration_s: 6, output_interval_s: 6, gauges: gaugesAlong(dem, SIZE / 2) },
    },
    { 'dem.asc': dem, 'depth.asc': depth },
  )
  expect(run.summary.min_depth_m).toBeGreaterThanOrEqual(0)
  expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
  return profileOf(run, CELLS, -1)
}

/** Where the water is deeper than a limit for the last time, between the middles of two cells [m]. */
function edgeOf(x: readonly number[], depth: readonly number[], limit: number): number {
  const last = depth.findLastIndex((h) => h > limit)
  const [h, next] = [depth[last] as number, depth[last + 1] as number]
  return (x[last] as number) + (SIZE * (h - limit)) / (h - next)
}

/** Way of the last cell with a micrometre of water, as a share of the exact 2 √(g h) t. */
function lastWet(x: readonly number[], depth: readonly number[]): number {
  return ((x[depth.findLastIndex((h) => h > 0)] as number) + SIZE / 2 - DAM) / (2 * Math.sqrt(9.81 * UPPER) * 6)
}

function plotOf(x: readonly number[], ours: readonly number[], exact: readonly number[]) {
  const points = (depth: readonly number[]) => depth.map((h, i) => [x[i] as number, h] as const)
  const series = [
    { name: 'ours', points: points(ours) },
    { name: 'exact', points: points(exact), isReference: true },
  ]
  return { x: 'x [m]', y: 'depth [m]', series }
}

describe.runIf(existsSync(folder))('a dam that breaks', () => {
  test('on a dry bed (Ritter)', async () => {
    const exact = await readColumns(join(folder, 'ritter_L10_hl0.005_t6.csv'))
    const [x, h] = [exact('x'), exact('h')]
    const ours = await breakDam(0)
    // the tip has no depth to be seen by: the front is where it is 1 % of the upper depth deep
    const front = (depth: readonly number[]) => edgeOf(x, depth, UPPER / 100) - DAM
    await validate({
      ...{ ...common, id: 'ritter', title: 'Ritter: dam break on a dry bed' },
      setup: '500 cells of 0.02 m, 5 mm of water, 6 s, no friction.',
      figures: [
        {
          ...{
            name: 'mean error of the depth / upper depth',
            ours: (100 * meanDifference(ours, h)) / UPPER,
            unit: '%',
          },
          ...{ goal: [0, 0.6], published },
        },
        {
          name: 'way of the front (1 % of the upper depth) against the exact one',
          ...{ ours: 100 * Math.abs(front(ours) / front(h) - 1), unit: '%', goal: [0, 4] },
        },
        {
          // the last micrometre of a tip that thins out is what a grid loses first; it is 0.02 % of the upper depth
          ...{ name: 'way of the last wet cell against the exact tip', ours: 100 * (1 - lastWet(x, ours)), unit: '%' },
          ...{ goal: [0, 4], reached: [0, 14] },
        },
      ],
      plot: plotOf(x, ours, h),
    })
  })

  test('on a wet bed (Stoker)', async () => {
    const exact = await readColumns(join(folder, 'stoker_L10_hl0.005_hr0.001_t6.csv'))
    const [x, h] = [exact('x'), exact('h')]
    const ours = await breakDam(0.001)
    // half way up the shock; README: it runs at 0.2099634 m/s
    const shock = edgeOf(x, ours, (0.001 + 0.00253936) / 2)
    await validate({
      ...{ ...common, id: 'stoker', title: 'Stoker: dam break on a wet bed' },
      setup: '500 cells of 0.02 m, 5 mm against 1 mm of water, 6 s, no friction.',
      figures: [
        {
          ...{
            name: 'mean error of the depth / upper depth',
            ours: (100 * meanDifference(ours, h)) / UPPER,
            unit: '%',
          },
          ...{ goal: [0, 0.6], published },
        },
        {
          ...{ name: 'place of the shock', ours: Math.abs(shock - DAM - 0.2099634 * 6) / SIZE, unit: 'cells' },
          ...{ reference: `x = ${(DAM + 0.2099634 * 6).toFixed(4)} m`, goal: [0, 1.5] },
        },
      ],
      plot: plotOf(x, ours, h),
    })
  })
})
