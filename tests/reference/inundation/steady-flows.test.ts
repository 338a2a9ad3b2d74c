import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  between,
  type FloodRun,
  gaugesAlong,
  meanDifference,
  profileOf,
  rasterOf,
  readColumns,
  runFlood,
} from '../../kit/flood-case.ts'
import { type Figure, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'flood/analytic')
const common = { test: 'tests/reference/inundation/steady-flows.test.ts' }
const bump = (x: number) => Math.max(0, 0.2 - 0.05 * (x - 10) ** 2)

interface Channel {
  readonly length: number
  readonly cells: number
  readonly bed: (x: number) => number
  readonly manning: number
  readonly level: (x: number) => number
  /** flow per metre of width [m²/s], and its depth where it is faster than its waves [m] */
  readonly discharge: number
  readonly depth?: number
  /** level at the end [m]; left out = free fall */
  readonly stage?: number
  readonly duration: number
  readonly backend?: string
}

interface SteadyFlow {
  readonly x: number[]
  readonly depth: number[]
  /** [m²/s] */
  readonly discharge: number[]
  readonly run: FloodRun
}

/** Runs a channel one cell wide until its flow is steady. */
async function flowOf(channel: Channel): Promise<SteadyFlow> {
  const { length, cells, bed, manning, level, discharge, depth, stage, duration } = channel
  const size = length / cells
  const dem = rasterOf(cells, 1, size, bed)
  const flow = discharge * size
  const upstream =
    depth === undefined ? { type: 'discharge', series: [[0, flow]] } : { type: 'inflow', series: [[0, flow, depth]] }
  const downstream = stage === undefined ? { type: 'free' } : { type: 'stage', series: [[0, stage]] }
  const run = await runFlood(
    {
      grid: { dem: 'dem.asc', manning, initial_level: 'level.asc' },
      ...{ duration_s: duration, output_interval_s: duration },
      boundaries: [
        { side: 'west', ...upstream },
        { side: 'east', ...downstream },
      ],
      gauges: gaugesAlong(dem, size / 2),
    },
    { 'dem.asc': dem, 'level.asc': rasterOf(cells, 1, size, (x) => Math.max(bed(x), level(x))) },
    channel.backend,
  )
  expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
  const ours = profileOf(run, cells, -1)
  const u = profileOf(run, cells, -1, 'u')
  return {
    x: Array.from({ length: cells }, (_, cell) => (cell + 0.5) * size),
    ...{ depth: ours, discharge: ours.map((h, cell) => h * (u[cell] as number)), run },
  }
}

/** Depth of a file at places [m]. */
async function exactDepth(name: string): Promise<(x: number) => number> {
  const columns = await readColumns(join(folder, name))
  const [x, h] = [columns('x'), columns('h')]
  return (at) => between(x, h, at)
}

function levels(
  bed: (x: number) => number,
  x: readonly number[],
  ours: readonly number[],
  exact: (x: number) => number,
) {
  const series = [
    { name: 'ours', points: x.map((at, i) => [at, bed(at) + (ours[i] as number)] as const) },
    { name: 'exact', points: x.map((at) => [at, bed(at) + exact(at)] as const), isReference: true },
    { name: 'bed', points: x.map((at) => [at, bed(at)] as const) },
  ]
  return { x: 'x [m]', y: 'level [m]', series }
}

/** Mean error of the depth as a share of the mean depth [%]. */
function depthError({ x, depth }: SteadyFlow, exact: (x: number) => number): Figure {
  const truth = x.map(exact)
  const mean = truth.reduce((sum, h) => sum + h, 0) / truth.length
  const ours = (100 * meanDifference(depth, truth)) / mean
  return { name: 'mean error of the depth / mean depth', ours, unit: '%', goal: [0, 0.5] }
}

