import { existsSync } from 'node:fs'
import { describe, it } from 'vitest'
import { type Figure, type PlotSeries, validate } from '../../kit/validation-report.ts'
import { aChannel, hecrasFolder, levelsOf, readStages } from '../../reference/inundation/hecras.ts'

const bridgeStations = [100, 200, 300, 400, 475, 525, 600, 700, 800, 900]
const stations = [100, 200, 300, 400, 500, 600, 700, 800, 900]

const common = { test: 'tests/long-reference/inundation/hecras-structures.test.ts' }
/** station 5 m behind the road */
const NEAR = 475
/** Discharges [m³/s], when they have come to rest [min], and what is reached where a goal is missed [m]. */
const FLOWS: readonly {
  readonly flow: number
  readonly minute: number
  readonly reached?: { readonly before?: readonly [number, number]; readonly near?: readonly [number, number] }
}[] = [
  { flow: 10, minute: 90 },
  { flow: 15, minute: 135 },
  { flow: 20, minute: 165 },
  { flow: 42, minute: 202, reached: { near: [0, 0.17] } },
  { flow: 70, minute: 290, reached: { before: [0, 0.35] } },
]

/** As tests/reference/inundation/hecras-structures.test.ts, which holds the short case. */
describe.skipIf(!existsSync(hecrasFolder))('long structures against HEC-RAS', () => {
  it('lateral weirs share a flood out among three channels, stages within 0.10 m', { timeout: 3_600_000 }, async () => {
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
    const largest = places.map(([reach]) => {
      const differences = stations.flatMap((station) => {
        const gauge = `${reach} ${station}`
        const [ours, reference] = [levels.get(gauge), theirs.get(gauge)] as [number[], number[]]
        return reference
          ? [3, 5, 7, 9].map((hour) => Math.abs((ours[hour * 12] as number) - (reference[hour * 12] as number)))
          : []
      })
      return { reach, apart: Math.max(...differences) }
    })
    // uniform flow at station 100, A R^(2/3) with the bed at −2.7 m, which both end in
    const width = { LEFT: 10, MIDDLE: 20, RIGHT: 10 }
    const shares = Object.entries(width).map(([reach, b]) => {
      const [ours, reference] = [levels.get(`${reach} 100`), theirs.get(`${reach} 100`)].map((series) => {
        const depth = (series?.[108] as number) + 2.7
        return b * depth * ((b * depth) / (b + 2 * depth)) ** (2 / 3)
      }) as [number, number]
      return { reach, apart: 100 * Math.abs(ours / reference - 1) }
    })
    await validate({
      ...{ ...common, id: 'structure-lateral-weir', title: 'Against HEC-RAS: lateral weirs between three channels' },
      setup:
        '1,600 cells of 5 m, 1 to 21 m³/s within six hours in the middle channel, weirs of 198 m to both sides, 9 hours; stages after 3, 5, 7 and 9 hours.',
      figures: [
        ...largest.map(
          ({ reach, apart }): Figure => ({
            ...{
              name: `largest difference of a stage, ${reach.toLowerCase()}`,
              ours: apart,
              unit: 'm',
              goal: [0, 0.1],
            },
          }),
        ),
        ...shares.map(
          ({ reach, apart }): Figure => ({
            ...{ name: `flow at the end, ${reach.toLowerCase()}, apart`, ours: apart, unit: '%', goal: [0, 10] },
          }),
        ),
        { name: 'error of the volume', ours: error, unit: '', goal: [0, 1e-6] },
      ],
      plot: {
        ...{ x: 'time [h]', y: 'stage [m]' },
        series: places.flatMap(([reach]) => stagesOf(`${reach} 500`, levels, theirs, 12)),
      },
    })
  })

  it('a bridge holds a flood back, within 0.15 m before it until the road is flooded', {
    timeout: 3_600_000,
  }, async () => {
    const theirs = readStages('bridge_gauges.csv')
    const { levels, error } = await levelsOf(aBridge())
    const apart = (stations: readonly number[], minute: number) =>
      Math.max(
        ...stations.map((station) => {
          const gauge = `REACH1 ${station}`
          return Math.abs((levels.get(gauge)?.[minute] as number) - (theirs.get(gauge)?.[minute] as number))
        }),
      )
    const before = bridgeStations.filter((station) => station > 500)
    const behind = bridgeStations.filter((station) => station < NEAR)
    await validate({
      ...{ ...common, id: 'structure-bridge', title: 'Against HEC-RAS: a bridge under a flood' },
      setup:
        '1,200 cells of 5 m, a road across the plains with an opening of 10 × 1.3 m, 3 to 70 m³/s, 5 hours. At 70 m³/s the road is flooded: HEC-RAS computes it by energy along 40 m of road, ours passes what the formulas of weir and opening pass (workers/inundation/README.md). Five metres behind the road the jet still spreads.',
      figures: [
        ...FLOWS.flatMap(({ flow, minute, reached = {} }): Figure[] => [
          {
            ...{ name: `largest difference before it, ${flow} m³/s`, ours: apart(before, minute), unit: 'm' },
            ...{ goal: [0, 0.15], ...(reached.before ? { reached: reached.before } : {}) },
          },
          { name: `behind it, ${flow} m³/s`, ours: apart(behind, minute), unit: 'm', goal: [0, 0.1] },
          {
            ...{ name: `5 m behind the road, ${flow} m³/s`, ours: apart([NEAR], minute), unit: 'm', goal: [0, 0.1] },
            ...(reached.near ? { reached: reached.near } : {}),
          },
        ]),
        { name: 'error of the volume', ours: error, unit: '', goal: [0, 1e-6] },
      ],
      plot: {
        ...{ x: 'time [h]', y: 'stage [m]' },
        series: [525, 400].flatMap((station) => stagesOf(`REACH1 ${station}`, levels, theirs, 60)),
      },
    })
  })
})

/** A stage over time, ours and theirs; `rows` in an hour. */
function stagesOf(
  gauge: string,
  levels: ReadonlyMap<string, number[]>,
  theirs: ReadonlyMap<string, number[]>,
  rows: number,
): PlotSeries[] {
  const ours = levels.get(gauge) ?? []
  const points = (values: readonly number[]) =>
    values.slice(0, ours.length).map((level, n) => [n / rows, level] as const)
  return [
    { name: gauge, points: points(ours) },
    { name: `${gauge} HEC-RAS`, points: points(theirs.get(gauge) ?? []), isReference: true },
  ]
}

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
