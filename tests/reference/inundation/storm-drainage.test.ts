import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStormDrainage, type StormDrainage } from '../../../workers/inundation/network/storm-drainage.ts'
import { benchFolder } from '../bench-folder.ts'

const folder = join(benchFolder, 'flood/swmm-networks')

/** A column of the reference: its series and ours, in the units of the file. */
interface Compared {
  readonly name: string
  readonly theirs: readonly number[]
  readonly ours: readonly number[]
}

describe.skipIf(!existsSync(folder))('runoff, streets and sewers against EPA SWMM 5.2.4', () => {
  it('street_grate_inlet_7: the grate takes what SWMM says, and so does the sewer', () => {
    const { series, length } = run('street_grate_inlet_7')
    // tolerances of the data's README: 5 % of a flow; 5 % of a depth or 0.05 m
    for (const { name, theirs, ours } of series) {
      const [their, our] = [theirs.at(-1) as number, ours.at(-1) as number]
      const bears = name.startsWith('flow') ? 0.05 * their : Math.max(0.05 * their, 0.05 / length)
      expect.soft(Math.abs(our - their), name).toBeLessThanOrEqual(bears)
    }
    const sewer = series.find(({ name }) => name === 'flow:5') as Compared
    expect(Math.abs((sewer.ours.at(-1) as number) / (sewer.theirs.at(-1) as number) - 1)).toBeLessThan(0.005)
  })

  /**
   * The wish is NSE ≥ 0.98 and peaks within 5 % on every series. It is met where the network ends; how many series reach it is
   * held here so that it does not fall, and network/README.md says what they lack.
   */
  it.each([
    { name: 'Example7-Final', outlet: 'flow:C11', good: 13, peaks: 21 },
    { name: 'user1', outlet: 'flow:1', good: 93, peaks: 92 },
  ])('$name: what leaves the network', ({ name, outlet, good, peaks }) => {
    const { series, storm } = run(name)
    const end = series.find((one) => one.name === outlet) as Compared
    expect(efficiency(end)).toBeGreaterThanOrEqual(0.98)
    const { inflow, relative } = storm.drainage.balance()
    expect(Math.abs(relative)).toBeLessThan(1e-6)
    expect(Math.abs(inflow / storm.runoff.balance().runoff - 1)).toBeLessThan(1e-6)
    expect(series.filter((one) => efficiency(one) >= 0.98).length).toBeGreaterThanOrEqual(good)
    expect(
      series.filter((one) => Math.abs(peak(one.ours) / peak(one.theirs) - 1) <= 0.05).length,
    ).toBeGreaterThanOrEqual(peaks)
  })

  it('CoS-Reduced-Outlets: as many series as when this was written, and every volume booked', () => {
    const { series, storm } = run('CoS-Reduced-Outlets')
    // 138 of 297 when the Froude number that holds a flow to the normal one was that of the middle of the conduit, 189 when a
    // flow against the slope of its surface was held by the depth it runs into
    expect(series.filter((one) => efficiency(one) >= 0.98).length).toBeGreaterThanOrEqual(196)
    expect(Math.abs(storm.drainage.balance().relative)).toBeLessThan(1e-6)
  })
})

function run(name: string): { storm: StormDrainage; series: Compared[]; length: number } {
  const opened = openStormDrainage(readFileSync(join(folder, `${name}.inp`), 'utf8'), name)
  if (!opened.ok) throw new Error(opened.failure.detail)
  const storm = opened.value
  const { drainage } = storm
  const { length, flow } = drainage.model.options.units
  const rows = readFileSync(join(folder, `${name}.ref.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = rows[0]?.split(',').slice(1) ?? []
  const theirs = rows.slice(1).map((row) => row.split(',').map(Number))
  const read = names.map((column) => {
    const id = column.replace(/^\w+:/, '')
    const node = drainage.nodeOf.get(id)
    return column.startsWith('flow:') || node === undefined
      ? () => drainage.flow(id) / flow
      : () => drainage.depth(node) / length
  })
  const ours = theirs.map(([time]) => {
    storm.advance((time as number) - drainage.time)
    return read.map((value) => value())
  })
  const series = names.map((column, i) => ({
    name: column,
    theirs: theirs.map((row) => row[i + 1] as number),
    ours: ours.map((row) => row[i] as number),
  }))
  return { storm, series, length }
}

/** Nash and Sutcliffe: 1 less the squares of the differences over those about the mean. */
function efficiency({ theirs, ours }: Compared): number {
  const mean = theirs.reduce((sum, one) => sum + one, 0) / theirs.length
  const about = theirs.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  return about < 1e-9
    ? Number.NaN
    : 1 - theirs.reduce((sum, one, i) => sum + (one - (ours[i] as number)) ** 2, 0) / about
}

function peak(series: readonly number[]): number {
  return Math.max(...series.map(Math.abs))
}
