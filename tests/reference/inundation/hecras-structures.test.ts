import { existsSync } from 'node:fs'
import { describe, it } from 'vitest'
import { type Figure, type PlotSeries, validate } from '../../kit/validation-report.ts'
import { aChannel, hecrasFolder, levelsOf, readStages, rootMeanSquare } from './hecras.ts'

const stations = [100, 200, 300, 400, 500, 600, 700, 800, 900]

/**
 * Against HEC-RAS 4.1 and 5.0, one-dimensional and unsteady. It wets the banks, a depth-averaged model does not: Manning's n is
 * raised by (R₂/R₁)^(2/3) at the usual depth. Tolerances are those of the data's README, where ANUGA is "visually identical"
 * (tide) and "similar" (bridge).
 */
describe.skipIf(!existsSync(hecrasFolder))('structures against HEC-RAS', () => {
  it('a tide runs up a channel and is thrown back, within 0.03 m at every station', async () => {
    const theirs = readStages('tides_gauges.csv')
    const sea = theirs.get('REACH1 0') as number[]
    const minutes = 120
    const bed = (x: number) => (x <= 780 ? 0 : x >= 900 ? -3 : (-3 * (x - 780)) / 120)
    const { levels, error } = await levelsOf({
      grid: { dem: aChannel(1000, 5, 5, bed), manning: 0.0314, initial_level: 0.7 },
      ...{ duration_s: minutes * 60, output_interval_s: 60 },
      boundaries: [{ side: 'east', type: 'stage', series: sea.map((level, minute) => [minute * 60, level]) }],
      gauges: stations.map((station) => ({ id: `${station}`, x: 1000 - station, y: 2 })),
    })
    const stageOf = (station: number) =>
      [levels.get(`${station}`) ?? [], theirs.get(`REACH1 ${station}`) ?? []] as const
    await validate({
      ...{ id: 'structure-tide', title: 'Against HEC-RAS: a tide in a channel' },
      setup: '200 cells of 5 m in a row; a tide of 0.6 ± 0.4 m every half hour at the mouth, two hours.',
      test: 'tests/reference/inundation/hecras-structures.test.ts',
      figures: [
        ...stations.map((station): Figure => {
          const [ours, reference] = stageOf(station)
          return {
            ...{ name: `root mean square of the stage, ${station} m from the sea`, unit: 'm', goal: [0, 0.03] },
            ...{ ours: rootMeanSquare(ours, reference), published: 'ANUGA "visually identical"' },
          }
        }),
        { name: 'error of the volume', ours: error, unit: '', goal: [0, 1e-6] },
      ],
      plot: {
        ...{ x: 'time [min]', y: 'stage [m]' },
        series: [900, 300].flatMap((station): PlotSeries[] => {
          const [ours, reference] = stageOf(station)
          const points = (values: readonly number[]) =>
            values.slice(0, ours.length).map((level, n) => [n, level] as const)
          return [
            { name: `${station} m`, points: points(ours) },
            { name: `${station} m HEC-RAS`, points: points(reference), isReference: true },
          ]
        }),
      },
    })
  })
})
