import { QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import {
  type CommonAttributes,
  type LineSection,
  lineEndOf,
  type Place,
  type Survey,
  type SurveyPoint,
} from '../survey.ts'
import { numberCell, textCell, yearCell } from './cells.ts'
import { type Mapping, withMapping } from './mapping.ts'
import { PairCounts } from './pair-counts.ts'
import { pipeSize } from './pipe-size.ts'
import { FARTHEST, type PlanePoint, type PlaneReading, readPlane } from './plane-reading.ts'
import { PointIndex } from './point-index.ts'
import { detached, Pool } from './pool.ts'
import { SurveyCodes } from './survey-codes.ts'
import { type ColumnAliases, readTable, type TableRow } from './table.ts'
import type { Encoding } from './table-encoding.ts'
import { inputFilesOf } from './table-files.ts'
import { tableLabel } from './table-source.ts'

const MILLIMETRE = 0.001
const POINT_ALIASES: ColumnAliases = {
  Exp_No: ['物探点号', '点号', '管点编号', '管点号', 'PointNo'],
  X: ['X坐标', '纵坐标', 'X(北)', '北坐标', ...withUnit('X坐标', 'm'), '@north'],
  Y: ['Y坐标', '横坐标', 'Y(东)', '东坐标', ...withUnit('Y坐标', 'm'), '@east'],
  Surf_H: ['地面高程', '地面标高', 'SurfH', 'H', ...withUnit('地面高程', 'm')],
  Feature: ['特征', '特征点'],
  Subsid: ['附属物', '附属物名称'],
  Well_Deep: ['井深', '井底深', 'B_Depth', ...withUnit('井深', 'm')],
  RoadCode: ['道路', '道路编号'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  Code: ['要素编码', '编码', '要素代码'],
  Type: ['类别', '管线类别', '管类', '管线种类'],
  Status: ['状态', '使用状态'],
  District: ['行政区', '行政区划'],
  Note: ['备注'],
}
const LINE_ALIASES: ColumnAliases = {
  S_Exp: ['起点点号', '起始点号', '起点编号', '起点'],
  E_Exp: ['终点点号', '终止点号', '终点编号', '终点', '连接点号'],
  S_Deep: ['起点埋深', '起始埋深', ...withUnit('起点埋深', 'm')],
  E_Deep: ['终点埋深', '终止埋深', ...withUnit('终点埋深', 'm')],
  S_Level: ['起点管线高程', '起始管线高程'],
  E_Level: ['终点管线高程', '终止管线高程'],
  PSize: ['管径', '断面尺寸', '管径或断面尺寸', '规格', ...withUnit('管径', 'mm')],
  Material: ['材质', '材料'],
  WallThick: ['壁厚', ...withUnit('壁厚', 'mm')],
  Voltage: ['电压', '电压值'],
  Pressure: ['压力', '压力值'],
  EmBed: ['埋设方式', '埋设类型'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  RoadCode: ['道路', '道路编号'],
  Code: ['要素编码', '编码', '要素代码'],
  Type: ['类别', '管线类别', '管类', '管线种类'],
  Status: ['状态', '使用状态'],
  District: ['行政区', '行政区划'],
  Note: ['备注'],
}
/** columns without a place of their own in the normal form, kept as attributes */
const KEPT_OF_POINTS = ['Type', 'Cover_Mat', 'Cover_Size', 'Note', 'Well_Deep']
const KEPT_OF_LINES = ['Type', 'Temperature', 'CabNum', 'TotalHole', 'UsedHole', 'FlowDir', 'Note']

/** rows by which a table's coordinates are judged; the rest is read one by one */
const JUDGED = 20_000

export interface Cjj61Tables {
  readonly discipline: string
  /** paths as `readTable` takes them: "JSPOINT.csv", "survey.xlsx#JSPOINT" */
  readonly points: string
  readonly lines: string
  readonly mapping: Mapping
  readonly encoding: Encoding
}

type UnplacedPoint = Omit<SurveyPoint, keyof Place>

/**
 * Reads the point and line tables of one discipline as CJJ 61-2017 has them: X north, Y east, depths in metres to the
 * crown (pressure pipes, ducts) or inner bottom (gravity), sizes in millimetres.
 */
export async function readCjj61(tables: Cjj61Tables, survey: Survey): Promise<void> {
  survey.censusFiles.push(tableLabel(tables.points), tableLabel(tables.lines))
  const points = await readPoints(tables, survey)
  await readLines(tables, survey, points)
}

async function readPoints(tables: Cjj61Tables, survey: Survey): Promise<PointIndex> {
  const { discipline, mapping, encoding } = tables
  const { findings } = survey
  const file = tableLabel(tables.points)
  survey.inputs.push(...(await inputFilesOf(tables.points)))
  const pool = new Pool()
  const codes = new SurveyCodes(mapping, discipline, 'point')
  const index = new PointIndex()
  const waiting: { readonly plane: PlanePoint; readonly point: UnplacedPoint }[] = []
  let reading: PlaneReading | null = null
  const judge = () => {
    const origin = { file, column: 'X, Y', crs: survey.crs, farthest: FARTHEST }
    const judged = readPlane(
      waiting.map(({ plane }) => plane),
      origin,
      findings,
    )
    for (const { plane, point } of waiting) put(judged, plane, point)
    waiting.length = 0
    return judged
  }
  const put = (planes: PlaneReading, plane: PlanePoint, point: UnplacedPoint) => {
    const place = planes.place(plane)
    const assets = [`${discipline}/${point.key}`]
    const first = place && index.get(point.key)
    if (!place) {
      const message = {
        zh: '坐标远离本表其他点（可能 X、Y 对调或有错），该点略去',
        en: 'coordinate far from all other points (swapped or wrong); the point is left out',
      }
      const value = `${plane.north}, ${plane.east}`
      const told = { ...point.source, column: 'X, Y', value, expected: planes.expected, assets }
      findings.add('error', 'point-far-away', message, told)
    } else if (first) {
      const message = {
        zh: `点号重复（首次在第 ${first.row} 行），后一个略去`,
        en: `point number given twice (first in row ${first.row}); the later one is left out`,
      }
      findings.add('error', 'duplicate-point', message, { ...point.source, column: 'Exp_No', value: point.key, assets })
    } else {
      const { x, y, lon, lat } = place
      index.add(point.key, { x, y, lon, lat, ground: point.ground, row: point.source.row })
      survey.points.push({ x, y, lon, lat, ...point })
    }
  }
  const options = {
    encoding,
    required: ['Exp_No', 'X', 'Y'],
    wanted: ['Surf_H'],
    aliases: withMapping(POINT_ALIASES, mapping.points),
    crs: survey.crs,
  }
  for await (const row of readTable(tables.points, options, findings)) {
    const key = detached(row.cell('Exp_No'))
    const assets = [`${discipline}/${key}`]
    const at = { file, row: row.row }
    if (!key) {
      const message = { zh: '点号为空，该点略去', en: 'empty point number; the point is left out' }
      findings.add('error', 'empty-point-number', message, { ...at, column: 'Exp_No' })
      continue
    }
    const [north, east] = ['X', 'Y'].map((column) => coordinate(row.cell(column)))
    if (north === undefined || north === null || east === undefined || east === null) {
      const message = {
        zh: '坐标为空、NaN 或不是数字，该点略去',
        en: 'coordinate empty, NaN or no number; the point is left out',
      }
      const value = `${row.cell('X')}, ${row.cell('Y')}`
      const told = { ...at, column: north == null ? 'X' : 'Y', value, expected: 'metres / 米', assets }
      findings.add('error', 'bad-coordinate', message, told)
      continue
    }
    const number = (column: string) => numberCell(row.cell(column), findings, at, column, assets)
    const ground = number('Surf_H')
    const wellDepth = number('Well_Deep')
    const operable = row.cell('Operable')
    const point: UnplacedPoint = {
      name: textCell(row.cell('Name')),
      key,
      discipline,
      ground,
      bottom: ground !== null && wellDepth !== null && wellDepth > 0 ? ground - wellDepth : null,
      feature: pool.text(codes.mapped('Feature', row.cell('Feature'))),
      appurtenance: pool.text(codes.mapped('Subsid', row.cell('Subsid'))),
      isOperable: operable === '1' ? true : operable === '0' ? false : null,
      source: at,
      ...commonOf(row, codes, KEPT_OF_POINTS, number, pool),
    }
    const plane = { north, east }
    if (reading) put(reading, plane, point)
    else {
      waiting.push({ plane, point })
      if (waiting.length === JUDGED) reading = judge()
    }
  }
  reading ??= judge()
  reading.finish()
  codes.finish(file, findings)
  return index
}

async function readLines(tables: Cjj61Tables, survey: Survey, points: PointIndex): Promise<void> {
  const { discipline, mapping, encoding } = tables
  const { findings } = survey
  const file = tableLabel(tables.lines)
  survey.inputs.push(...(await inputFilesOf(tables.lines)))
  const reference = disciplineOf(discipline).levelRefersTo
  /** lines so far between two points */
  const counts = new PairCounts()
  const pool = new Pool()
  const codes = new SurveyCodes(mapping, discipline, 'line')
  const wanted = [['S_Deep', 'S_Level'], ['E_Deep', 'E_Level'], 'PSize'] as const
  const options = { encoding, required: ['S_Exp', 'E_Exp'], wanted, aliases: withMapping(LINE_ALIASES, mapping.lines) }
  for await (const row of readTable(tables.lines, options, findings)) {
    const [startKey, endKey] = [row.cell('S_Exp'), row.cell('E_Exp')]
    const [startIndex, endIndex] = [points.indexOf(startKey), points.indexOf(endKey)]
    const at = { file, row: row.row }
    if (startIndex < 0 || endIndex < 0) {
      const column = startIndex < 0 ? 'S_Exp' : 'E_Exp'
      const message = {
        zh: `${column} 所指的点不在点表中（或该点已被略去），该管线略去`,
        en: `${column} names a point that is not in the point table (or was left out); the line is left out`,
      }
      findings.add('error', 'unknown-point', message, {
        ...at,
        column,
        value: row.cell(column),
        expected: `Exp_No, ${tableLabel(tables.points)}`,
        assets: [`${discipline}/${startKey}~${endKey}`],
      })
      continue
    }
    const key = `${startKey}~${endKey}~${counts.add(startIndex, endIndex)}`
    const assets = [`${discipline}/${key}`]
    if (startIndex === endIndex) {
      const message = { zh: '起点与终点相同，该管线略去', en: 'starts and ends at one point; the line is left out' }
      findings.add('error', 'self-loop', message, { ...at, column: 'E_Exp', value: endKey, assets })
      continue
    }
    const [start, end] = [points.at(startIndex), points.at(endIndex)]
    const number = (column: string) => numberCell(row.cell(column), findings, at, column, assets)
    const ends = [
      lineEndOf(start.ground, number('S_Deep'), number('S_Level')),
      lineEndOf(end.ground, number('E_Deep'), number('E_Level')),
    ] as const
    if (start.x === end.x && start.y === end.y && ends[0].level === ends[1].level) {
      const message = { zh: '长度为零，该管线略去', en: 'zero length; the line is left out' }
      findings.add('error', 'zero-length', message, { ...at, value: 0, expected: '> 0 m', assets })
      continue
    }
    const wall = number('WallThick')
    survey.lines.push({
      name: null,
      key,
      discipline,
      startPoint: startKey,
      endPoint: endKey,
      path: [start, end],
      start: ends[0],
      end: ends[1],
      reference,
      section: sectionCell(row.cell('PSize'), survey, { ...at, assets }),
      wall: wall === null ? null : wall * MILLIMETRE,
      material: pool.text(codes.material(row.cell('Material'))),
      burial: pool.text(codes.burial(row.cell('EmBed'))),
      pressure: number('Pressure'),
      voltage: number('Voltage'),
      recordedLength: number('Length'),
      source: at,
      ...commonOf(row, codes, KEPT_OF_LINES, number, pool),
    })
  }
  codes.finish(file, findings)
}

/** Spread last into a record: V8 gives every record a shape of its own where a spread comes first (900 B, not 380 B). */
function commonOf(
  row: TableRow,
  codes: SurveyCodes,
  kept: readonly string[],
  number: (column: string) => number | null,
  pool: Pool,
): Omit<CommonAttributes, 'name'> {
  const quality = QUALITY_LEVELS.find((level) => level === row.cell('QL'))
  const others = kept.filter((column) => row.cell(column) !== '')
  return {
    subclass: pool.text(codes.subclass(row.cell('Type'))),
    elementCode: pool.text(codes.element(row.cell('Code'))),
    roadId: pool.text(row.cell('RoadCode')),
    districtId: pool.text(row.cell('District')),
    owner: pool.text(row.cell('Belong')),
    status: codes.status(row.cell('Status')),
    builtYear: yearCell(row.cell('Mdate')),
    projectId: pool.text(row.cell('Prj_No')),
    qualityLevel: quality ?? null,
    horizontalError: number('H_Err'),
    verticalError: number('V_Err'),
    attributes: pool.attributes(others.map((column) => [column, row.cell(column)] as const)),
  }
}

function sectionCell(
  text: string,
  survey: Survey,
  place: { file: string; row: number; assets: string[] },
): LineSection | null {
  const size = text === '' ? null : pipeSize(text)
  if (!size) {
    const message = {
      zh: '管径为空或不可读，图中以 0.1 m 细管示意',
      en: 'size empty or not readable: drawn as a thin tube of 0.1 m',
    }
    const rule = { column: 'PSize', value: text, expected: '300 | 400X600 (mm)' }
    survey.findings.add(text === '' ? 'warning' : 'error', 'bad-size', message, { ...place, ...rule })
    return null
  }
  if (size.isMetres) {
    const message = { zh: '管径小于 10，按米解释', en: 'size below 10 is taken as metres' }
    survey.findings.add('warning', 'size-in-metres', message, {
      ...place,
      column: 'PSize',
      value: text,
      expected: 'mm',
    })
  }
  return size.section
}

function coordinate(text: string): number | null {
  const value = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

/** A heading with its unit behind it, in the brackets that people write. */
function withUnit(name: string, unit: 'm' | 'mm'): string[] {
  const units = unit === 'm' ? ['m', 'M', '米'] : ['mm', 'MM', '毫米']
  return units.flatMap((one) => [`${name}(${one})`, `${name}（${one}）`, `${name}[${one}]`, `${name}/${one}`])
}
