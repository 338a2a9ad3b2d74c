import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
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
    for (const station of stations) {
      const [ours, reference] = [levels.get(`${station}`) ?? [], theirs.get(`REACH1 ${station}`) as number[]]
      expect.soft(rootMeanSquare(ours, reference.slice(0, ours.length)), `${station} m`).toBeLessThan(0.03)
    }
    expect(error).toBeLessThan(1e-6)
  })
})
