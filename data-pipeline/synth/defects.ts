import { type Lane, laneOffset } from './cross-section.ts'
import type { Cell } from './csv.ts'
import type { DemoCity } from './demo-city.ts'
import { districtAt } from './districts.ts'
import { createRandom, type Random } from './random.ts'
import { placeOn } from './streets.ts'
import type { SurveyLine, SurveyPoint, SurveyTable } from './survey-table.ts'

interface ClearanceDefect {
  /** the line moved too near */
  readonly asset: string
  /** lines beside it that it is now too near to */
  readonly against: readonly string[]
  /** surface to surface [m] */
  readonly gap_m: number
  readonly required_m: number
  /** lines that lead to the moved one and are skew because of it */
  readonly touches: readonly string[]
}

interface CoverDefect {
  readonly asset: string
  readonly cover_m: number
  readonly required_m: number
  readonly touches: readonly string[]
}

interface DataDefect {
  readonly rule: 'unknown-point' | 'duplicate-point' | 'bad-coordinate' | 'bad-depth' | 'self-loop'
  readonly file: string
  readonly key: string
}

export interface Defects {
  readonly clearance: readonly ClearanceDefect[]
  readonly gasNearSewer: readonly ClearanceDefect[]
  readonly cover: readonly CoverDefect[]
  readonly data: readonly DataDefect[]
}

type ClearanceSpec = readonly [string, Lane, string, Lane, number, number, number]
type CoverSpec = readonly [string, number, number, number]

/** [discipline moved, its lane, discipline beside, its lane, gap made, gap required [m], how many] */
const CLEARANCES: readonly ClearanceSpec[] = [
  ['water', 'water', 'power', 'power', 0.2, 0.5, 4],
  ['telecom', 'telecom', 'gas', 'gas', 0.4, 1.0, 3],
  ['heat', 'heatReturn', 'water', 'water', 0.6, 1.5, 3],
  ['heat', 'heatSupply', 'storm', 'storm', 0.7, 1.5, 2],
]
const GAS_NEAR_SEWER: ClearanceSpec = ['gas', 'gas', 'sewer', 'sewer', 0.6, 1.2, 3]
/** [discipline, cover made, cover required under a carriageway [m], how many] */
const COVERS: readonly CoverSpec[] = [
  ['water', 0.35, 0.7, 3],
  ['gas', 0.4, 0.9, 2],
  ['heat', 0.5, 1.0, 2],
  ['telecom', 0.2, 0.6, 1],
]

/**
 * Spoils the finished tables in known places; what it returns is the truth that checks are measured against.
 *
 * @param used  points that a defect lies at or beside are added, so that no other comes near
 */
export function seedDefects(city: DemoCity, used: Set<SurveyPoint>): Defects {
  const seeder = new Seeder(city, used)
  const clearance = CLEARANCES.flatMap((spec) => seeder.moveNear(...spec))
  const gasNearSewer = seeder.moveNear(...GAS_NEAR_SEWER)
  const cover = COVERS.flatMap((spec) => seeder.raise(...spec))
  return { clearance, gasNearSewer, cover, data: spoilRows(city) }
}

class Seeder {
  private readonly tables: readonly SurveyTable[]
  private readonly random: Random
  private readonly used: Set<SurveyPoint>

  constructor(city: DemoCity, used: Set<SurveyPoint>) {
    this.tables = city.tables
    this.used = used
    this.random = createRandom(city.seed, 'defects')
  }

  moveNear(
    discipline: string,
    lane: Lane,
    other: string,
    otherLane: Lane,
    gap: number,
    required: number,
    count: number,
  ) {
    const table = this.table(discipline)
    const beside = this.table(other)
    const found: ClearanceDefect[] = []
    for (const line of this.candidates(table)) {
      if (found.length === count) break
      const { street } = line
      if (Math.abs(line.start.offset - laneOffset(lane, street)) > 0.01) continue
      const facing = beside.lines.filter((candidate) => overlaps(line, candidate, laneOffset(otherLane, street)))
      if (facing.length === 0 || !this.take(line, table)) continue
      const side = Math.sign(laneOffset(lane, street) - laneOffset(otherLane, street))
      const widest = Math.max(...facing.map(halfWidth))
      const offset = laneOffset(otherLane, street) + side * (widest + halfWidth(line) + gap)
      for (const point of [line.start, line.end]) {
        Object.assign(point, { ...placeOn(street, point.station, offset), offset })
      }
      const against = facing.filter((candidate) => halfWidth(candidate) === widest).map((l) => beside.lineKey(l))
      found.push({
        asset: table.lineKey(line),
        against,
        gap_m: gap,
        required_m: required,
        touches: this.touching(line, table),
      })
    }
    return complete(found, count, discipline)
  }

  raise(discipline: string, made: number, required: number, count: number) {
    const table = this.table(discipline)
    const found: CoverDefect[] = []
    for (const line of this.candidates(table)) {
      if (found.length === count) break
      if (!this.take(line, table)) continue
      for (const other of table.lines) {
        if (other.start === line.start || other.start === line.end) other.startDepth = made
        if (other.end === line.start || other.end === line.end) other.endDepth = made
      }
      found.push({
        asset: table.lineKey(line),
        cover_m: made,
        required_m: required,
        touches: this.touching(line, table),
      })
    }
    return complete(found, count, discipline)
  }

