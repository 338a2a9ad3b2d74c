import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseAsciiGrid } from '../../../cli/inundation/ascii-grid.ts'
import { runFlood } from '../../kit/flood-case.ts'
import { validate } from '../../kit/validation-report.ts'
import { benchFolder } from '../../reference/bench-folder.ts'
import { unzip } from '../../reference/unzip.ts'

const folder = join(benchFolder, 'flood/merewether')

describe.runIf(existsSync(folder))('Merewether: a flood among houses', () => {
  test('levels where people saw them', { timeout: 1_800_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'merewether-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    await unzip(join(folder, 'topography1.zip'), directory)
    const dem = parseAsciiGrid('topography1.asc', await readFile(join(directory, 'topography1.asc'), 'utf8'))
    const houses = (await readdir(join(folder, 'houses'))).sort()
    const rows = (await readFile(join(folder, 'point_observations_tuflow.csv'), 'utf8')).trim().split('\n').slice(1)
    const points = rows.map((row) => row.split(',').map(Number) as [number, number, number, number, number])
    const run = await runFlood(
      {
        grid: {
          dem: 'dem.asc',
          manning: { default: 0.04, polygons: [{ polygon: await ringOf('RoadPolygon.csv'), n: 0.02 }] },
        },
        ...{ duration_s: 1000, output_interval_s: 20 },
        buildings: await Promise.all(houses.map((name) => ringOf(join('houses', name)))),
        sources: [{ circle: { x: 382_265, y: 6_354_280, radius_m: 10 }, series: [[0, 19.7]] }],
        boundaries: [
          { side: 'east', type: 'free' },
          { side: 'north', type: 'free' },
        ],
        gauges: points.map(([x, y, id]) => ({ id: String(id), x, y })),
      },
      { 'dem.asc': dem },
    )
    expect(run.summary.volume.error_relative).toBeLessThan(1e-4)
    const errors = points.map(([, , id, observed]) => (run.gauge(String(id)).level.at(-1) as number) - observed)
    await validate({
      ...{ id: 'merewether', title: 'Merewether: a flood among houses' },
      setup:
        "133,536 cells of 1 m, 60 houses as blocks, 19.7 m³/s from a circle of 10 m, Manning's n 0.02 on roads, 0.04 elsewhere, 1,000 s.",
      test: 'tests/long-reference/inundation/merewether.test.ts',
      figures: [
        {
          ...{ name: 'mean error of five levels', unit: 'm', goal: [0, 0.15], published: 'TUFLOW 1 m: 0.12 m' },
          ours: errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length,
        },
        {
          ...{ name: 'worst of five levels', unit: 'm', goal: [0, 0.3], published: 'TUFLOW 1 m: 0.22 m' },
          ours: Math.max(...errors.map(Math.abs)),
        },
        ...points.map(([, , id, observed, tuflow], i) => ({
          ...{ name: `level at ${id}`, ours: observed + (errors[i] as number), unit: 'm' },
          ...{ goal: [observed - 0.3, observed + 0.3] as const, reference: `${observed} m observed` },
          published: `TUFLOW 1 m: ${tuflow} m`,
        })),
      ],
      plot: {
        ...{ x: 'observed level [m]', y: 'level [m]' },
        series: [
          {
            name: 'ours',
            isReference: true,
            points: points.map(([, , , at], i) => [at, at + (errors[i] as number)] as const),
          },
          { name: 'TUFLOW 1 m', isReference: true, points: points.map(([, , , at, tuflow]) => [at, tuflow] as const) },
          {
            name: 'as observed',
            points: [
              [18, 18],
              [23.6, 23.6],
            ],
          },
        ],
      },
    })
  })
})

async function ringOf(name: string): Promise<number[][]> {
  return (await readFile(join(folder, name), 'utf8'))
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map(Number))
}
