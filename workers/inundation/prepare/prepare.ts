import { cellAt, cellsAround, cellsWithin, type Extent } from '../../../src/domain/inundation/cells.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { type Fault, Refusal } from '../../refusal.ts'
import type { Driven } from '../acts/driven.ts'
import type { Ground } from '../acts/infiltration.ts'
import type { OpenDrains } from '../acts/manholes.ts'
import type { Roof } from '../acts/roofs.ts'
import { linear } from '../acts/series.ts'
import type { Source } from '../acts/source.ts'
import type { FloodCase } from '../case/case.ts'
import { drainsOf } from './drains.ts'
import { edgesOf } from './edges.ts'
import { emptyPolygons } from './empty-polygons.ts'
import { type Laid, layGrid } from './lay-grid.ts'
import { type Entry, entriesOf, type Square, type Street, squaresOf, streetsOf, withoutRamp } from './places.ts'
import { rainOfCase } from './rain.ts'
import { soilsOf } from './soils.ts'
import { type PreparedStructures, structuresOf } from './structures.ts'

/** A place whose water is told at every output. */
export interface Gauge {
  readonly id: string
  readonly column: number
  readonly row: number
}

/** A case that can be computed. */
export interface Prepared extends Laid {
  readonly duration: number
  readonly outputInterval: number
  readonly scheme: FloodCase['scheme']
  readonly gauges: readonly Gauge[]
  readonly entries: readonly Entry[]
  readonly streets: readonly Street[]
  /** 1 = sea, river or lake, by cell */
  readonly waters: Uint8Array
  /** null = not told */
  readonly squares: readonly Square[] | null
  /** The drains at their start; null = there are none. */
  readonly openDrains: () => OpenDrains | null
  /** what is taken otherwise than it is given, a sentence each */
  readonly notes: readonly Localized[]
  /** edges, sources and rain */
  readonly driven: Driven
  /** their rain is that of `driven` */
  readonly roofs: readonly Roof[]
  readonly soils: readonly Ground[]
  readonly structures: Omit<PreparedStructures, 'grid'>
}

/**
 * Lays a case on its grid.
 *
 * @param standing  the structures of the case where they were laid already, as for the water at its start; left out = they are
 *   laid here
 * @throws Refusal with every fault of the case; nothing is computed then
 */
export function prepare(given: FloodCase, standing?: PreparedStructures): Prepared {
  const faults: Fault[] = []
  const laid = layGrid(given, faults)
  if (faults.length > 0) throw new Refusal(faults)
  const { west, south } = laid
  const { columns, rows, size } = laid.grid
  const extent = { columns, rows, size, west, south }
  const edges = edgesOf(given, laid, faults)
  const sources = sourcesOf(given, laid, extent, faults)
  const gauges = gaugesOf(given, laid, extent, faults)
  const drains = drainsOf(given, laid, extent, faults)
  const fall = rainOfCase(given, laid, extent, (manhole) => drains?.nodeOf(manhole) ?? null, faults)
  const soils = soilsOf(given, laid, extent, faults)
  const { grid: walled, ...structures } = standing ?? structuresOf(given, laid.grid, extent, faults)
  if (faults.length > 0) throw new Refusal(faults)
  const entries = entriesOf(given, laid, extent)
  return {
    ...laid,
    grid: { ...walled, ...laid.grid },
    ...{ duration: given.duration_s, outputInterval: given.output_interval_s, scheme: given.scheme, gauges },
    ...{ entries, streets: streetsOf(given, laid, extent) },
    squares: squaresOf(given, laid, extent),
    openDrains: () => drains?.open() ?? null,
    notes: [...emptyPolygons(given, extent), ...withoutRamp(entries, laid), ...(drains?.notes ?? [])],
    driven: {
      ...{ boundaries: edges, sources },
      ...(fall ? { rain: fall.rain, ...(fall.share ? { rainShare: fall.share } : {}) } : {}),
    },
    ...{ roofs: fall?.roofs ?? [], soils, structures },
  }
}

function sourcesOf({ sources }: FloodCase, { grid }: Laid, extent: Extent, faults: Fault[]): Source[] {
  return sources.map((source, index) => {
    const circle = 'circle' in source ? source.circle : source
    const cells = (
      'x' in circle
        ? cellsAround(extent, circle.x, circle.y, circle.radius_m ?? 0)
        : cellsWithin(extent, [circle.polygon])
    ).filter((cell) => !Number.isNaN(grid.bed[cell]))
    if (cells.length === 0)
      faults.push({
        zh: `涌水 sources[${index}]：该处没有地面单元`,
        en: `sources[${index}]: no cell with ground lies there`,
      })
    return {
      cells: cells.map((cell) => [cell % grid.columns, Math.floor(cell / grid.columns)]),
      flow: linear(source.series),
    }
  })
}

function gaugesOf({ gauges }: FloodCase, { grid }: Laid, extent: Extent, faults: Fault[]): Gauge[] {
  const seen = new Set<string>()
  return gauges.map(({ id, x, y }, index) => {
    const cell = cellAt(extent, x, y)
    const name = `gauges[${index}] "${id}" at ${x}, ${y}`
    if (seen.has(id)) faults.push(`${name}: the id is there before, expected each once`)
    seen.add(id)
    if (cell === null) faults.push(`${name}: outside the DEM`)
    else if (Number.isNaN(grid.bed[cell])) faults.push(`${name}: no ground there (NODATA or a building)`)
    return { id, column: (cell ?? 0) % grid.columns, row: Math.floor((cell ?? 0) / grid.columns) }
  })
}
