import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Drainage } from '../../workers/inundation/network/drainage.ts'
import { readInp } from '../../workers/inundation/network/inp/read.ts'
import { openStormDrainage } from '../../workers/inundation/network/storm-drainage.ts'
import { validate } from '../kit/validation-report.ts'
import {
  type AgainstSwmm,
  againstSwmm,
  continuityOf,
  figuresOf,
  SWMM_GOALS,
  swmmFolder,
  worstAndTypical,
} from './against-swmm.ts'

/** Beside the bounds; the figures are ours on the day this was written, within which it stays. */
const MISSED: Readonly<
  Record<string, Readonly<Record<string, { readonly ratio: number; readonly efficiency: number }>>>
> = {
  Example2: { 'flow:8060': { ratio: 1.02, efficiency: 0.81 } },
  extran1: { 'flow:8060': { ratio: 1.02, efficiency: 0.81 } },
  extran3: {},
  extran4: {
    'depth:82309': { ratio: 1.012, efficiency: 0.97 },
    'flow:90010': { ratio: 1.01, efficiency: 0.95 },
  },
  extran5: {
    'flow:8040': { ratio: 1, efficiency: 0.96 },
    'flow:8060': { ratio: 0.818, efficiency: 0.77 },
    'flow:90010': { ratio: 1.071, efficiency: 0.99 },
  },
  test1: {},
  test2: {
    'depth:3': { ratio: 1.077, efficiency: 0.98 },
    'depth:4': { ratio: 1.073, efficiency: 0.98 },
  },
  test3: {},
  // a pump that switches every few minutes, seen every five: its turns are not those of SWMM, nor SWMM's with other steps
  Example3: {
    'depth:KRO1014': { ratio: 1, efficiency: 0.95 },
    'depth:SU1': { ratio: 1, efficiency: 0.89 },
    'flow:KRO1014-KRO1013': { ratio: 1, efficiency: 0.97 },
    'flow:PUMP1': { ratio: 1, efficiency: 0.6 },
  },
}

/** What each is, for the report. */
const ABOUT: Readonly<Record<string, string>> = {
  Example1:
    'Rain on eight catchments; SWMM computes it by kinematic waves, without surcharge, ours by dynamic waves: reported only.',
  Example2: 'Example 1 of the Extran manual: a sewer that surcharges and spills.',
  Example3: 'Pumps by rules, dry weather flow by patterns, a day.',
  extran1: 'Example 1 of the Extran manual: a sewer that surcharges and spills.',
  extran2: 'Example 2: its outfall has a tide gate. Reported only, as SWMM gains 4 % of its water.',
  extran3: 'Example 3: an orifice in the sump.',
  extran4: 'Example 4: a weir.',
  extran5: 'Example 5: a storage and an orifice in its side.',
  test1: 'Conduits of little slope.',
  test2: 'Flow through a constriction.',
  test3: 'Drops with surcharge.',
}
/** No goal is set for them. */
const REPORTED_ONLY = process.env.LIFELINE_REFERENCE === '1' ? ['Example1', 'extran2'] : []

/**
 * Networks of the EPA's test suite against EPA SWMM 5.2.4. Bounds: peak depth within 5 % or 0.05 m, peak flow within 5 %, Nash
 * and Sutcliffe's efficiency ≥ 0.98, volumes to 1e-9 (SWMM's own continuity errors here are up to 0.2 %). What misses a bound
 * is named with its figures, and nothing else may: workers/inundation/network/README.md says why it does.
 */
describe.skipIf(!existsSync(swmmFolder))('drainage against EPA SWMM', () => {
  it.each(Object.keys(MISSED))('%s: depths and flows, every volume booked', { timeout: 300_000 }, async (name) => {
    const { against, net } = run(name)
    const { series, units } = against
    const known = MISSED[name] ?? {}
    const missing = series.filter(({ isMet }) => !isMet)
    const others = series.filter(({ isMet }) => isMet)
    const least = others.reduce((worst, one) => (one.efficiency < worst.efficiency ? one : worst))
    // what meets its bounds by now is to be taken off the list
    expect(missing.map((one) => one.name).sort()).toEqual(Object.keys(known).sort())
    expect(Math.abs(net.balance().relative)).toBeLessThan(1e-9)
    await validate({
      ...reportOf(name, against),
      figures: [
        {
          ...{ name: 'series within all bounds', ours: others.length, unit: `of ${series.length}` },
          ...{ goal: [series.length, Infinity], reached: [others.length, Infinity] },
        },
        ...missing.flatMap((one) => {
          const { ratio, efficiency } = known[one.name] as { ratio: number; efficiency: number }
          const peak = [(ratio - 0.005) * one.peak, (ratio + 0.005) * one.peak] as const
          return figuresOf(one, units, { peak, efficiency })
        }),
        {
          ...{ name: `lowest efficiency of the others (${least.name})`, ours: least.efficiency, unit: '' },
          goal: [SWMM_GOALS.efficiency, Infinity],
        },
        continuityOf(name, net.balance().relative),
      ],
    })
  })

  it.each(['extran1', 'extran5'])('%s: the same with steps a quarter as long', (name) => {
    const [twenty, five] = [run(name).against, run(name, 5).against]
    twenty.series.forEach(({ name: series, ourPeak }, i) => {
      const other = five.series[i]?.ourPeak ?? 0
      expect(Math.abs(ourPeak - other), series).toBeLessThanOrEqual(Math.max(0.03 * ourPeak, 0.03))
    })
  })

  it.each(REPORTED_ONLY)('%s, reported only', { timeout: 300_000 }, async (name) => {
    const opened = openStormDrainage(textOf(name), name)
    if (!opened.ok) throw new Error(opened.failure.detail)
    const { drainage, advance } = opened.value
    const against = againstSwmm(name, drainage, advance)
    const { series, units } = against
    const missing = series.filter(({ isMet }) => !isMet)
    await validate({
      ...reportOf(name, against),
      figures: [
        { name: 'series within all bounds', ours: series.length - missing.length, unit: `of ${series.length}` },
        ...missing.flatMap((one) => figuresOf(one, units)).map(({ goal: _, ...figure }) => figure),
        continuityOf(name, drainage.balance().relative),
      ],
    })
  })
})

function reportOf(name: string, against: AgainstSwmm) {
  return {
    ...{ id: `drain-${name.toLowerCase()}`, title: `Drains: ${name}` },
    setup: `${ABOUT[name]} The plot has the worst series, and of its kind the one in the middle.`,
    ...{ test: 'tests/reference/drainage.test.ts', plot: worstAndTypical(against) },
  }
}

function run(name: string, longestStep?: number) {
  const read = readInp(textOf(name), `${name}.inp`)
  if (!read.ok) throw new Error(read.failure.detail)
  const net = new Drainage(read.value, longestStep === undefined ? {} : { longestStep })
  return { against: againstSwmm(name, net, (duration) => net.advance(duration)), net }
}

function textOf(name: string): string {
  return readFileSync(join(swmmFolder, `${name}.inp`), 'utf8')
}
