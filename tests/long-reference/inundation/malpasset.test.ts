import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Raster } from '../../../workers/inundation/case/raster.ts'
import { runFlood } from '../../kit/flood-case.ts'
import { type Figure, validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../../reference/bench-folder.ts'

const folder = join(benchFolder, 'flood/malpasset')
const SIZE = 20
/** The dam as a line; the reservoir lies to the west of it, its level [m]. */
const DAM = { from: [4701.18, 4143.41], to: [4655.5, 4392.1], level: 100 } as const
/** README: levels that the police found [m]. */
const FOUND: readonly (readonly [x: number, y: number, level: number])[] = [
  [4913.1, 4244.0, 79.15],
  [5159.7, 4369.6, 87.2],
  [5790.6, 4177.7, 54.9],
  [5886.5, 4503.9, 64.7],
  [6763.0, 3429.6, 51.1],
  [6929.9, 3591.8, 43.75],
  [7326.0, 2948.7, 44.35],
  [7451.0, 3232.1, 38.6],
  [8735.9, 3264.6, 31.9],
  [8628.6, 3604.6, 40.75],
  [9761.1, 3480.3, 24.15],
  [9832.9, 2414.7, 24.9],
  [10957.2, 2651.9, 17.25],
  [11115.7, 3800.7, 20.7],
  [11689.0, 2592.3, 18.6],
  [11626.0, 3406.8, 17.25],
  [12333.7, 2269.7, 14.0],
]
/** … and of the scale model, S6 … S14, with its arrival [s]. */
const MODEL: readonly (readonly [x: number, y: number, level: number, arrival: number])[] = [
  [4947.4, 4289.7, 84.2, 10.2],
  [5717.3, 4407.6, 49.1, 102],
  [6775.1, 3869.2, 54.0, 182],
  [7128.2, 3162.0, 40.2, 263],
  [8585.3, 3443.1, 34.9, 404],
  [9675.0, 3085.9, 27.4, 600],
  [10939.1, 3044.8, 21.5, 845],
  [11724.4, 2810.4, 16.1, 972],
  [12723.7, 2485.1, 12.9, 1139],
]
/** Transformers and when they went off [s]. */
const TRANSFORMERS = [
  { id: 'A', x: 5550, y: 4400, off: 100 },
  { id: 'B', x: 11_900, y: 3250, off: 1240 },
  { id: 'C', x: 13_000, y: 2700, off: 1420 },
]

describe.runIf(existsSync(folder))('Malpasset: the dam that broke in 1959', () => {
  test('levels and arrivals', { timeout: 3_600_000 }, async () => {
    const dem = rasterised(await readFile(join(folder, 'malpasset_46691_mesh.tsh'), 'utf8'))
    const [from, to] = [DAM.from, DAM.to]
    const isReservoir = (x: number, y: number) =>
      (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]) > 0
    const level = dem.values.map((bed, cell) => {
      const [x, y] = middleOf(dem, cell)
      return Number.isNaN(bed) ? Number.NaN : isReservoir(x, y) ? DAM.level : 0
    })
    const gauges = [
      ...FOUND.map(([x, y], n) => ({ id: `P${n + 1}`, x, y })),
      ...MODEL.map(([x, y], n) => ({ id: `S${n + 6}`, x, y })),
      ...TRANSFORMERS.map(({ id, x, y }) => ({ id, x, y })),
    ]
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.033, initial_level: 'level.asc' },
        ...{ duration_s: 4000, output_interval_s: 4, gauges },
      },
      { 'dem.asc': dem, 'level.asc': { ...dem, values: level } },
    )
    const highest = (id: string) => run.gauge(id).level.reduce((most, one) => Math.max(most, one), -Infinity)
    const arrival = (id: string) => {
      const { time, depth } = run.gauge(id)
      return time[depth.findIndex((h) => h > 0.05)] ?? Infinity
    }
    const errors = FOUND.map(([, , found], n) => highest(`P${n + 1}`) - found)
    const modelErrors = MODEL.map(([, , found], n) => highest(`S${n + 6}`) - found)
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length
    await validate({
      ...{ id: 'malpasset', title: 'Malpasset: the dam that broke in 1959' },
      setup: `The mesh of the public case on cells of ${SIZE} m, Manning's n 0.033, reservoir at 100 m, 4,000 s. Field and model values are from the literature as remembered.`,
      test: 'tests/long-reference/inundation/malpasset.test.ts',
      figures: [
        {
          ...{ name: 'mean error of the levels at P1 … P17', ours: mean(errors), unit: 'm', goal: [0, 3.5] },
          published: '2 … 3 m',
        },
        {
          ...{ name: 'mean error of the levels at S6 … S14', ours: mean(modelErrors), unit: 'm' },
          published: '1.5 … 3 m',
        },
        ...MODEL.map(
          ([, , , found], n): Figure => ({
            ...{ name: `arrival at S${n + 6}`, ours: arrival(`S${n + 6}`), unit: 's', reference: `${found} s (model)` },
          }),
        ),
        ...TRANSFORMERS.map(
          ({ id, off }): Figure => ({
            ...{ name: `arrival at transformer ${id}`, ours: arrival(id), unit: 's', reference: `${off} s` },
            ...(id === 'A' ? {} : { goal: [0.9 * off, 1.1 * off] }),
            published: 'within 5 … 10 %',
          }),
        ),
        { name: 'error of the volume', ours: run.summary.volume.error_relative, unit: '', goal: [0, 1e-4] },
      ],
      plot: {
        ...{ x: 'point P', y: 'highest level [m]' },
        series: [
          { name: 'ours', points: FOUND.map((_, n) => [n + 1, highest(`P${n + 1}`)] as const) },
          { name: 'found', points: FOUND.map(([, , found], n) => [n + 1, found] as const), isReference: true },
        ],
      },
    })
    expect(run.summary.min_depth_m).toBeGreaterThanOrEqual(0)
  })
})