describe.runIf(existsSync(folder))('steady flow', () => {
  const over = { length: 25, cells: 250, bed: bump, manning: 0, duration: 250 }

  test('over a bump without a shock', async () => {
    const exact = await exactDepth('bump_sub_q4.42_h2.0.csv')
    const flow = await flowOf({ ...over, level: () => 2, discharge: 4.42, stage: 2 })
    await validate({
      ...{ ...common, id: 'bump-subcritical', title: 'Bump, subcritical' },
      setup: '250 cells of 0.1 m, 4.42 m²/s, 2 m at the end, 250 s from still water.',
      figures: [depthError(flow, exact)],
      plot: levels(bump, flow.x, flow.depth, exact),
    })
  })

  test('over a bump through the critical depth', async () => {
    const exact = await exactDepth('bump_trans_q1.53_h0.66.csv')
    const flow = await flowOf({ ...over, level: () => 0.66, discharge: 1.53 })
    await validate({
      ...{ ...common, id: 'bump-transcritical', title: 'Bump, transcritical' },
      setup: '250 cells of 0.1 m, 1.53 m²/s, free fall at the end, 250 s from still water of 0.66 m.',
      figures: [depthError(flow, exact)],
      plot: levels(bump, flow.x, flow.depth, exact),
    })
  })

  test('over a bump with a jump', async () => {
    const exact = await exactDepth('bump_shock_q0.18_h0.33.csv')
    const flow = await flowOf({ ...over, level: () => 0.33, discharge: 0.18, stage: 0.33 })
    const { x, depth, discharge } = flow
    // the jump of the reference is at x = 11.665 m, where the level rises by most from cell to cell
    const rise = (i: number) =>
      (depth[i + 1] as number) + bump(x[i + 1] as number) - (depth[i] as number) - bump(x[i] as number)
    const steepest = x.slice(1).reduce((best, _, i) => (rise(i) > rise(best) ? i : best), 0)
    const jump = (x[steepest] as number) + 0.05
    // two cells of the jump may show a spike of the discharge
    const away = discharge.filter((_, i) => Math.abs((x[i] as number) - 11.665) > 0.1)
    await validate({
      ...{ ...common, id: 'bump-jump', title: 'Bump with a hydraulic jump' },
      setup: '250 cells of 0.1 m, 0.18 m²/s, 0.33 m at the end, 250 s from still water.',
      figures: [
        depthError(flow, exact),
        {
          ...{ name: 'place of the jump', ours: Math.abs(jump - 11.665) / 0.1, unit: 'cells' },
          ...{ goal: [0, 2], reference: 'x = 11.665 m' },
        },
        {
          ...{ name: 'worst discharge away from the jump', unit: '%', goal: [0, 0.5] },
          // reached in the third cell of the jump; 0.37 % where the bump begins
          reached: [0, 0.51],
          ours: (100 * Math.max(...away.map((q) => Math.abs(q - 0.18)))) / 0.18,
        },
      ],
      plot: levels(bump, x, depth, exact),
    })
  })

  test.each([
    {
      ...{
        id: 'macdonald-subcritical',
        title: 'MacDonald channel, subcritical',
        file: 'macdonald_sub_L1000_q2_n0.033.csv',
      },
      ...{ manning: 0.033, discharge: 2, isFast: false },
    },
    {
      ...{ id: 'macdonald-supercritical', title: 'MacDonald channel, supercritical' },
      ...{ file: 'macdonald_super_L1000_q2.5_n0.04.csv', manning: 0.04, discharge: 2.5, isFast: true },
    },
  ])('$title', async ({ id, title, file, manning, discharge, isFast }) => {
    const { bed, exact } = await macDonald(file)
    const flow = await flowOf({
      ...{ length: 1000, cells: 500, bed, manning, discharge, duration: isFast ? 900 : 3000 },
      level: (x) => bed(x) + (isFast ? 0 : exact(x)),
      ...(isFast ? { depth: exact(0) } : { stage: exact(1000) }),
    })
    await validate({
      ...{ ...common, id, title },
      setup: `500 cells of 2 m, ${discharge} m²/s, Manning's n ${manning}, ${isFast ? '900 s from dry ground' : '3,000 s from the exact depth at rest'}.`,
      figures: [depthError(flow, exact)],
      plot: levels(bed, flow.x, flow.depth, exact),
    })
  })

  test('the error falls with the square of the cell, nearly', async () => {
    const { bed, exact } = await macDonald('macdonald_sub_L1000_q2_n0.033.csv')
    const errors: number[] = []
    const sizes = [40, 20, 10]
    for (const size of sizes) {
      const flow = await flowOf({
        ...{ length: 1000, cells: 1000 / size, bed, manning: 0.033, discharge: 2, duration: 4000 },
        ...{ level: (x) => bed(x) + exact(x), stage: exact(1000), backend: 'reference' },
      })
      errors.push(meanDifference(flow.depth, flow.x.map(exact)))
    }
    const [coarse = 0, middle = 0, fine = 0] = errors
    await validate({
      ...{ ...common, id: 'order', title: 'Order of accuracy' },
      setup: 'The subcritical MacDonald channel on cells of 40, 20 and 10 m, mean error of the depth; float64.',
      figures: [
        { name: 'order from 40 to 20 m', ours: Math.log2(coarse / middle), unit: '', goal: [1.6, Infinity] },
        { name: 'order from 20 to 10 m', ours: Math.log2(middle / fine), unit: '', goal: [1.6, Infinity] },
      ],
      plot: {
        ...{ x: 'log10 of the cell [m]', y: 'log10 of the error [m]' },
        series: [{ name: 'ours', points: sizes.map((size, i) => [Math.log10(size), Math.log10(errors[i] as number)]) }],
      },
    })
  })
})

async function macDonald(file: string) {
  const columns = await readColumns(join(folder, file))
  const [x, z, h] = [columns('x'), columns('z'), columns('h')]
  return { bed: (at: number) => between(x, z, at), exact: (at: number) => between(x, h, at) }
}
