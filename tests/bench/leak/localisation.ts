import { gasLocateSchema } from '../../../workers/leak-spread/gas-localisation/case.ts'
import { findGasSource } from '../../../workers/leak-spread/gas-localisation/run.ts'
import { locateWater } from '../../../workers/leak-spread/localisation/locate-water.ts'
import { waterLocateSchema } from '../../../workers/leak-spread/localisation/water-case.ts'
import { type LeakFigure, timedRuns } from './figure.ts'
import { waterText } from './water.ts'

const RUNS = 3
/** A street of wells with a gas main along each row, as a city asks of it: 48 h in steps of half an hour. */
const GAS = { wells: 400, row: 20, apart: 15, sensors: 12, steps: 97, step: 1800 } as const
const WATER = { links: 1_000, sensors: 30, sigma: 0.1 } as const

/** Times which pipes gas in wells may come from, and which a fall of pressures. */
export async function benchLocalisation(): Promise<LeakFigure[]> {
  const gas = gasLocateSchema.parse(gasCase())
  let listed = 0
  const { median } = await timedRuns(RUNS, () => {
    listed = findGasSource(gas).pipes.length
  })
  const water = waterLocateSchema.parse(waterCase())
  const { median: ofWater } = await timedRuns(RUNS, () => locateWater(water))
  const sensors = `${GAS.sensors} sensors, ${gas.pipes.length} pipes, ${GAS.wells} spaces`
  return [
    { what: `where gas comes from, ${sensors}, ${listed} listed`, value: median, unit: 's', most: null },
    {
      ...{ what: `where water leaks, ${WATER.sensors} sensors, ${WATER.links} links`, value: ofWater },
      ...{ unit: 's', most: null },
    },
  ]
}

function gasCase(): unknown {
  const { wells, row, apart, sensors, steps, step } = GAS
  const at = (well: number, aside: number) => [apart * (well % row), 3 * apart * Math.floor(well / row) + aside, 1.2]
  const isJoined = (well: number) => (well + 1) % row !== 0
  const all = Array.from({ length: wells }, (_, well) => well)
  return {
    ...{ kind: 'gas', step_s: step, spacing_m: 20 },
    pipes: all.filter(isJoined).map((well) => ({ id: `G${well}`, from: at(well, 2), to: at(well + 1, 2) })),
    spaces: all.map((well) => ({ id: `W${well}`, kind: 'well', volume_m3: 3, at: at(well, 0) })),
    passages: all.filter(isJoined).map((well) => ({
      ...{ from: `W${well}`, to: `W${well + 1}`, area_m2: 0.2, length_m: apart },
    })),
    sensors: Array.from({ length: sensors }, (_, n) => ({
      ...{ id: `S${n}`, space: `W${Math.floor((n * wells) / sensors)}` },
      // one rises, the others stay
      readings: Array.from({ length: steps }, (_, k) => [k * step, n === 5 ? Math.min(60, Math.max(0, k - 40)) : 1]),
    })),
  }
}

function waterCase(): unknown {
  const { links, sensors, sigma } = WATER
  const normal = 40
  return {
    ...{ kind: 'water', network: waterText(links), demand_spread: 0.1, sigma_m: sigma },
    readings: Array.from({ length: sensors }, (_, n) => ({
      ...{ node: `N${Math.floor(((n + 0.5) / sensors) * 0.9 * links)}`, normal_pressure_m: normal },
      pressure_m: normal - (n === 7 ? 2 : 0.05),
    })),
  }
}
