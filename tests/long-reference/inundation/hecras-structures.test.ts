import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aChannel, hecrasFolder, levelsOf, readStages } from '../../reference/inundation/hecras.ts'

const bridgeStations = [100, 200, 300, 400, 475, 525, 600, 700, 800, 900]
const stations = [100, 200, 300, 400, 500, 600, 700, 800, 900]

/** As tests/reference/inundation/hecras-structures.test.ts, which holds the short case. */
describe.skipIf(!existsSync(hecrasFolder))('long structures against HEC-RAS', () => {
  it('lateral weirs share a flood out among three channels, stages within 0.10 m', { timeout: 600_000 }, async () => {
    const theirs = readStages('lateral_weir_gauges.csv')
    const hours = 9
    const wall = (y: number) => ({
      type: 'wall',
      line: [
        [0, y],
        [1000, y],
      ],
      crest_m: 99,
    })
    const weir = (y: number, from: number, above: number) => ({
      ...{
        type: 'weir',
        line: [
          [from, y],
          [from + 198, y],
        ],
        coefficient: 1.1,
      },
      crest_m: [above, above - 0.6],
    })
    const channel = (from: number, to: number, series: number[][]) => [
      { side: 'west', type: 'discharge', from_m: from, to_m: to, series },
      { side: 'east', type: 'normal', from_m: from, to_m: to, slope: 0.003 },
    ]
    const middle = [1, 1, 5, 9, 13, 17, 21].map((flow, hour) => [hour * 3600, flow])
    const places = [
      ['LEFT', 2],
      ['MIDDLE', 17],
      ['RIGHT', 37],
    ] as const
    const { levels, error } = await levelsOf({
      grid: {
        dem: aChannel(1000, 40, 5, (x) => -0.003 * x),
        manning: 0.0315,
      },
      ...{ duration_s: hours * 3600, output_interval_s: 300 },
      boundaries: [...channel(0, 10, [[0, 0.1]]), ...channel(10, 30, middle), ...channel(30, 40, [[0, 0.1]])],
      structures: [wall(10), wall(30), weir(10, 301, -0.4), weir(30, 201, -0.1)],
      gauges: places.flatMap(([reach, y]) =>
        stations.map((station) => ({ id: `${reach} ${station}`, x: 1000 - station, y })),
      ),
    })
    for (const [gauge, ours] of levels) {
      const reference = theirs.get(gauge)
      if (!reference) continue
      const apart = [3, 5, 7, 9].map((hour) => (ours[hour * 12] as number) - (reference[hour * 12] as number))
      expect.soft(Math.max(...apart.map(Math.abs)), gauge).toBeLessThan(0.1)
    }
    // uniform flow at station 100, A R^(2/3) with the bed at −2.7 m, which both end in
    const width = { LEFT: 10, MIDDLE: 20, RIGHT: 10 }
    for (const [reach, b] of Object.entries(width)) {
      const [ours, reference] = [levels.get(`${reach} 100`), theirs.get(`${reach} 100`)].map((series) => {
        const depth = (series?.[108] as number) + 2.7
        return b * depth * ((b * depth) / (b + 2 * depth)) ** (2 / 3)
      }) as [number, number]
      expect.soft(Math.abs(ours / reference - 1), `flow of ${reach}`).toBeLessThan(0.1)
    }
    expect(error).toBeLessThan(1e-6)
  })

  it('a bridge holds a flood back, within 0.15 m before it, until the road is flooded', {
    timeout: 600_000,
  }, async () => {
    const theirs = readStages('bridge_gauges.csv')
    const { levels, error } = await levelsOf(aBridge())
    const apart = (station: number, minute: number) => {
      const gauge = `REACH1 ${station}`
      return Math.abs((levels.get(gauge)?.[minute] as number) - (theirs.get(gauge)?.[minute] as number))
    }
    // 10, 15, 20 and 42 m³/s. Beyond it the road is flooded and HEC-RAS stands up to 0.35 m higher: README.md of workers/inundation
    for (const minute of [90, 135, 165, 202])
      for (const station of bridgeStations) {
        // five metres behind the road the jet still spreads: up to 0.16 m apart, told in README.md
        if (station === 475) continue
        const tolerance = station > 500 ? 0.15 : 0.1
        expect.soft(apart(station, minute), `station ${station}, minute ${minute}`).toBeLessThan(tolerance)
      }
    expect(error).toBeLessThan(1e-6)
  })
})

const deck = {
  line: [
    [500, 10],
    [500, 20],
  ],
  type: 'bridge',
  soffit_m: -2.2,
  deck_m: -1,
  length_m: 40,
  pier_loss: 0,
  weir_coefficient: 1.4,
}
/** Flow that comes in, every five minutes [m³/s]. */
const flood = [
  ...[
    3, 3, 3, 3, 3, 3, 4, 5, 6, 6, 6, 6, 6, 7, 8, 9, 10, 10, 10, 10, 10, 11, 12, 13, 14, 15, 15, 15, 15, 16, 17, 18, 19,
  ],
  ...[20, 21, 23, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70],
]

/** A channel 10 m wide between plains that a road dams up at station 500. */
function aBridge() {
  const isPlain = (y: number) => y < 10 || y > 20
  const bed = (x: number, y: number) => {
    if (!isPlain(y)) return -0.005 * x - 1
    return x > 480 && x < 520 ? -1 : -0.005 * x
  }
  const channel = [
    [0, 10],
    [1000, 10],
    [1000, 20],
    [0, 20],
  ]
  return {
    // 10 m of bed and 2 m of banks: n (12/10)^(2/3)
    grid: {
      dem: aChannel(1000, 30, 5, bed),
      manning: { default: 0.045, polygons: [{ polygon: channel, n: 0.0508 }] },
    },
    ...{ duration_s: 18_000, output_interval_s: 60, structures: [deck] },
    boundaries: [
      { side: 'west', type: 'discharge', series: flood.map((flow, n) => [n * 300, flow]) },
      { side: 'east', type: 'normal', slope: 0.005 },
    ],
    gauges: bridgeStations.map((station) => ({ id: `REACH1 ${station}`, x: Math.min(998, 1000 - station), y: 12 })),
  }
}
