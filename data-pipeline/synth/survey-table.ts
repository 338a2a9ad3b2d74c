import type { Cell } from './csv.ts'
import { toCsv } from './csv.ts'
import { eastOf, metres, northOf, type Place } from './plane.ts'
import type { Street } from './streets.ts'
import { groundAt } from './terrain.ts'

/** ends of services are at least this far apart [m] */
const APART = 1.2
const POINT_COLUMNS =
  'Exp_No,Type,Code,X,Y,Surf_H,Feature,Subsid,Well_Deep,Well_Size,Cover_Mat,Cover_Size,Belong,RoadCode,District,Status,Mdate,Prj_No,QL,H_Err,V_Err,Operable,Name,Note'.split(
    ',',
  )
const LINE_COLUMNS =
  'Prj_No,S_Exp,E_Exp,S_Deep,E_Deep,S_Level,E_Level,Type,Code,Material,PSize,WallThick,Voltage,Pressure,Temperature,CabNum,TotalHole,UsedHole,FlowDir,RoadCode,District,EmBed,Mdate,Belong,Status,Length,QL,H_Err,V_Err,Note,Environ,Surround'.split(
    ',',
  )

const SURROUNDINGS: Record<Street['class'], string> = {
  arterial: '机动车道下，两侧商业、办公',
  collector: '慢车道下，两侧商业与住宅',
  local: '人行道下，两侧住宅',
}

/** What a line or point was built and surveyed under. */
export interface Origin {
  readonly project: string
  readonly year: number
  readonly owner: string
  readonly quality: 'A' | 'B' | 'C' | 'D'
}

export interface SurveyPoint {
  readonly id: string
  /** moved only by the seeding of defects */
  x: number
  y: number
  readonly ground: number
  readonly street: Street
  readonly station: number
  /** left of the street's axis is positive [m] */
  offset: number
  subclass: string
  readonly origin: Origin
  /** 特征 or 附属物: one of the two, the other empty */
  feature: string
  subsid: string
  /** appurtenance or feature serial, two digits */
  serial: string
  wellDepth: number | null
  operable: 0 | 1 | null
  name: string
  note: string
}

export interface SurveyLine {
  readonly start: SurveyPoint
  readonly end: SurveyPoint
  /** below ground [m]: crown of pressure pipes and ducts, inner bottom of gravity sewers */
  startDepth: number
  endDepth: number
  readonly subclass: string
  readonly material: string
  /** mm, "300" or "400X300" */
  readonly size: string
  readonly origin: Origin
  readonly street: Street
  readonly burial: string
  /** 0 with the drawing direction, 1 against it, null not known */
  readonly flow: 0 | 1 | null
  readonly pressure: number | null
  readonly temperature: number | null
  readonly voltage: number | null
  readonly wall: number | null
  readonly holes: readonly [total: number, used: number, cables: number] | null
  status: 0 | 1 | 2 | 3
  note: string
}

export type LineOptions = Pick<SurveyLine, 'startDepth' | 'endDepth' | 'material' | 'size' | 'origin' | 'street'> &
  Partial<SurveyLine>

/** One discipline's point and line tables while they are being made. */
export class SurveyTable {
  readonly discipline: string
  readonly prefix: string
  readonly type: string
  /** class digit and default subclass digits of the element code, e.g. "104" */
  readonly codeStem: string
  readonly points: SurveyPoint[] = []
  readonly lines: SurveyLine[] = []
  /** rows appended as they are: the seeded data errors */
  readonly rawPoints: Cell[][] = []
  readonly rawLines: Cell[][] = []
  private readonly spoilt = new Map<SurveyPoint | SurveyLine, Readonly<Record<string, Cell>>>()

  constructor(discipline: string, prefix: string, type: string, codeStem: string) {
    this.discipline = discipline
    this.prefix = prefix
    this.type = type
    this.codeStem = codeStem
  }

  point(place: Place, where: Pick<SurveyPoint, 'street' | 'station' | 'offset' | 'origin'>): SurveyPoint {
    const point: SurveyPoint = {
      id: `${this.prefix}${String(this.points.length + 1).padStart(5, '0')}`,
      x: round(place.x),
      y: round(place.y),
      ground: round(groundAt(place.x, place.y)),
      ...where,
      subclass: this.type,
      feature: '直线点',
      subsid: '',
      serial: '01',
      wellDepth: null,
      operable: null,
      name: '',
      note: '',
    }
    this.points.push(point)
    return point
  }

  line(start: SurveyPoint, end: SurveyPoint, options: LineOptions): SurveyLine {
    const line: SurveyLine = {
      start,
      end,
      subclass: this.type,
      burial: 'ZM',
      flow: null,
      pressure: null,
      temperature: null,
      voltage: null,
      wall: null,
      holes: null,
      status: 0,
      note: '',
      ...options,
    }
    this.lines.push(line)
    return line
  }

  /** `discipline/start~end~n`, n counting lines between the same two points in file order. */
  lineKey(line: SurveyLine): string {
    const same = this.lines.filter((other) => other.start === line.start && other.end === line.end)
    return `${this.discipline}/${line.start.id}~${line.end.id}~${same.indexOf(line) + 1}`
  }

