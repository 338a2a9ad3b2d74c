import { basename } from 'node:path'
import { type AssetStatus, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { disciplineOf } from '../../src/domain/disciplines/index.ts'
import { type CommonAttributes, type LineSection, lineEndOf, type Survey, type SurveyPoint } from '../survey.ts'
import { numberCell, textCell, yearCell } from './cells.ts'
import { type PlanePoint, placePoints } from './cjj61-coordinates.ts'
import { decodeValue, type Mapping, withMapping } from './mapping.ts'
import { pipeSize } from './pipe-size.ts'
import { detached, Pool } from './pool.ts'
import { type ColumnAliases, type Encoding, readTable, type TableRow } from './table.ts'

const MILLIMETRE = 0.001
const POINT_ALIASES: ColumnAliases = {
  Exp_No: ['物探点号', '点号', '管点编号', '管点号', 'PointNo'],
  X: ['X坐标', '纵坐标', 'X(北)', '北坐标'],
  Y: ['Y坐标', '横坐标', 'Y(东)', '东坐标'],
  Surf_H: ['地面高程', '地面标高', 'SurfH', 'H'],
  Feature: ['特征', '特征点'],
  Subsid: ['附属物', '附属物名称'],
  Well_Deep: ['井深', '井底深', 'B_Depth'],
  RoadCode: ['道路', '道路编号'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  Code: ['要素编码', '编码'],
  Status: ['状态'],
}
const LINE_ALIASES: ColumnAliases = {
  S_Exp: ['起点点号', '起始点号', '起点编号', '起点'],
  E_Exp: ['终点点号', '终止点号', '终点编号', '终点', '连接点号'],
  S_Deep: ['起点埋深', '起始埋深'],
  E_Deep: ['终点埋深', '终止埋深'],
  S_Level: ['起点管线高程', '起始管线高程'],
  E_Level: ['终点管线高程', '终止管线高程'],
  PSize: ['管径', '断面尺寸', '管径或断面尺寸', '规格'],
  Material: ['材质', '材料'],
  WallThick: ['壁厚'],
  Voltage: ['电压', '电压值'],
  Pressure: ['压力', '压力值'],
  EmBed: ['埋设方式', '埋设类型'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  RoadCode: ['道路', '道路编号'],
  Code: ['要素编码', '编码'],
  Status: ['状态'],
}
const STATUSES: Record<string, AssetStatus> = {
  '': 'in-use',
  '0': 'in-use',
  在用: 'in-use',
  '1': 'abandoned',
  废弃: 'abandoned',
  '2': 'empty',
  空管: 'empty',
  '3': 'other',
  其他: 'other',
  规划: 'planned',
  在建: 'building',
}
/** columns without a place of their own in the normal form, kept as attributes */
const KEPT_OF_POINTS = ['Type', 'Cover_Mat', 'Cover_Size', 'Note', 'Well_Deep']
const KEPT_OF_LINES = ['Type', 'Temperature', 'CabNum', 'TotalHole', 'UsedHole', 'FlowDir', 'Note']

export interface Cjj61Tables {
  readonly discipline: string
  readonly points: string
  readonly lines: string
  readonly mapping: Mapping
  readonly encoding: Encoding
}

/**
 * Reads the point and line tables of one discipline as CJJ 61-2017 has them: X north, Y east, depths in metres to the
 * crown (pressure pipes, ducts) or inner bottom (gravity), sizes in millimetres.
 */
export async function readCjj61(tables: Cjj61Tables, survey: Survey): Promise<void> {
  const points = await readPoints(tables, survey)
  for (const point of points.values()) survey.points.push(point)
  await readLines(tables, survey, points)
}

async function readPoints(tables: Cjj61Tables, survey: Survey): Promise<Map<string, SurveyPoint>> {
  const { discipline, mapping, encoding } = tables
  const { findings } = survey
  const file = basename(tables.points)
  survey.inputs.push(tables.points)
  const pool = new Pool()
  const found: (PlanePoint & { readonly point: Omit<SurveyPoint, 'x' | 'y' | 'lon' | 'lat'> })[] = []
  const options = {
    encoding,
    required: ['Exp_No', 'X', 'Y'],
    wanted: ['Surf_H'],
    aliases: withMapping(POINT_ALIASES, mapping.points),
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
      findings.add('error', 'bad-coordinate', message, {
        ...at,
        column: north == null ? 'X' : 'Y',
        value,
        expected: 'metres / 米',
        assets,
      })
      continue
    }
    const number = (column: string) => numberCell(row.cell(column), findings, at, column, assets)
    const ground = number('Surf_H')
    const wellDepth = number('Well_Deep')
    const operable = row.cell('Operable')
    found.push({
      north,
      east,
      row: row.row,
      asset: assets[0] ?? '',
      point: {
        name: textCell(row.cell('Name')),
        key,
        discipline,
        ground,
        bottom: ground !== null && wellDepth !== null && wellDepth > 0 ? ground - wellDepth : null,
        feature: pool.text(decodeValue(mapping, 'Feature', row.cell('Feature'))),
        appurtenance: pool.text(decodeValue(mapping, 'Subsid', row.cell('Subsid'))),
        isOperable: operable === '1' ? true : operable === '0' ? false : null,
        source: at,
        ...commonOf(row, mapping, KEPT_OF_POINTS, number, pool),
      },
    })
  }
  const points = new Map<string, SurveyPoint>()
  for (const { place, value } of placePoints(found, file, survey)) {
    const { point } = value
    const { x, y, lon, lat } = place
    const first = points.get(point.key)
    if (first) {
      const message = {
        zh: `点号重复（首次在第 ${first.source.row} 行），后一个略去`,
        en: `point number given twice (first in row ${first.source.row}); the later one is left out`,
      }
      const assets = [`${discipline}/${point.key}`]
      findings.add('error', 'duplicate-point', message, { ...point.source, column: 'Exp_No', value: point.key, assets })
    } else points.set(point.key, { x, y, lon, lat, ...point })
  }
  return points
}

async function readLines(tables: Cjj61Tables, survey: Survey, points: ReadonlyMap<string, SurveyPoint>): Promise<void> {
  const { discipline, mapping, encoding } = tables
  const { findings } = survey
  const file = basename(tables.lines)
  survey.inputs.push(tables.lines)
  const reference = disciplineOf(discipline).levelRefersTo
  const counts = new Map<string, number>()
  const pool = new Pool()
  const wanted = [['S_Deep', 'S_Level'], ['E_Deep', 'E_Level'], 'PSize'] as const
  const options = { encoding, required: ['S_Exp', 'E_Exp'], wanted, aliases: withMapping(LINE_ALIASES, mapping.lines) }
  for await (const row of readTable(tables.lines, options, findings)) {
    const [startKey, endKey] = [row.cell('S_Exp'), row.cell('E_Exp')]
    const pair = `${startKey}~${endKey}`
    const count = (counts.get(pair) ?? 0) + 1
    counts.set(pair, count)
    const key = `${pair}~${count}`
    const assets = [`${discipline}/${key}`]
    const at = { file, row: row.row }
    const start = points.get(startKey)
    const end = points.get(endKey)
    if (!start || !end) {
      const column = start ? 'E_Exp' : 'S_Exp'
      const message = {
        zh: `${column} 所指的点不在点表中（或该点已被略去），该管线略去`,
        en: `${column} names a point that is not in the point table (or was left out); the line is left out`,
      }
      findings.add('error', 'unknown-point', message, {
        ...at,
        column,
        value: row.cell(column),
        expected: `Exp_No, ${basename(tables.points)}`,
        assets,
      })
      continue
    }
    if (start === end) {
      const message = { zh: '起点与终点相同，该管线略去', en: 'starts and ends at one point; the line is left out' }
      findings.add('error', 'self-loop', message, { ...at, column: 'E_Exp', value: endKey, assets })
      continue
    }
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
      startPoint: start.key,
      endPoint: end.key,
      path: [start, end],
      start: ends[0],
      end: ends[1],
      reference,
      section: sectionCell(row.cell('PSize'), survey, { ...at, assets }),
      wall: wall === null ? null : wall * MILLIMETRE,
      material: pool.text(decodeValue(mapping, 'Material', row.cell('Material'))),
      burial: pool.text(decodeValue(mapping, 'EmBed', row.cell('EmBed'))),
      pressure: number('Pressure'),
      voltage: number('Voltage'),
      recordedLength: number('Length'),
      source: at,
      ...commonOf(row, mapping, KEPT_OF_LINES, number, pool),
    })
  }
}

/** Spread last into a record: V8 gives every record a shape of its own where a spread comes first (900 B, not 380 B). */
function commonOf(
  row: TableRow,
  mapping: Mapping,
  kept: readonly string[],
  number: (column: string) => number | null,
  pool: Pool,
): Omit<CommonAttributes, 'name'> {
  const quality = QUALITY_LEVELS.find((level) => level === row.cell('QL'))
  const others = kept.filter((column) => row.cell(column) !== '')
  return {
    subclass: pool.text(row.cell('Type')),
    elementCode: pool.text(row.cell('Code')),
    roadId: pool.text(row.cell('RoadCode')),
    districtId: pool.text(row.cell('District')),
    owner: pool.text(row.cell('Belong')),
    status: STATUSES[decodeValue(mapping, 'Status', row.cell('Status'))] ?? 'other',
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
