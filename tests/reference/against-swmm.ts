import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Drainage } from '../../workers/inundation/network/drainage.ts'
import type { Figure, PlotSeries, Validation } from '../kit/validation-report.ts'
import { benchFolder } from './bench-folder.ts'

/** Networks with what EPA SWMM 5.2.4 computes for them: .inp, .ref.csv, .rpt. */
export const swmmFolder = join(benchFolder, 'flood/swmm-networks')

/** issue 6 and the README of the data: of each series, and what a network may lose of what came [%] */
export const SWMM_GOALS = { efficiency: 0.98, peak: 0.05, depth: 0.05, continuity: 0.1 } as const

/** heads the table of a report */
const ROUTING = 'Flow Routing Continuity'

/** A depth or a discharge at the times of SWMM's report, in the units of the file. */
export interface SwmmSeries {
  /** "depth:NODE" or "flow:LINK" */
  readonly name: string
  readonly theirs: readonly number[]
  readonly ours: readonly number[]
  /** greatest absolute values */
  readonly peak: number
  readonly ourPeak: number
  /** Nash and Sutcliffe's; NaN = theirs does not change and ours differs */
  readonly efficiency: number
  /** how far the peaks may be apart: 5 %, of a depth also 0.05 m */
  readonly bears: number
  /** within both bounds */
  readonly isMet: boolean
}

/** A network beside SWMM's results. */
export interface AgainstSwmm {
  /** of the report [s] */
  readonly times: readonly number[]
  readonly series: readonly SwmmSeries[]
  readonly units: { readonly depth: string; readonly flow: string }
}

/**
 * Computes a network up to the last report of SWMM and compares all that is there.
 *
 * @param advance  goes on for so long [s]
 */
