import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAsciiGrid } from '../../../cli/inundation/ascii-grid.ts'
import { perDepth } from '../../../workers/inundation/surface/grid.ts'
import { createReferenceSolver } from '../../../workers/inundation/surface/reference.ts'
import { createVectorSolver } from '../../../workers/inundation/surface/vector.ts'
import { gaugesAlong, profileOf, rasterOf, readColumns, relativeDifference, runFlood } from '../../kit/flood-case.ts'
import { type PlotSeries, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'flood/analytic')
const common = { test: 'tests/reference/inundation/basins.test.ts' }
const N = 100
const bump = (x: number) => Math.max(0, 0.2 - 0.05 * (x - 10) ** 2)

describe.runIf(existsSync(folder))('water that swings (Thacker)', () => {
  test('in a channel', async () => {
    const files = await Promise.all(
      ['5.00', '5.25', '5.50', '5.75'].map((t) => readColumns(join(folder, `thacker1d_h0.5_a1_t${t}T.csv`))),
    )
    const [start] = files as [(typeof files)[number]]
    const [x, z] = [start('x'), start('z')]
    const period = 2.00607
    const dem = { ...rasterOf(x.length, 1, 0.01, () => 0), values: Float64Array.from(z) }
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0, initial_depth: 'depth.asc' },
        ...{ duration_s: 5.75 * period, output_interval_s: period / 4, gauges: gaugesAlong(dem, 0.005) },
      },
      { 'dem.asc': dem, 'depth.asc': { ...dem, values: Float64Array.from(start('h')) } },
    )
    const ours = files.map((_, n) => profileOf(run, x.length, 20 + n))
    const series = files.flatMap((file, n): PlotSeries[] => [
      { name: `${5 + n / 4} T`, points: x.map((at, i) => [at, (z[i] as number) + (ours[n]?.[i] as number)]) },
      {
        name: `${5 + n / 4} T exact`,
        points: x.map((at, i) => [at, (z[i] as number) + (file('h')[i] as number)]),
        isReference: true,
      },
    ])
    await validate({
      ...{ ...common, id: 'thacker-1d', title: 'Thacker: a plane surface in a channel' },
      setup: '400 cells of 0.01 m, 5 to 5¾ periods, no friction.',
      figures: files.map((file, n) => ({
        ...{ name: `‖error of the depth‖ / ‖depth‖ after ${5 + n / 4} periods`, unit: '%', goal: [0, 3] as const },
        ours: 100 * relativeDifference(ours[n] as number[], file('h')),
      })),
      plot: { x: 'x [m]', y: 'level [m]', series: series.slice(0, 4) },
    })
  })

  test('as a paraboloid in a bowl', async () => {
    const start = await readColumns(join(folder, 'thacker_radial_h0.1_a1_r0.8_n100_t0.csv'))
    const end = await readColumns(join(folder, 'thacker_radial_h0.1_a1_r0.8_n100_t3.00T.csv'))
    const dem = bowl(start('z'))
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0, initial_depth: 'depth.asc' },
        ...{ duration_s: 3 * 2.242851, output_interval_s: 3 * 2.242851 },
        gauges: start('x').map((x, i) => ({ id: String(i), x, y: start('y')[i] })),
      },
      { 'dem.asc': dem, 'depth.asc': bowl(start('h')) },
    )
    const ours = profileOf(run, N * N, -1)
    await validate({
      ...{ ...common, id: 'thacker-radial', title: 'Thacker: a paraboloid in a bowl' },
      setup: '100 × 100 cells of 0.04 m, three periods, no friction.',
      figures: [
        {
          ...{ name: '‖error of the depth‖ / ‖depth‖', unit: '%', goal: [0, 3] },
          ours: 100 * relativeDifference(ours, end('h')),
        },
        { name: 'change of the volume', ours: Math.abs(run.summary.volume.error_relative), unit: '', goal: [0, 1e-6] },
      ],
      plot: across(start('z'), ours, end('h')),
    })
  })

  test('as a plane that turns in a bowl', async () => {
    // CASE.json has no velocity at the start: by the solver itself
    const start = await readColumns(join(folder, 'thacker_planar_h0.1_a1_eta0.5_n100_t0.csv'))
    const end = await readColumns(join(folder, 'thacker_planar_h0.1_a1_eta0.5_n100_t3.00T.csv'))
    const [z, h, u, v] = [start('z'), start('h'), start('u'), start('v')]
    const grid = {
      ...{ columns: N, rows: N, size: 0.04, bed: Float64Array.from(z), roughness: new Float64Array(N * N) },
    }
    const solver = createVectorSolver(grid, Float64Array.from(h))
    h.forEach((depth, i) => {
      solver.push(i % N, Math.floor(i / N), depth * (u[i] as number), depth * (v[i] as number))
    })
    const before = solver.volume()
    const duration = 3 * 4.485701
    for (let time = 0; time < duration; ) {
      const step = Math.min(solver.longestStep(), duration - time)
      solver.step(step)
      time = duration - time - step < 1e-9 ? duration : time + step
    }
    const ours = h.map((_, i) => solver.water.depth[solver.at(i % N, Math.floor(i / N))] as number)
    await validate({
      ...{ ...common, id: 'thacker-planar', title: 'Thacker: a plane that turns in a bowl' },
      setup:
        '100 × 100 cells of 0.04 m, three turns, no friction; by the solver itself (float32), as it starts in motion.',
      figures: [
        {
          ...{ name: '‖error of the depth‖ / ‖depth‖', unit: '%', goal: [0, 3] },
          ours: 100 * relativeDifference(ours, end('h')),
        },
        { name: 'change of the volume', ours: Math.abs(solver.volume() / before - 1), unit: '', goal: [0, 1e-6] },
      ],
      plot: across(z, ours, end('h')),
    })
  })
})

