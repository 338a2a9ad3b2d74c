import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Drainage } from '../../workers/inundation/network/drainage.ts'
import { readInp } from '../../workers/inundation/network/inp/read.ts'
import { benchFolder } from './bench-folder.ts'

/**
 * Networks of the EPA's test suite against EPA SWMM 5.2.4. Bounds: peak depth within 5 % or 0.05 m, peak flow within 5 %, Nash
 * and Sutcliffe's efficiency ≥ 0.98, volumes to 1e-9 (SWMM's own continuity errors here are up to 0.2 %). What misses a bound
 * is named with its figures, and nothing else may: workers/inundation/network/README.md says why it does.
 */
const folder = join(benchFolder, 'flood/swmm-networks')

/** of a series, in the units of the file */
interface Compared {
  readonly peak: number
  readonly ours: number
  readonly efficiency: number
}

/** Beside the bounds; the figures are ours on the day this was written, within which it stays. */
const MISSED: Readonly<
  Record<string, Readonly<Record<string, { readonly ratio: number; readonly efficiency: number }>>>
> = {
  Example2: { 'depth:81009': { ratio: 0.923, efficiency: 0.99 } },
  extran1: { 'depth:81009': { ratio: 0.921, efficiency: 0.99 } },
  extran3: {
    'depth:81009': { ratio: 0.916, efficiency: 0.99 },
    'flow:8100': { ratio: 0.949, efficiency: 0.99 },
  },
  extran4: { 'depth:81009': { ratio: 0.921, efficiency: 0.99 } },
  extran5: {
    'depth:81009': { ratio: 0.921, efficiency: 0.99 },
    'flow:8040': { ratio: 1, efficiency: 0.94 },
    'flow:8060': { ratio: 0.89, efficiency: 0.73 },
    'flow:90010': { ratio: 1.07, efficiency: 0.99 },
  },
  test1: {},
  test2: {
    'depth:3': { ratio: 1.07, efficiency: 0.98 },
    'depth:4': { ratio: 1.065, efficiency: 0.98 },
  },
  test3: {},
  // a pump that switches every few minutes, seen every five: its turns are not those of SWMM
  Example3: {
    'depth:KRO1013': { ratio: 0.98, efficiency: 0.96 },
    'depth:KRO1014': { ratio: 0.973, efficiency: 0.89 },
    'depth:SU1': { ratio: 1, efficiency: 0.85 },
    'flow:KRO1014-KRO1013': { ratio: 1, efficiency: 0.94 },
    'flow:PUMP1': { ratio: 1, efficiency: 0.57 },
  },
}

describe.skipIf(!existsSync(folder))('drainage against EPA SWMM', () => {
  it.each(Object.keys(MISSED))('%s: depths and flows, every volume booked', (name) => {
    const { compared, net, length } = run(name)
    const known = MISSED[name] ?? {}
    for (const [series, { peak, ours, efficiency }] of compared) {
      const missed = known[series]
      const least = missed?.efficiency ?? 0.98
      expect(efficiency, series).toBeGreaterThanOrEqual(least)
      const off = Math.abs(ours - peak)
      const most = Math.max(0.05 * peak, series.startsWith('depth') ? 0.05 / length : 0)
      if (missed) expect(ours / peak, series).toBeCloseTo(missed.ratio, 2)
      else expect(off, `${series}: ${ours} for ${peak}`).toBeLessThanOrEqual(most)
    }
    expect(Math.abs(net.balance().relative)).toBeLessThan(1e-9)
  })

  it.each(['extran1', 'extran5'])('%s: the same with steps a quarter as long', (name) => {
    const [twenty, five] = [run(name), run(name, 5)]
    for (const [series, { ours }] of twenty.compared) {
      const other = five.compared.get(series)?.ours ?? 0
      expect(Math.abs(ours - other), series).toBeLessThanOrEqual(Math.max(0.03 * ours, 0.03))
    }
  })
})

function run(name: string, longestStep?: number) {
  const read = readInp(readFileSync(join(folder, `${name}.inp`), 'utf8'), `${name}.inp`)
  if (!read.ok) throw new Error(read.failure.detail)
  const { units } = read.value.options
  const net = new Drainage(read.value, longestStep === undefined ? {} : { longestStep })
  const [heading = '', ...lines] = readFileSync(join(folder, `${name}.ref.csv`), 'utf8')
    .trim()
    .split('\n')
  const names = heading.split(',').slice(1)
  const theirs: number[][] = names.map(() => [])
  const ours: number[][] = names.map(() => [])
  for (const line of lines) {
    const [time = 0, ...values] = line.split(',').map(Number)
    net.advance(time - net.time)
    names.forEach((series, i) => {
      const [kind = '', ...id] = series.split(':')
      const value =
        kind === 'depth'
          ? net.depth(net.nodeOf.get(id.join(':')) ?? -1) / units.length
          : net.flow(id.join(':')) / units.flow
      theirs[i]?.push(values[i] ?? Number.NaN)
      ours[i]?.push(value)
    })
  }
  const compared = new Map(names.map((series, i) => [series, compare(theirs[i] ?? [], ours[i] ?? [])]))
  return { compared, net, length: units.length }
}

function compare(theirs: readonly number[], ours: readonly number[]): Compared {
  const mean = theirs.reduce((sum, one) => sum + one, 0) / theirs.length
  const spread = theirs.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const error = theirs.reduce((sum, one, i) => sum + (one - (ours[i] ?? 0)) ** 2, 0)
  const greatest = (values: readonly number[]) => Math.max(...values.map(Math.abs))
  return {
    peak: greatest(theirs),
    ours: greatest(ours),
    efficiency: spread > 0 ? 1 - error / spread : error < 1e-9 ? 1 : Number.NEGATIVE_INFINITY,
  }
}