export function againstSwmm(name: string, drainage: Drainage, advance: (duration: number) => void): AgainstSwmm {
  const { length, flow } = drainage.model.options.units
  const [heading = '', ...lines] = readFileSync(join(swmmFolder, `${name}.ref.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
  const rows = lines.map((line) => line.split(',').map(Number))
  const names = heading.split(',').slice(1)
  const read = names.map((series) => {
    const id = series.replace(/^\w+:/, '')
    if (series.startsWith('flow:')) return () => drainage.flow(id) / flow
    return () => drainage.depth(drainage.nodeOf.get(id) ?? -1) / length
  })
  const times = rows.map(([time = 0]) => time)
  const ours = times.map((time) => {
    advance(time - drainage.time)
    return read.map((value) => value())
  })
  const series = names.map((one, i) => {
    const column = (table: readonly (readonly number[])[], n: number) => table.map((row) => row[n] ?? Number.NaN)
    return compare(one, column(rows, i + 1), column(ours, i), length)
  })
  return { times, series, units: { depth: length === 1 ? 'm' : 'ft', flow: length === 1 ? 'm³/s' : 'cfs' } }
}

function compare(name: string, theirs: readonly number[], ours: readonly number[], length: number): SwmmSeries {
  const mean = theirs.reduce((sum, one) => sum + one, 0) / theirs.length
  const spread = theirs.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const error = theirs.reduce((sum, one, i) => sum + (one - (ours[i] ?? Number.NaN)) ** 2, 0)
  const [peak, ourPeak] = [theirs, ours].map((values) => Math.max(...values.map(Math.abs))) as [number, number]
  const bears = Math.max(SWMM_GOALS.peak * peak, name.startsWith('depth') ? SWMM_GOALS.depth / length : 0)
  const efficiency = spread > 1e-9 ? 1 - error / spread : error < 1e-9 ? 1 : Number.NaN
  const isMet = efficiency >= SWMM_GOALS.efficiency && Math.abs(ourPeak - peak) <= bears
  return { name, theirs, ours, peak, ourPeak, bears, efficiency, isMet }
}

/** How many series have an efficiency and a peak within the bound. */
export function countsOf(series: readonly SwmmSeries[]) {
  return {
    efficient: series.filter(({ efficiency }) => efficiency >= SWMM_GOALS.efficiency).length,
    peaked: series.filter(({ peak, ourPeak, bears }) => Math.abs(ourPeak - peak) <= bears).length,
    met: series.filter(({ isMet }) => isMet).length,
  }
}

/** Peak and efficiency of one series; `held` where a goal is missed: what is reached. */
export function figuresOf(
  { name, peak, ourPeak, bears, efficiency }: SwmmSeries,
  { depth, flow }: AgainstSwmm['units'],
  held?: { readonly peak: readonly [number, number]; readonly efficiency: number },
): Figure[] {
  const unit = name.startsWith('depth') ? depth : flow
  return [
    {
      ...{ name: `peak of ${name}`, ours: ourPeak, unit, goal: [peak - bears, peak + bears] },
      ...{ reference: `${peak} ${unit}`, ...(held ? { reached: held.peak } : {}) },
    },
    {
      ...{ name: `efficiency of ${name}`, ours: efficiency, unit: '', goal: [SWMM_GOALS.efficiency, Infinity] },
      ...(held ? { reached: [held.efficiency, 1] as const } : {}),
    },
  ]
}

/**
 * What a network loses of all that came, beside what SWMM says of itself.
 *
 * @param share  error over what came [-]
 */
export function continuityOf(name: string, share: number): Figure {
  const [theirs = Number.NaN] = numbersOf(name, ROUTING, 'Continuity Error (%)')
  return {
    ...{ name: 'error of the volume', ours: 100 * Math.abs(share), unit: '%', goal: [0, SWMM_GOALS.continuity] },
    published: `EPA SWMM ${Math.abs(theirs)} %`,
  }
}

/** What left a network through its outfalls and over its rims, beside SWMM's; no goal is set for it. */
export function volumesOf(name: string, drainage: Drainage): Figure[] {
  // the second number of a line: millions of litres or of gallons
  const unit = drainage.model.options.units.isSi ? 1000 : 3785.411784
  const { outflow, spilled } = drainage.balance()
  return [
    ['out of its outfalls', outflow, 'External Outflow'] as const,
    ['over its rims', spilled, 'Flooding Loss'] as const,
  ].map(([what, ours, line]) => ({
    ...{
      name: what,
      ours,
      unit: 'm³',
      reference: `${((numbersOf(name, ROUTING, line)[1] ?? Number.NaN) * unit).toFixed(0)} m³`,
    },
  }))
}

/**
 * The numbers of a line of SWMM's report.
 *
 * @param table  words above the table
 */
export function numbersOf(name: string, table: string, words: string): number[] {
  const report = readFileSync(join(swmmFolder, `${name}.rpt`), 'utf8')
  const rows = report.slice(report.indexOf(table)).split('\n')
  const found = rows.find((row) => row.includes(words)) ?? ''
  return (
    found
      .slice(found.indexOf('..'))
      .match(/-?\d+\.\d+/g)
      ?.map(Number) ?? []
  )
}

/** Hydrographs of the series that is worst, and of the one of its kind that is in the middle. */
export function worstAndTypical({ times, series, units }: AgainstSwmm): Validation['plot'] {
  const changing = series.filter(({ efficiency }) => !Number.isNaN(efficiency))
  const ranked = changing.toSorted((a, b) => missOf(b) - missOf(a))
  const kind = ranked[0]?.name.startsWith('flow') ? 'flow' : 'depth'
  const alike = ranked.filter(({ name }) => name.startsWith(kind))
  const shown = [alike[0], alike[Math.floor(alike.length / 2)]].filter((one) => one !== undefined)
  return {
    ...{ x: 'time [h]', y: `${kind} [${units[kind]}]` },
    series: shown.flatMap(({ name, theirs, ours }): PlotSeries[] => {
      const points = (values: readonly number[]) => times.map((time, i) => [time / 3600, values[i] as number] as const)
      return [
        { name, points: points(ours) },
        { name: `${name} EPA SWMM`, points: points(theirs), isReference: true },
      ]
    }),
  }
}

/** How far a series is off, 1 = as far as it may be. */
function missOf({ peak, ourPeak, bears, efficiency }: SwmmSeries): number {
  const apart = Math.abs(ourPeak - peak)
  return Math.max(apart > 0 ? apart / bears : 0, (1 - efficiency) / (1 - SWMM_GOALS.efficiency))
}