  pointKey(point: SurveyPoint): string {
    return `${this.discipline}/${point.id}`
  }

  /** Writes these cells of a row as given, by column: seeded faults of the record, which the thing itself does not have. */
  spoil(row: SurveyPoint | SurveyLine, cells: Readonly<Record<string, Cell>>): void {
    this.spoilt.set(row, { ...this.spoilt.get(row), ...cells })
  }

  pointsCsv(districtOf: (place: Place) => string): string {
    return toCsv(POINT_COLUMNS, [...this.points.map((point) => this.pointRow(point, districtOf)), ...this.rawPoints])
  }

  linesCsv(districtOf: (place: Place) => string): string {
    return toCsv(LINE_COLUMNS, [...this.lines.map((line) => this.lineRow(line, districtOf)), ...this.rawLines])
  }

  pointRow(point: SurveyPoint, districtOf: (place: Place) => string): Cell[] {
    const { origin } = point
    const [horizontal, vertical] = ERRORS[origin.quality]
    const isWell = point.wellDepth !== null
    return this.asWritten(point, POINT_COLUMNS, [
      point.id,
      point.subclass,
      `5${CODES[point.subclass] ?? this.codeStem}2${point.subsid ? 2 : 1}${point.serial}`,
      northOf(point),
      eastOf(point),
      metres(point.ground),
      point.subsid ? '' : point.feature,
      point.subsid,
      isWell ? (point.wellDepth ?? 0).toFixed(2) : null,
      origin.quality === 'D' ? null : (SHAFTS[point.subsid] ?? null),
      isWell ? '球墨铸铁' : null,
      isWell ? '700' : null,
      origin.owner,
      point.street.id,
      districtOf(point),
      0,
      origin.year,
      origin.project,
      origin.quality,
      horizontal,
      vertical,
      point.operable,
      point.name,
      point.note,
    ])
  }

  lineRow(line: SurveyLine, districtOf: (place: Place) => string): Cell[] {
    const { origin, start, end } = line
    const [horizontal, vertical] = ERRORS[origin.quality]
    return this.asWritten(line, LINE_COLUMNS, [
      origin.project,
      start.id,
      end.id,
      line.startDepth.toFixed(3),
      line.endDepth.toFixed(3),
      null,
      null,
      line.subclass,
      `5${CODES[line.subclass] ?? this.codeStem}1000`,
      line.material,
      line.size,
      line.wall,
      line.voltage,
      line.pressure,
      line.temperature,
      line.holes?.[2] ?? null,
      line.holes?.[0] ?? null,
      line.holes?.[1] ?? null,
      line.flow,
      line.street.id,
      districtOf(start),
      line.burial,
      origin.year,
      origin.owner,
      line.status,
      metres(lengthOf(line)),
      origin.quality,
      horizontal,
      vertical,
      line.note,
      ...this.census(line),
    ])
  }

  /** 运行环境 and 周边情况: only gas was surveyed for them, and only since 2009; of the rest they are not registered. */
  private census({ origin, street }: SurveyLine): readonly [Cell, Cell] {
    if (this.discipline !== 'gas' || origin.year < 2009) return [null, null]
    return ['粉质黏土，地下水位深 3 m', SURROUNDINGS[street.class]]
  }

  private asWritten(row: SurveyPoint | SurveyLine, columns: readonly string[], cells: readonly Cell[]): Cell[] {
    const spoilt = this.spoilt.get(row)
    return cells.map((cell, index) => spoilt?.[columns[index] ?? ''] ?? cell)
  }
}

/** Offset, from `wanted` away from the street's axis, where a point beside a street is clear of all points that a table has there. */
export function clearOffset(table: SurveyTable, street: Street, station: number, wanted: number): number {
  const taken = table.points.filter((point) => point.street === street && Math.abs(point.station - station) < APART)
  let offset = wanted
  while (taken.some((point) => Math.abs(point.offset - offset) < APART)) offset += Math.sign(wanted) * APART
  return offset
}

/** Length in plan between the two surveyed ends [m], as survey tables record it. */
export function lengthOf(line: SurveyLine): number {
  return Math.hypot(line.end.x - line.start.x, line.end.y - line.start.y)
}

/** Standard errors [m] horizontal and vertical by location quality (example values after PAS 128). */
const ERRORS = { A: [0.05, 0.05], B: [0.15, 0.15], C: [0.5, 0.3], D: [1, 0.5] } as const

/** inside of shafts [mm]; records alone (quality D) do not have it, nor that of tanks and stations */
const SHAFTS: Readonly<Record<string, string>> = {
  窨井: '1000',
  跌水井: '1200',
  雨水箅: '680X380',
  人孔: '1200X900',
  手孔: '900X600',
  阀门井: '1200',
  排气阀: '1200',
  水表井: '1000X600',
  检查室: '2400X2400',
}

/** class and subclass digits by subclass letters, CJJ 61-2017 appendix B */
const CODES: Readonly<Record<string, string>> = {
  JP: '104',
  ZS: '103',
  YS: '201',
  WS: '202',
  TR: '303',
  RS: '401',
  GD: '501',
  XX: '603',
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
