import { cellAt, cellsWithin, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { Fault } from '../../refusal.ts'
import { type Rain, rainFields } from '../acts/rain.ts'
import type { Roof } from '../acts/roofs.ts'
import { steps } from '../acts/series.ts'
import type { FloodCase } from '../case/case.ts'
import type { Raster } from '../case/raster.ts'
import { chicago, StormRangeError } from '../storm/chicago.ts'
import { measuredRain } from '../storm/measured.ts'
import type { Laid } from './lay-grid.ts'

/** More than has ever been measured in a minute [mm/h]; above it a value is no rain. */
const MOST = 2400

/** Rain of a case as it falls on its cells. */
export interface PreparedRain {
  readonly rain: Rain
  /** what of it runs, by cell; undefined = all */
  readonly share: Float64Array | undefined
  readonly roofs: readonly Roof[]
}

/**
 * @param nodeOf  place of the node of the drains that a name has; null = there is none
 * @returns null when no rain is given
 */
export function rainOfCase(
  given: FloodCase,
  { grid }: Laid,
  extent: Extent,
  nodeOf: (manhole: string) => number | null,
  faults: Fault[],
): PreparedRain | null {
  const rain = fallOf(given, grid.bed, extent, faults)
  const share = new Float64Array(grid.bed.length).fill(1)
  given.runoff_coefficients.forEach(({ polygon, coefficient }, index) => {
    const cells = cellsWithin(extent, [polygon])
    if (cells.length === 0) faults.push(`runoff_coefficients[${index}]: no cell of the grid lies within`)
    for (const cell of cells) share[cell] = coefficient
  })
  const covered = new Set<number>()
  const roofs = given.roofs.flatMap(({ polygon, holes, to }, index): Roof[] => {
    const cells = cellsWithin(extent, [polygon, ...holes]).filter((cell) => !covered.has(cell))
    for (const cell of cells) {
      covered.add(cell)
      share[cell] = 0
    }
    if ('manhole' in to) {
      const node = nodeOf(to.manhole)
      if (node === null)
        faults.push({
          zh: `屋面 roofs[${index}]：排水管网中没有检查井或调蓄池“${to.manhole}”`,
          en: `roofs[${index}]: no manhole "${to.manhole}" in the network, expected a junction or storage of it`,
        })
      return node === null ? [] : [{ cells, to: node }]
    }
    const cell = cellAt(extent, to.place[0], to.place[1])
    if (cell === null || Number.isNaN(grid.bed[cell])) {
      faults.push(`roofs[${index}]: no ground at ${to.place.join(', ')}`)
      return []
    }
    return [{ cells, to: [cell % grid.columns, Math.floor(cell / grid.columns)] }]
  })
  if (!rain) return null
  return { rain, roofs, share: share.every((part) => part === 1) ? undefined : share }
}

function fallOf(
  { rain: given, duration_s: end }: FloodCase,
  bed: Float64Array,
  extent: Extent,
  faults: Fault[],
): Rain | null {
  if (Array.isArray(given)) return given.length > 0 ? steps(given) : null
  if ('fields' in given) {
    let [from, of]: [Int32Array, Raster | null] = [new Int32Array(0), null]
    return rainFields(
      given.fields.map(({ t_s, mm_h }, index) => {
        if (!of || !isAlike(of, mm_h)) [from, of] = [placesIn(mm_h, extent), mm_h]
        const places = from
        const lacking = places.findIndex((place, cell) => !Number.isNaN(bed[cell]) && !known(mm_h.values[place]))
        if (lacking >= 0)
          faults.push(
            `rain.fields[${index}] at ${t_s} s: ${mm_h.values[places[lacking] as number] ?? 'nothing'} at ` +
              `${middleOf(extent, lacking)}, expected 0 to ${MOST} mm/h on every cell of the DEM`,
          )
        return {
          time: t_s,
          make: () => {
            const falls = new Float64Array(places.length)
            for (let cell = 0; cell < falls.length; cell++) falls[cell] = mm_h.values[places[cell] as number] || 0
            return falls
          },
        }
      }),
    )
  }
  try {
    if ('gauge' in given) return steps(measuredRain(given.gauge, end))
    const { a1, c, b_min, n, return_period_a, duration_s, peak_ratio, step_s, start_s } = given.storm
    const rows = chicago({
      ...{ formula: { a1, c, b: b_min, n }, returnPeriod: return_period_a },
      ...{ duration: duration_s, peakRatio: peak_ratio, step: step_s },
    })
    return steps(rows.map(([time, intensity]) => [start_s + time, intensity]))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    faults.push(
      error instanceof StormRangeError
        ? { zh: `降雨：${error.told.zh}`, en: `rain: ${error.told.en}` }
        : `rain: ${error.message}`,
    )
    return null
  }
}

function isAlike(one: Raster, other: Raster): boolean {
  return (['columns', 'rows', 'size', 'west', 'south'] as const).every((part) => one[part] === other[part])
}

/** The cell of a raster that holds the middle of each cell of the grid; −1 = none. */
function placesIn(raster: Raster, { columns, rows, size, west, south }: Extent): Int32Array {
  return Int32Array.from({ length: columns * rows }, (_, cell) => {
    const [x, y] = [west + ((cell % columns) + 0.5) * size, south + (Math.floor(cell / columns) + 0.5) * size]
    return cellAt(raster, x, y) ?? -1
  })
}

function middleOf({ columns, size, west, south }: Extent, cell: number): string {
  return `x ${west + ((cell % columns) + 0.5) * size}, y ${south + (Math.floor(cell / columns) + 0.5) * size}`
}

function known(rate: number | undefined): boolean {
  return rate !== undefined && rate >= 0 && rate <= MOST
}
