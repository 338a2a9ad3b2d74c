import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAsciiGrid } from '../../../cli/inundation/ascii-grid.ts'
import { between, readColumns, runFlood } from '../../kit/flood-case.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../../reference/bench-folder.ts'

const folder = join(benchFolder, 'flood/monai')
const GAUGES = [
  { id: 'ch5', x: 4.521, y: 1.196 },
  { id: 'ch7', x: 4.521, y: 1.696 },
  { id: 'ch9', x: 4.521, y: 2.196 },
]
const END = 22.5
/** water thinner than this is not seen as run-up [m] */
const SEEN = 1e-3

describe.runIf(existsSync(folder))('Monai: a tsunami in a wave tank', () => {
  test('gauges and run-up', { timeout: 1_800_000 }, async () => {
    const dem = parseAsciiGrid('bed', await readFile(join(folder, 'Benchmark_2_Bathymetry.asc'), 'utf8'))
    const wave = (await readFile(join(folder, 'Benchmark_2_input.txt'), 'utf8'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.trim().split(/\s+/).map(Number))
    const run = await runFlood(
      {
        grid: { dem: 'dem.asc', manning: 0.0025, initial_level: 0 },
        ...{ duration_s: END, output_interval_s: 0.05 },
        boundaries: [{ side: 'west', type: 'wave', series: wave }],
        gauges: GAUGES,
      },
      { 'dem.asc': dem },
    )
    const observed = await readColumns(join(folder, 'output_ch5-7-9.txt'))
    const times = observed('time').filter((time) => time <= END)
    const rmse = (id: string) => {
      const { time, level } = run.gauge(id)
      const theirs = observed(`${id}(cm)`)
      const squares = times.map((t, i) => (100 * between(time, level, t) - (theirs[i] as number)) ** 2)
      return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
    }
    // the narrow valley around x 5.1575, y 1.88
    const { columns, size, values } = dem
    const highest = values.reduce((most, bed, cell) => {
      const [x, y] = [((cell % columns) + 0.5) * size, (Math.floor(cell / columns) + 0.5) * size]
      const isThere = Math.abs(x - 5.1575) < 0.2 && Math.abs(y - 1.88) < 0.15
      return isThere && (run.maxDepth.values[cell] as number) > SEEN ? Math.max(most, bed) : most
    }, 0)
    expect(run.summary.volume.error_relative).toBeLessThan(1e-6)
    await validate({
      ...{ id: 'monai', title: 'Monai: a tsunami in a wave tank' },
      setup: "95,892 cells of 0.014 m, Manning's n 0.0025, measured wave on the west side, 22.5 s.",
      test: 'tests/long-reference/inundation/monai.test.ts',
      figures: [
        ...GAUGES.map(({ id }) => ({
          ...{ name: `root mean square error at ${id}`, ours: rmse(id), unit: 'cm', goal: [0, 0.6] as const },
          published: 'ANUGA, SWALS about the same by eye',
        })),
        {
          ...{ name: 'run-up in the narrow valley', ours: highest, unit: 'm', goal: [0.08, 0.1] },
          ...{
            reference: '0.0875 m (0.08 … 0.10 in six runs)',
            published: 'Celeris-WebGPU within 1.3 % on other NTHMP cases',
          },
        },
      ],
      plot: {
        ...{ x: 'time [s]', y: 'level [cm]' },
        series: GAUGES.flatMap(({ id }, n) => {
          const { time, level } = run.gauge(id)
          const theirs = observed(`${id}(cm)`)
          // one above the other
          const up = 8 * n
          return [
            {
              name: `${id}${up ? ` + ${up}` : ''}`,
              points: time.map((t, i) => [t, 100 * (level[i] as number) + up] as const),
            },
            {
              ...{ name: `${id} measured`, isReference: true },
              points: times.map((t, i) => [t, (theirs[i] as number) + up] as const),
            },
          ]
        }),
      },
    })
  })
})