describe.runIf(existsSync(folder))('a lake at rest', () => {
  const [CELLS, SIZE] = [250, 0.1]
  const lakes = [
    { name: 'bump below the water', level: 0.5 },
    { name: 'bump above the water', level: 0.1 },
  ]

  test('over a bump', async () => {
    const dem = rasterOf(CELLS, 1, SIZE, bump)
    const fastest: { readonly float32: number; readonly float64: number }[] = []
    for (const { level } of lakes) {
      const run = await runFlood(
        { grid: { dem: 'dem.asc', manning: 0, initial_level: level }, duration_s: 100, output_interval_s: 100 },
        { 'dem.asc': dem },
      )
      const roughness = new Float64Array(CELLS)
      const depth = dem.values.map((bed) => Math.max(0, level - bed))
      const solver = createReferenceSolver({ columns: CELLS, rows: 1, size: SIZE, bed: dem.values, roughness }, depth)
      for (let time = 0; time < 100; time += solver.longestStep()) solver.step(solver.longestStep())
      const { water } = solver
      const speeds = Array.from(water.depth, (h, i) => Math.abs(water.east[i] as number) * perDepth(h))
      fastest.push({ float32: Math.max(...run.maxSpeed.values), float64: Math.max(...speeds) })
    }
    await validate({
      ...{ ...common, id: 'lake-at-rest', title: 'Lake at rest' },
      setup:
        '250 cells of 0.1 m over a bump, 100 s, no friction; float64 by the solver itself. Speeds of 5e-6 m/s are written as 0.',
      figures: lakes.flatMap(({ name }, n) => [
        {
          name: `fastest ever, ${name}, float32`,
          ours: fastest[n]?.float32 ?? NaN,
          unit: 'm/s',
          goal: [0, 1e-5] as const,
        },
        {
          name: `fastest at the end, ${name}, float64`,
          ours: fastest[n]?.float64 ?? NaN,
          unit: 'm/s',
          goal: [0, 1e-10] as const,
        },
      ]),
      plot: {
        ...{ x: 'x [m]', y: 'level [m]' },
        series: [
          ...lakes.map(({ name, level }) => ({
            name,
            points: Array.from(dem.values, (bed, i) => [(i + 0.5) * SIZE, Math.max(bed, level)] as const),
          })),
          { name: 'bed', points: Array.from(dem.values, (bed, i) => [(i + 0.5) * SIZE, bed] as const) },
        ],
      },
    })
  })
})

