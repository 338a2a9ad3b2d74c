import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStormDrainage } from '../../../workers/inundation/network/storm-drainage.ts'
import { type Figure, validate } from '../../kit/validation-report.ts'
import {
  type AgainstSwmm,
  againstSwmm,
  continuityOf,
  countsOf,
  figuresOf,
  type SwmmSeries,
  swmmFolder,
  volumesOf,
  worstAndTypical,
} from '../against-swmm.ts'

/** A series that is told by itself; `held` where it misses a goal. */
interface Told {
  readonly name: string
  readonly held?: { readonly peak: readonly [number, number]; readonly efficiency: number }
}

/**
 * The wish is an efficiency ≥ 0.98 and peaks within 5 % on every series. It is met where the network ends; how many series
 * reach it is held here so that it does not fall, and network/README.md says what they lack.
 */
const STORMS: readonly {
  readonly name: string
  readonly about: string
  readonly efficient: number
  readonly peaked: number
  readonly told: readonly Told[]
}[] = [
  {
    ...{ name: 'Example7-Final', efficient: 18, peaked: 30 },
    about: 'Dual drainage: streets above sewers, a storm of 100 years on seven catchments (SWMM Applications Manual).',
    told: [{ name: 'flow:C11', held: { peak: [143, 149], efficiency: 0.98 } }],
  },
  {
    ...{ name: 'user1', efficient: 107, peaked: 100 },
    told: [{ name: 'flow:1', held: { peak: [12.2, 12.5], efficiency: 0.98 } }],
    about: 'A real sewer of 60 nodes that surcharges and spills in a storm on its catchments.',
  },
  {
    // 138 efficient ones when the Froude number that holds a flow to the normal one was that of the middle of the conduit, 189
    // when a flow against the slope of its surface was held by the depth it runs into
    ...{ name: 'CoS-Reduced-Outlets', efficient: 208, peaked: 237, told: [] },
    about: 'A real parkway: 144 nodes, streets whose inlets are rating curves into catch basins.',
  },
]

describe.skipIf(!existsSync(swmmFolder))('runoff, streets and sewers against EPA SWMM 5.2.4', () => {
  it('street_grate_inlet_7: the grate takes what SWMM says, and so does the sewer', { timeout: 300_000 }, async () => {
    const { against, drainage } = run('street_grate_inlet_7')
    // steady from SWMM's first report on: the last is compared
    const last = (values: readonly number[]) => values.at(-1) as number
    await validate({
      ...reportOf('street_grate_inlet_7', against),
      setup:
        'HEC-22, example 4-7: a grate on a street takes part of 2.3 cfs. Steady, so the end of six hours is compared.',
      figures: [
        ...against.series.map(({ name, theirs, ours, bears }): Figure => {
          const unit = name.startsWith('flow') ? 'cfs' : 'ft'
          const goal = [last(theirs) - bears, last(theirs) + bears] as const
          return { name, ours: last(ours), unit, goal, reference: `${last(theirs)} ${unit}` }
        }),
        continuityOf('street_grate_inlet_7', drainage.balance().relative),
      ],
    })
    const sewer = against.series.find(({ name }) => name === 'flow:5') as SwmmSeries
    expect(Math.abs(last(sewer.ours) / last(sewer.theirs) - 1)).toBeLessThan(0.005)
  })

  it.each(STORMS)(
    '$name: as many series as are held, and every volume booked',
    {
      timeout: 600_000,
    },
    async ({ name, about, efficient, peaked, told }) => {
      const { against, drainage, runoff } = run(name)
      const { series, units } = against
      const counts = countsOf(series)
      const count = (what: string, ours: number, least: number): Figure => ({
        ...{
          name: what,
          ours,
          unit: `of ${series.length}`,
          goal: [series.length, Infinity],
          reached: [least, Infinity],
        },
      })
      const { inflow, relative } = drainage.balance()
      await validate({
        ...reportOf(name, against),
        setup: `${about} The plot has the worst series, and of its kind the one in the middle.`,
        figures: [
          count('series with an efficiency ≥ 0.98', counts.efficient, efficient),
          count('series with a peak within its bound', counts.peaked, peaked),
          ...told.flatMap((one) => {
            const found = series.find((other) => other.name === one.name) as SwmmSeries
            return figuresOf(found, units, one.held)
          }),
          ...volumesOf(name, drainage),
          continuityOf(name, relative),
        ],
      })
      expect(Math.abs(relative)).toBeLessThan(1e-9)
      expect(Math.abs(inflow / runoff.balance().runoff - 1)).toBeLessThan(1e-6)
    },
  )
})

function run(name: string) {
  const opened = openStormDrainage(readFileSync(join(swmmFolder, `${name}.inp`), 'utf8'), name)
  if (!opened.ok) throw new Error(opened.failure.detail)
  const { drainage, runoff, advance } = opened.value
  return { against: againstSwmm(name, drainage, advance), drainage, runoff }
}

function reportOf(name: string, against: AgainstSwmm) {
  return {
    ...{ id: `drain-${name.toLowerCase()}`, title: `Storms and streets: ${name}` },
    ...{ test: 'tests/reference/inundation/storm-drainage.test.ts', plot: worstAndTypical(against) },
  }
}