function middleOf({ columns, size, west, south }: Raster, cell: number): [number, number] {
  return [west + ((cell % columns) + 0.5) * size, south + (Math.floor(cell / columns) + 0.5) * size]
}

/** A mesh of triangles by the middles of cells; outside it there is none. */
function rasterised(text: string): Raster {
  const lines = text.split(/\r?\n/)
  const count = Number(lines[0]?.split(' ')[0])
  const vertices = lines
    .slice(1, count + 1)
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number, number])
  const [xs, ys] = [vertices.map(([, x]) => x), vertices.map(([, , y]) => y)]
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [columns, rows] = [Math.ceil((Math.max(...xs) - west) / SIZE), Math.ceil((Math.max(...ys) - south) / SIZE)]
  const values = new Float64Array(columns * rows).fill(Number.NaN)
  const begin = lines.findIndex((line) => line.includes('<triangle #>'))
  for (const line of lines.slice(begin + 1, begin + 1 + Number(lines[begin]?.split(' ')[0]))) {
    const [, a, b, c] = line.trim().split(/\s+/).map(Number)
    const corners = [a, b, c].map((index) => vertices[index as number] as [number, number, number, number])
    fill(corners.map(([, x, y, z]) => [(x - west) / SIZE, (y - south) / SIZE, z] as const))
  }
  return { columns, rows, size: SIZE, west, south, values }

  function fill(corners: readonly (readonly [number, number, number])[]): void {
    const [[x0, y0, z0], [x1, y1, z1], [x2, y2, z2]] = corners as [Corner, Corner, Corner]
    const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    const [left, right] = [Math.min(x0, x1, x2), Math.max(x0, x1, x2)]
    for (let row = Math.max(0, Math.ceil(Math.min(y0, y1, y2) - 0.5)); row + 0.5 <= Math.max(y0, y1, y2); row++)
      for (let column = Math.max(0, Math.ceil(left - 0.5)); column + 0.5 <= right; column++) {
        const [x, y] = [column + 0.5, row + 0.5]
        const b = ((x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)) / area
        const c = ((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) / area
        if (b >= 0 && c >= 0 && b + c <= 1) values[row * columns + column] = z0 + b * (z1 - z0) + c * (z2 - z0)
      }
  }
}

type Corner = readonly [number, number, number]