  /** Mid-block lines in an order drawn by the seed: both ends join just two lines on the same street. */
  private candidates(table: SurveyTable): SurveyLine[] {
    const degree = new Map<SurveyPoint, number>()
    for (const { start, end } of table.lines) {
      degree.set(start, (degree.get(start) ?? 0) + 1)
      degree.set(end, (degree.get(end) ?? 0) + 1)
    }
    const isPlain = (point: SurveyPoint) => degree.get(point) === 2 && point.operable === null
    return table.lines
      .filter(
        ({ start, end, burial }) => isPlain(start) && isPlain(end) && start.offset === end.offset && burial !== 'SJ',
      )
      .filter(({ start, end, street }) => start.street === street && end.street === street)
      .map((line) => ({ line, key: this.random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ line }) => line)
  }

  /** Takes a line and its neighbours for one defect; false when another defect is there already. */
  private take(line: SurveyLine, table: SurveyTable): boolean {
    const ends = [line.start, line.end]
    const around = table.lines.filter(({ start, end }) => ends.includes(start) || ends.includes(end))
    const points = around.flatMap(({ start, end }) => [start, end])
    if (points.some((point) => this.used.has(point))) return false
    for (const point of points) this.used.add(point)
    return true
  }

  private touching(line: SurveyLine, table: SurveyTable): string[] {
    const ends = [line.start, line.end]
    return table.lines
      .filter((other) => other !== line && (ends.includes(other.start) || ends.includes(other.end)))
      .map((other) => table.lineKey(other))
  }

  private table(discipline: string): SurveyTable {
    const found = this.tables.find((table) => table.discipline === discipline)
    if (!found) throw new Error(`seedDefects: no table of ${discipline}`)
    return found
  }
}

/** Half of the outer width [m]: inner diameter and wall, or the width of a duct bank. */
function halfWidth({ size, wall }: SurveyLine): number {
  const width = Number(size.split('X')[0])
  return (width + 2 * (wall ?? 0)) / 2000
}

/** Does `candidate` run in its own lane of the same street beside at least 5 m of `line`? */
function overlaps(line: SurveyLine, candidate: SurveyLine, laneAt: number): boolean {
  if (candidate.street !== line.street) return false
  const isInLane = [candidate.start, candidate.end].every(
    (point) => point.street === line.street && Math.abs(point.offset - laneAt) < 0.01,
  )
  const low = Math.max(
    Math.min(line.start.station, line.end.station),
    Math.min(candidate.start.station, candidate.end.station),
  )
  const high = Math.min(
    Math.max(line.start.station, line.end.station),
    Math.max(candidate.start.station, candidate.end.station),
  )
  return isInLane && high - low > 5
}

function complete<Item>(found: Item[], count: number, discipline: string): Item[] {
  if (found.length < count)
    throw new Error(`seedDefects: found ${found.length} places in ${discipline}, expected ${count}`)
  return found
}

/** Five rows that no reader may take: kept beside the good ones at the end of their files. */
function spoilRows({ water, storm, sewer, power, telecom }: DemoCity): DataDefect[] {
  const place = (table: SurveyTable, index: number) => {
    const point = table.points[index]
    if (!point) throw new Error(`spoilRows: ${table.discipline} has no point ${index}`)
    return point
  }
  const lineRow = (table: SurveyTable, start: string, end: string, depth: Cell): Cell[] => {
    const { origin, street } = place(table, 40)
    const blank = null
    return [
      ...[
        origin.project,
        start,
        end,
        depth,
        depth,
        blank,
        blank,
        table.type,
        `5${table.codeStem}1000`,
        'PE',
        '200',
        blank,
        blank,
        blank,
      ],
      ...[
        blank,
        blank,
        blank,
        blank,
        blank,
        street.id,
        'DT1',
        'ZM',
        origin.year,
        origin.owner,
        0,
        blank,
        'C',
        0.5,
        0.3,
        '',
        blank,
        blank,
      ],
    ]
  }
  const lost = 'JS99999'
  const from = place(water.table, 40)
  water.table.rawLines.push(lineRow(water.table, from.id, lost, 1.2))
  const twin = place(sewer.table, 60)
  const twinRow = sewer.table.pointRow({ ...twin, x: twin.x + 3, y: twin.y + 2 }, districtAt)
  sewer.table.rawPoints.push(twinRow)
  const nowhere = storm.table.pointRow({ ...place(storm.table, 50), id: 'YS90001' }, districtAt)
  nowhere[3] = 'NaN'
  storm.table.rawPoints.push(nowhere)
  const [first, second] = [place(telecom, 70), place(telecom, 72)]
  telecom.rawLines.push(lineRow(telecom, first.id, second.id, '约0.8'))
  const alone = place(power, 80)
  power.rawLines.push(lineRow(power, alone.id, alone.id, 0.8))
  return [
    { rule: 'unknown-point', file: 'JSLINE.csv', key: `${from.id}~${lost}` },
    { rule: 'duplicate-point', file: 'WSPOINT.csv', key: twin.id },
    { rule: 'bad-coordinate', file: 'YSPOINT.csv', key: 'YS90001' },
    { rule: 'bad-depth', file: 'TXLINE.csv', key: `${first.id}~${second.id}~1` },
    { rule: 'self-loop', file: 'DLLINE.csv', key: `${alone.id}~${alone.id}~1` },
  ]
}