const humps = join(benchFolder, 'flood/three-humps')
describe.runIf(existsSync(humps))('three humps', () => {
  const read = async (name: string) => parseAsciiGrid(name, await readFile(join(humps, name), 'utf8'))
  // where the bed stands out of the water the files go below 0
  const readDepth = async (name: string) => {
    const raster = await read(name)
    return { ...raster, values: raster.values.map((depth) => Math.max(0, depth)) }
  }

  test('a lake among them stays at rest, and a dam break comes to rest', async () => {
    const dem = await read('humps.dem')
    const still = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.04, initial_depth: 'depth.asc' },
        ...{ duration_s: 600, output_interval_s: 600 },
      },
      { 'dem.asc': dem, 'depth.asc': await readDepth('lake_at_rest.wd') },
    )
    const middle = (dem.rows * dem.size) / 2
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.018, initial_depth: 'depth.asc' },
        ...{ duration_s: 300, output_interval_s: 0.5, gauges: gaugesAlong(dem, middle) },
      },
      { 'dem.asc': dem, 'depth.asc': await readDepth('dambreak.wd') },
    )
    const row = Math.floor(dem.rows / 2)
    const bed = Array.from(dem.values.subarray(row * dem.columns, (row + 1) * dem.columns))
    expect(run.summary.min_depth_m).toBeGreaterThanOrEqual(0)
    const last = bed.map((_, i) =>
      Math.hypot(run.gauge(String(i)).u.at(-1) as number, run.gauge(String(i)).v.at(-1) as number),
    )
    const lee = run.gauge('58')
    const behind = lee.time[lee.depth.findIndex((h) => h > 0.001)] ?? Number.NaN
    const wet = bed.flatMap((_, i) => {
      const { depth, level } = run.gauge(String(i))
      return (depth.at(-1) as number) > 0.01 ? [level.at(-1) as number] : []
    })
    const outputs = [0, 4, 12, 24, 600]
    await validate({
      ...{ ...common, id: 'three-humps', title: 'Three humps' },
      setup: "75 × 30 cells of 1 m: a lake at rest for 600 s (Manning's n 0.04), and a dam break for 300 s (0.018).",
      figures: [
        { name: 'lake at rest: fastest ever', ours: maximum(still.maxSpeed.values), unit: 'm/s', goal: [0, 1e-5] },
        {
          ...{ name: 'dam break: water meets behind the large hump (x = 58.5 m)', ours: behind, unit: 's' },
          reference: 'surrounded at about 12 s',
        },
        {
          ...{ name: 'dam break: highest less lowest level at the end', unit: 'm' },
          ...{ ours: Math.max(...wet) - Math.min(...wet), reference: 'at rest by about 300 s' },
        },
        {
          // an eddy in the lee of the large hump, which a scheme of first order does not keep
          ...{ name: 'dam break: fastest in the middle row at the end', ours: Math.max(...last), unit: 'm/s' },
          reference: 'at rest by about 300 s',
        },
        {
          ...{ name: 'dam break: change of the volume', ours: Math.abs(run.summary.volume.error_relative), unit: '' },
          goal: [0, 1e-6],
        },
      ],
      plot: {
        ...{ x: 'x [m]', y: 'level in the middle row [m]' },
        series: [
          ...outputs.map((output) => ({
            name: `${output / 2} s`,
            points: bed.map((level, i) => [i + 0.5, level + (run.gauge(String(i)).depth[output] as number)] as const),
          })),
          { name: 'bed', points: bed.map((level, i) => [i + 0.5, level] as const) },
        ],
      },
    })
  })
})

function maximum(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0)
}

/** Cells of a file, by row from the south-west. */
function bowl(values: readonly number[]) {
  return { ...rasterOf(N, N, 0.04, () => 0), values: Float64Array.from(values) }
}

/** The row through the middle of a bowl. */
function across(z: readonly number[], ours: readonly number[], exact: readonly number[]) {
  const at = (n: number) => (N / 2) * N + n
  const line = (depth: readonly number[] | null) =>
    Array.from({ length: N }, (_, n) => [(n + 0.5) * 0.04, (z[at(n)] as number) + (depth?.[at(n)] ?? 0)] as const)
  const series = [
    { name: 'ours', points: line(ours) },
    { name: 'exact', points: line(exact), isReference: true },
    { name: 'bed', points: line(null) },
  ]
  return { x: 'x [m]', y: 'level in the middle row [m]', series }
}
