import type { InpRow, InpSections } from '../../src/domain/formats/inp-sections.ts'
import type { HydraulicsMeta } from '../../src/domain/leak/hydraulics-file.ts'
import { optionOf } from './epanet-options.ts'
import { type EpanetUnits, epanetUnits } from './epanet-units.ts'

/** What a row says that nobody can use. */
export interface HydraulicsFault {
  readonly row: number
  readonly value: string
  readonly expected: string
}

/** A file while it is read. */
export class Reading {
  readonly faults: HydraulicsFault[] = []
  readonly units: EpanetUnits | null
  private readonly sections: InpSections

  constructor(sections: InpSections) {
    this.sections = sections
    const flow = this.option('UNITS')?.[0] ?? this.option('FLOW_UNITS')?.[0] ?? 'GPM'
    this.units = epanetUnits(flow.toUpperCase(), this.option('PRESSURE')?.at(-1)?.toUpperCase() ?? null)
    if (!this.units) this.faults.push({ row: 0, value: flow, expected: 'a flow unit' })
  }

  rows(key: string): readonly InpRow[] {
    return [...this.sections].filter(([name]) => name.startsWith(key)).flatMap(([, rows]) => rows)
  }

  option(...name: string[]): readonly string[] | null {
    return optionOf(this.rows('OPTI'), name)
  }

  time(...name: string[]): readonly string[] | null {
    return optionOf(this.rows('TIME'), name)
  }

  /** A word as a number; where there is none `missing`, which is a fault where it is left out. */
  number(row: InpRow, index: number, missing?: number): number {
    const text = row.words[index]
    const value = text === undefined ? missing : Number(text)
    if (value !== undefined && Number.isFinite(value)) return value
    this.fault(row, text ?? '', 'a number')
    return 0
  }

  fault({ line }: Pick<InpRow, 'line'>, value: string, expected: string): null {
    this.faults.push({ row: line, value, expected })
    return null
  }
}

/** Nodes of a file: junctions, then what is none. */
export interface Nodes {
  readonly key: string[]
  readonly level: number[]
  readonly place: ReadonlyMap<string, number>
  /** rows of what is no junction */
  readonly reservoirs: readonly InpRow[]
  readonly tanks: readonly InpRow[]
}

/** Factors of patterns, and the place of each by its id. */
export interface Patterns {
  readonly place: ReadonlyMap<string, number>
  readonly factors: number[][]
}

/** What rows of links and nodes are read with. */
export interface Given {
  readonly reading: Reading
  readonly units: EpanetUnits
  readonly nodes: Nodes
  readonly patterns: Patterns
  readonly curves: ReadonlyMap<string, [number, number][]>
}

/** The pattern of a row; null = it names none. */
export function patternOf({ reading, patterns }: Given, row: InpRow, id: string | undefined): number | null {
  if (id === undefined || id === '') return null
  return patterns.place.get(id) ?? reading.fault(row, id, 'a pattern of [PATTERNS]')
}

/** Points of a curve by its id, in SI. */
export function curveOf(
  { reading, curves }: Given,
  row: InpRow,
  id: string,
  x: number,
  y: number,
): [number, number][] | null {
  const points = curves.get(id)
  if (!points) return reading.fault(row, id, 'a curve of [CURVES]')
  return points.map(([a, b]) => [a * x, b * y])
}

/** Formula of friction. */
export function headlossOf(reading: Reading): HydraulicsMeta['headloss'] {
  const word = reading.option('HEADLOSS')?.[0]?.toUpperCase()
  return word === 'D-W' || word === 'C-M' ? word : 'H-W'
}
