import type { Place, SurveyPoint } from '../../survey.ts'
import { withMapping } from '../mapping.ts'
import { FARTHEST, type PlanePoint, type PlaneReading, readPlane } from '../plane-reading.ts'
import { PointIndex } from '../point-index.ts'
import { SurveyCodes } from '../survey-codes.ts'
import { type Column, openRows, type TableRow } from '../table.ts'
import { tableLabel } from '../table-source.ts'
import { POINT_ALIASES } from './columns.ts'
import { CommonCells, columnsOf, numberCell } from './common-cells.ts'
import type { Cjj61Tables, Cjj61Target } from './read-cjj61.ts'

const KEPT = ['Type', 'Cover_Mat', 'Cover_Size', 'Well_Size', 'Note', 'Well_Deep', 'Environ', 'Surround', 'Valve_State']
/** rows by which a table's coordinates are judged; the rest is read one by one */
const JUDGED = 20_000

type UnplacedPoint = Omit<SurveyPoint, keyof Place>

/** Reads a table of points into the survey, and into an index for the lines that name them. */
export async function readPoints(tables: Cjj61Tables, target: Cjj61Target): Promise<PointIndex> {
  const { discipline, mapping, encoding } = tables
  const { findings, crs, onBytes = () => {} } = target
  const file = tableLabel(tables.points)
  const codes = new SurveyCodes(mapping, discipline, 'point')
  const points = new PlacedPoints(file, target)
  const aliases = withMapping(POINT_ALIASES, mapping.points)
  const options = { encoding, required: ['Exp_No', 'X', 'Y'], wanted: ['Surf_H'], aliases, crs, onBytes }
  const table = await openRows(tables.points, options, findings)
  const columns = columnsOf(table, [
    ...(['Exp_No', 'X', 'Y', 'Surf_H', 'Well_Deep', 'Operable', 'Name', 'Feature', 'Subsid'] as const),
  ])
  const common = new CommonCells(table, codes, KEPT)
  await table.each((row) => {
    const key = row.cell(columns.Exp_No)
    const at = { file, row: row.row }
    if (!key) {
      const message = { zh: '点号为空，该点略去', en: 'empty point number; the point is left out' }
      findings.add('error', 'empty-point-number', message, { ...at, column: 'Exp_No' })
      return
    }
    const told = () => ({ ...at, assets: [`${discipline}/${key}`] })
    const [north, east] = [row.number(columns.X), row.number(columns.Y)]
    if (Number.isNaN(north) || Number.isNaN(east)) {
      const message = {
        zh: '坐标为空、NaN 或不是数字，该点略去',
        en: 'coordinate empty, NaN or no number; the point is left out',
      }
      const value = `${row.cell(columns.X)}, ${row.cell(columns.Y)}`
      const column = Number.isNaN(north) ? 'X' : 'Y'
      findings.add('error', 'bad-coordinate', message, { ...told(), column, value, expected: 'metres / 米' })
      return
    }
    const number = (name: string, column: Column) => numberCell(row, column, name, findings, told)
    const ground = number('Surf_H', columns.Surf_H)
    const wellDepth = number('Well_Deep', columns.Well_Deep)
    points.take(
      { north, east },
      {
        name: row.cell(columns.Name) || null,
        key,
        discipline,
        ground,
        bottom: ground !== null && wellDepth !== null && wellDepth > 0 ? ground - wellDepth : null,
        feature: codes.mapped('Feature', row.repeated(columns.Feature)) || null,
        appurtenance: codes.mapped('Subsid', row.repeated(columns.Subsid)) || null,
        isOperable: operableOf(row, columns.Operable),
        source: at,
        ...common.of(row, number),
      },
    )
  })
  points.finish()
  codes.finish(file, findings)
  return points.index
}

function operableOf(row: TableRow, column: Column): boolean | null {
  const text = row.repeated(column)
  return text === '1' ? true : text === '0' ? false : null
}

/** Points on their way to the survey: the first ones wait until it is known how the table's coordinates are meant. */
class PlacedPoints {
  readonly index = new PointIndex()
  private readonly file: string
  private readonly target: Cjj61Target
  private readonly waiting: { readonly plane: PlanePoint; readonly point: UnplacedPoint }[] = []
  private reading: PlaneReading | null = null

  constructor(file: string, target: Cjj61Target) {
    this.file = file
    this.target = target
  }

  take(plane: PlanePoint, point: UnplacedPoint): void {
    if (this.reading) this.put(this.reading, plane, point)
    else if (this.waiting.push({ plane, point }) === JUDGED) this.judge()
  }

  finish(): void {
    const reading = this.reading ?? this.judge()
    reading.finish()
  }

  private judge(): PlaneReading {
    const { crs, findings } = this.target
    const planes = this.waiting.map(({ plane }) => plane)
    const reading = readPlane(planes, { file: this.file, column: 'X, Y', crs, farthest: FARTHEST }, findings)
    this.reading = reading
    for (const { plane, point } of this.waiting) this.put(reading, plane, point)
    this.waiting.length = 0
    return reading
  }

  private put(reading: PlaneReading, plane: PlanePoint, point: UnplacedPoint): void {
    const { findings, points } = this.target
    const { discipline, key, ground, source } = point
    const assets = () => [`${discipline}/${key}`]
    const place = reading.place(plane)
    if (!place) {
      const message = {
        zh: '坐标远离本表其他点（可能 X、Y 对调或有错），该点略去',
        en: 'coordinate far from all other points (swapped or wrong); the point is left out',
      }
      const value = `${plane.north}, ${plane.east}`
      const told = { ...source, column: 'X, Y', value, expected: reading.expected, assets: assets() }
      findings.add('error', 'point-far-away', message, told)
      return
    }
    const first = this.index.get(key)
    if (first) {
      const message = {
        zh: `点号重复（首次在第 ${first.row} 行），后一个略去`,
        en: `point number given twice (first in row ${first.row}); the later one is left out`,
      }
      findings.add('error', 'duplicate-point', message, { ...source, column: 'Exp_No', value: key, assets: assets() })
      return
    }
    const { x, y, lon, lat } = place
    const number = points.push({ x, y, lon, lat, ...point })
    this.index.add(key, { x, y, lon, lat, ground, row: source.row, number })
  }
}
