import type { Crs } from '../../src/domain/geo/crs.ts'
import type { Findings } from '../check/finding.ts'
import type { Place, Survey } from '../survey.ts'
import { openRows } from './table.ts'
import type { Encoding } from './table-encoding.ts'
import { inputFilesOf } from './table-files.ts'
import { tableLabel } from './table-source.ts'
import { type Coordinate, parseWkt } from './wkt.ts'

export interface TableFile {
  readonly path: string
  readonly encoding: Encoding
}

/** Columns that a feature's geometry stands for where the file has layers instead of tables. */
const GEOMETRY_ALIASES = { wkt: ['@wkt'], x_east: ['@east'], y_north: ['@north'] }

/** Thrown inside a row to leave it out; `eachRecord` has reported why. */
class BadRow extends Error {}

/** One row of a city table, with typed access; a missing or bad required cell costs the row, not the run. */
export interface Row {
  readonly file: string
  readonly row: number
  text(column: string): string
  optionalText(column: string): string | null
  number(column: string): number
  optionalNumber(column: string): number | null
  choice<Value extends string>(column: string, values: readonly Value[]): Value
  /** date as YYYY-MM-DD, as the database takes it */
  date(column: string): string | null
  list(column: string): string[]
  /** from x_east, y_north */
  place(): Place
  line(): (Place & { readonly height: number | null })[]
  polygons(): { lon: number; lat: number }[][][]
  json(column: string): Record<string, string | number | null>
}

/** How one table of data-pipeline/README.md becomes rows. */
export interface TableReader {
  readonly required: readonly string[]
  read(row: Row, survey: Survey): void
}

/** Calls `use` for every row of a table; rows that lack what they need are reported and left out. */
export async function eachRecord(
  table: TableFile,
  required: readonly string[],
  survey: Survey,
  use: (row: Row) => void,
): Promise<void> {
  const file = tableLabel(table.path)
  survey.inputs.push(...(await inputFilesOf(table.path)))
  const options = { encoding: table.encoding, required, aliases: GEOMETRY_ALIASES, crs: survey.crs }
  const opened = await openRows(table.path, options, survey.findings)
  await opened.each((row) => {
    try {
      const cell = (name: string) => row.cell(opened.column(name))
      use(openRow(file, row.row, cell, survey.crs, survey.findings))
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
    }
  })
}

function openRow(file: string, row: number, cell: (column: string) => string, crs: Crs, findings: Findings): Row {
  const refuse = (column: string, expected: string): never => {
    const message = {
      zh: `${column} 缺失或不可读，该行略去`,
      en: `${column} is missing or not readable; the row is left out`,
    }
    findings.add('error', 'bad-row', message, { file, row, column, value: cell(column).slice(0, 80), expected })
    throw new BadRow()
  }
  const optionalNumber = (column: string) => {
    const text = cell(column)
    if (text === '') return null
    return Number.isFinite(Number(text)) ? Number(text) : refuse(column, 'number')
  }
  const toPlace = ({ x, y }: { x: number; y: number }): Place => ({ x, y, ...crs.toLonLat(x, y) })
  const shape = () => parseWkt(cell('wkt'))
  return {
    file,
    row,
    text: (column) => cell(column) || refuse(column, 'text'),
    optionalText: (column) => cell(column) || null,
    number: (column) => optionalNumber(column) ?? refuse(column, 'number'),
    optionalNumber,
    choice: (column, values) => values.find((value) => value === cell(column)) ?? refuse(column, values.join(' | ')),
    date: (column) => {
      const text = cell(column)
      if (text === '') return null
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : refuse(column, 'YYYY-MM-DD')
    },
    list: (column) =>
      cell(column)
        .split(';')
        .map((item) => item.trim())
        .filter(Boolean),
    place: () => {
      const [x, y] = [
        optionalNumber('x_east') ?? refuse('x_east', 'm'),
        optionalNumber('y_north') ?? refuse('y_north', 'm'),
      ]
      return toPlace({ x, y })
    },
    line: () => {
      const read = shape()
      if (read?.kind !== 'line') return refuse('wkt', 'LINESTRING')
      return read.coordinates.map((at: Coordinate) => ({ ...toPlace(at), height: at.z }))
    },
    polygons: () => {
      const read = shape()
      if (read?.kind !== 'polygons') return refuse('wkt', 'POLYGON | MULTIPOLYGON')
      return read.polygons.map((rings) => rings.map((ring) => ring.map((at) => crs.toLonLat(at.x, at.y))))
    },
    json: (column) => {
      if (cell(column) === '') return {}
      try {
        const value: unknown = JSON.parse(cell(column))
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
          return value as Record<string, string | number | null>
        }
      } catch {
        // told below like any other unreadable cell
      }
      return refuse(column, 'JSON object')
    },
  }
}
