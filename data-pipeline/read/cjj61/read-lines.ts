import { disciplineOf } from '../../../src/domain/disciplines/index.ts'
import type { Findings } from '../../check/finding.ts'
import { type LineSection, lineEndOf } from '../../survey.ts'
import { withMapping } from '../mapping.ts'
import { PairCounts } from '../pair-counts.ts'
import { pipeSize } from '../pipe-size.ts'
import type { PointIndex } from '../point-index.ts'
import { remembered } from '../remembered.ts'
import { SurveyCodes } from '../survey-codes.ts'
import { type Column, openRows } from '../table.ts'
import { tableLabel } from '../table-source.ts'
import { LINE_ALIASES } from './columns.ts'
import { CommonCells, columnsOf, numberCell, type RowPlace } from './common-cells.ts'
import type { Cjj61Tables, Cjj61Target } from './read-cjj61.ts'

const MILLIMETRE = 0.001
const KEPT = [
  ...['Type', 'Temperature', 'CabNum', 'TotalHole', 'UsedHole', 'FlowDir', 'Note', 'Environ', 'Surround'],
  'Supply_Return',
]
const COLUMNS = [
  ...(['S_Exp', 'E_Exp', 'S_Deep', 'E_Deep', 'S_Level', 'E_Level', 'PSize', 'WallThick', 'Material'] as const),
  ...(['EmBed', 'Pressure', 'Voltage', 'Length'] as const),
]

/** Reads a table of lines into the survey, between points that were read before. */
export async function readLines(tables: Cjj61Tables, target: Cjj61Target, points: PointIndex): Promise<void> {
  const { discipline, mapping, encoding } = tables
  const { findings, onBytes = () => {} } = target
  const file = tableLabel(tables.lines)
  const reference = disciplineOf(discipline).levelRefersTo
  /** lines so far between two points */
  const counts = new PairCounts()
  const codes = new SurveyCodes(mapping, discipline, 'line')
  const sizeOf = remembered(pipeSize)
  const wanted = [['S_Deep', 'S_Level'], ['E_Deep', 'E_Level'], 'PSize'] as const
  const aliases = withMapping(LINE_ALIASES, mapping.lines)
  const options = { encoding, required: ['S_Exp', 'E_Exp'], wanted, aliases, onBytes }
  const table = await openRows(tables.lines, options, findings)
  const columns = columnsOf(table, COLUMNS)
  const common = new CommonCells(table, codes, KEPT)
  await table.each((row) => {
    const [startKey, endKey] = [row.cell(columns.S_Exp), row.cell(columns.E_Exp)]
    const [startIndex, endIndex] = [points.indexOf(startKey), points.indexOf(endKey)]
    const at = { file, row: row.row }
    if (startIndex < 0 || endIndex < 0) {
      const [column, value] = startIndex < 0 ? ['S_Exp', startKey] : ['E_Exp', endKey]
      const message = {
        zh: `${column} 所指的点不在点表中（或该点已被略去），该管线略去`,
        en: `${column} names a point that is not in the point table (or was left out); the line is left out`,
      }
      const expected = `Exp_No, ${tableLabel(tables.points)}`
      const assets = [`${discipline}/${startKey}~${endKey}`]
      findings.add('error', 'unknown-point', message, { ...at, column, value, expected, assets })
      return
    }
    const key = `${startKey}~${endKey}~${counts.add(startIndex, endIndex)}`
    const told = () => ({ ...at, assets: [`${discipline}/${key}`] })
    if (startIndex === endIndex) {
      const message = { zh: '起点与终点相同，该管线略去', en: 'starts and ends at one point; the line is left out' }
      findings.add('error', 'self-loop', message, { ...told(), column: 'E_Exp', value: endKey })
      return
    }
    const [start, end] = [points.at(startIndex), points.at(endIndex)]
    const number = (name: string, column: Column) => numberCell(row, column, name, findings, told)
    const startEnd = lineEndOf(start.ground, number('S_Deep', columns.S_Deep), number('S_Level', columns.S_Level))
    const endEnd = lineEndOf(end.ground, number('E_Deep', columns.E_Deep), number('E_Level', columns.E_Level))
    if (start.x === end.x && start.y === end.y && startEnd.level === endEnd.level) {
      const message = { zh: '长度为零，该管线略去', en: 'zero length; the line is left out' }
      findings.add('error', 'zero-length', message, { ...told(), value: 0, expected: '> 0 m' })
      return
    }
    const wall = number('WallThick', columns.WallThick)
    const size = row.repeated(columns.PSize)
    target.lines.push({
      name: null,
      key,
      discipline,
      startPoint: startKey,
      endPoint: endKey,
      pointNumbers: [start.number, end.number],
      path: [start, end],
      start: startEnd,
      end: endEnd,
      reference,
      section: sectionOf(size, sizeOf(size), findings, told),
      wall: wall === null ? null : wall * MILLIMETRE,
      material: codes.material(row.repeated(columns.Material)) || null,
      burial: codes.burial(row.repeated(columns.EmBed)) || null,
      pressure: number('Pressure', columns.Pressure),
      voltage: number('Voltage', columns.Voltage),
      recordedLength: number('Length', columns.Length),
      source: at,
      ...common.of(row, number),
    })
  })
  codes.finish(file, findings)
}

function sectionOf(
  text: string,
  size: ReturnType<typeof pipeSize>,
  findings: Findings,
  told: () => RowPlace,
): LineSection | null {
  if (!size) {
    const message = {
      zh: '管径为空或不可读，图中以 0.1 m 细管示意',
      en: 'size empty or not readable: drawn as a thin tube of 0.1 m',
    }
    const rule = { column: 'PSize', value: text, expected: '300 | 400X600 (mm)' }
    findings.add(text === '' ? 'warning' : 'error', 'bad-size', message, { ...told(), ...rule })
    return null
  }
  if (size.isMetres) {
    const message = { zh: '管径小于 10，按米解释', en: 'size below 10 is taken as metres' }
    findings.add('warning', 'size-in-metres', message, { ...told(), column: 'PSize', value: text, expected: 'mm' })
  }
  return size.section
}
