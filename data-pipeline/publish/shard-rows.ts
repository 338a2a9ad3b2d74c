import { writeSync } from 'node:fs'
import { ASSET_STATUSES, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { lineAxis } from '../shard/line-axis.ts'
import type { PlacedLines, PlacedPoints, Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import { CopyText } from './copy-text.ts'

const MILLIMETRES = 1000
/** beyond 0.1 mm only binary noise differs */
const LEVEL_STEP = 1e4
const DEGREE_STEP = 1e9
const VERTEX = 3
const ascii = (text: string) => new Uint8Array(Buffer.from(text))
/** how EWKB begins: little endian, type with the marks of height and SRID, SRID 4490 */
const EWKB_POINT = ascii('01010000A08A110000')
const EWKB_LINE = ascii('01020000A08A110000')

const NULL = ascii('\\N')
const NONE = ascii('none')
const [TWO_NULLS, FOUR_NULLS] = [ascii('\\N\t\\N\t'), ascii('\\N\t\\N\t\\N\t\\N\t')]
/** start_point_id … material, which a point has not */
const SIZE_OF_POINT = ascii('\\N\t\\N\t\\N\t\\N\t\\N\tnone\t\\N\t')
const LEVEL_ASSUMED = ascii('"level_assumed":true')
const [OPEN, CLOSE, COLON, COMMA] = [0x7b, 0x7d, 0x3a, 0x2c]
const TABLES = ['owner', 'road', 'district', 'project'] as const
const OPERABLE = [ascii('f'), ascii('t'), NULL]
/** kind and discipline, between the cells beside them */
const LINE_OF = disciplines.map(({ id }) => ascii(`\tline\t${id}\t`))
const POINT_OF = disciplines.map(({ id }) => ascii(`\tpoint\t${id}\t`))
const STATUSES = ASSET_STATUSES.map(ascii)
const QUALITIES = [NULL, ...QUALITY_LEVELS.map(ascii)]
const SECTION_WORDS = SECTIONS.map((section) => (section === null || section === 'open' ? NONE : ascii(section)))
const ROUND = SECTIONS.indexOf('circle')

/** Which ids the tables of a city have: an owner, road, district or project that its table lacks is no reference. */
export interface KnownReferences {
  readonly owner: readonly string[]
  readonly road: readonly string[]
  readonly district: readonly string[]
  readonly project: readonly string[]
}

/** kept from shard to shard: growing it anew costs as much as filling it */
const rows = new CopyText()

type Common = Shard['lines']['columns'] | Shard['points']['columns']

/** Database rows of the own lines and points of a shard as COPY text, columns as in `COLUMNS.asset`. One at a time: the next takes its memory. */
export class ShardRowWriter {
  private readonly copy = rows
  private readonly shard: Shard
  private readonly names: EscapedNames
  /** as further attributes */
  private readonly lacking: Readonly<Record<keyof KnownReferences, EscapedNames>>
  private readonly prefixes: readonly Uint8Array[]
  /** by number of a name: its text where the table has it */
  private readonly known: Readonly<Record<keyof KnownReferences, readonly (Uint8Array | undefined)[]>>
  private axis = new Float64Array(2 * VERTEX)

  constructor(shard: Shard, known: KnownReferences) {
    rows.clear()
    this.shard = shard
    this.names = new EscapedNames(shard.names, (text) => text)
    const lacking = (table: string) => new EscapedNames(shard.names, (text) => `"${table}":${JSON.stringify(text)}`)
    this.lacking = {
      owner: lacking('owner'),
      road: lacking('road'),
      district: lacking('district'),
      project: lacking('project'),
    }
    this.prefixes = disciplines.map(({ id }) => escaped(`${shard.city}/${id}/`))
    const cells = (ids: readonly string[]) => {
      const known: (Uint8Array | undefined)[] = []
      for (const number of ids.map((id) => shard.names.find(id)))
        if (number > 0) known[number] = this.names.bytes(number)
      return known
    }
    this.known = {
      owner: cells(known.owner),
      road: cells(known.road),
      district: cells(known.district),
      project: cells(known.project),
    }
  }

  /** The rows since the last flush; a view, good until the next row. */
  get written(): Uint8Array {
    return this.copy.written
  }

  /** bytes of these */
  get size(): number {
    return this.copy.size
  }

  /** Writes these to a file. */
  flush(file: number): void {
    const { written } = this
    for (let done = 0; done < written.length; ) done += writeSync(file, written, done)
    this.copy.clear()
  }

  line(line: number): void {
    const { columns } = this.shard.lines
    const { placedLines } = this.shard
    const section = columns.section[line] ?? 0
    const isRound = section === ROUND
    this.head(columns, line, placedLines, LINE_OF)
    this.copy.none()
    this.place(columns, line)
    this.pointId(columns, line, columns.startKey)
    this.pointId(columns, line, columns.endKey)
    this.millimetres(isRound ? columns.width[line] : 0)
    this.millimetres(isRound ? 0 : columns.width[line])
    this.millimetres(isRound ? 0 : columns.height[line])
    this.cell(SECTION_WORDS[section])
    this.cell(this.names.bytes(columns.material[line]))
    this.whole(columns.builtYear[line])
    this.cell(this.names.bytes(columns.burial[line]))
    this.reference('owner', columns, line)
    this.cell(STATUSES[columns.status[line] ?? 0])
    this.number(columns.pressure[line])
    this.number(columns.voltage[line])
    this.level(columns.startLevel[line])
    this.level(columns.endLevel[line])
    this.level(columns.startGround[line])
    this.level(columns.endGround[line])
    this.level(columns.startDepth[line])
    this.level(columns.endDepth[line])
    this.level(columns.length[line])
    this.accuracy(columns, line)
    this.copy.none()
    this.tail(columns, line, placedLines.isAssumed[line] === 1)
    this.lineGeometry(line)
  }

  point(point: number): void {
    const { columns } = this.shard.points
    const { placedPoints } = this.shard
    this.head(columns, point, placedPoints, POINT_OF)
    this.cell(this.names.bytes(columns.appurtenance[point] || columns.feature[point]))
    this.place(columns, point)
    this.copy.raw(SIZE_OF_POINT)
    this.whole(columns.builtYear[point])
    this.copy.none()
    this.reference('owner', columns, point)
    this.cell(STATUSES[columns.status[point] ?? 0])
    this.copy.raw(TWO_NULLS)
    this.level(columns.ground[point])
    this.level(columns.bottom[point])
    this.level(columns.ground[point])
    this.copy.raw(FOUR_NULLS)
    this.accuracy(columns, point)
    this.cell(OPERABLE[columns.operable[point] ?? 2])
    this.tail(columns, point, placedPoints.isAssumed[point] === 1)
    this.copy.raw(EWKB_POINT)
    const { axis } = this
    axis[0] = columns.lon[point] ?? 0
    axis[1] = columns.lat[point] ?? 0
    axis[2] = placedPoints.height[point] ?? 0
    this.positions(1)
  }

  /** id … name */
  private head(columns: Common, row: number, placed: PlacedLines | PlacedPoints, kinds: readonly Uint8Array[]): void {
    const { copy, names } = this
    const discipline = columns.discipline[row] ?? 0
    copy.raw(this.prefixes[discipline] ?? NULL)
    this.packed(columns.key, row)
    copy.whole(placed.gid[row] ?? 0)
    copy.raw(kinds[discipline] ?? NULL)
    this.cell(names.bytes(columns.subclass[row]))
    this.cell(names.bytes(columns.elementCode[row]))
    const [from, end] = columns.name.range(row)
    if (from === end) this.copy.none()
    else this.packed(columns.name, row)
  }

  private place(columns: Common, row: number): void {
    this.reference('road', columns, row)
    this.reference('district', columns, row)
  }

  /** quality_level … project_id */
  private accuracy(columns: Common, row: number): void {
    this.cell(QUALITIES[columns.quality[row] ?? 0])
    this.number(columns.horizontalError[row])
    this.number(columns.verticalError[row])
    this.reference('project', columns, row)
  }

  /** attributes and source; what is kept as text are further attributes, and references to what its table lacks. */
  private tail(columns: Common, row: number, isAssumed: boolean): void {
    const { copy } = this
    copy.sign(OPEN)
    const [from, end] = columns.attributes.range(row)
    let isFirst = from === end
    if (!isFirst) copy.utf8(columns.attributes.block, from + 1, end - 1)
    for (const table of TABLES) {
      const name = columns[table][row] ?? 0
      if (name === 0 || this.known[table][name]) continue
      if (!isFirst) copy.sign(COMMA)
      copy.raw(this.lacking[table].bytes(name))
      isFirst = false
    }
    if (isAssumed) {
      if (!isFirst) copy.sign(COMMA)
      copy.raw(LEVEL_ASSUMED)
    }
    copy.sign(CLOSE)
    copy.next()
    copy.raw(this.names.bytes(columns.file[row]))
    copy.sign(COLON)
    copy.whole(columns.row[row] ?? 0)
    copy.next()
  }

  private lineGeometry(line: number): void {
    const { copy } = this
    const { path } = this.shard.lines.columns
    const needed = ((path.end(line) - path.start(line)) / 2) * VERTEX
    if (this.axis.length < needed) this.axis = new Float64Array(needed * 2)
    const count = lineAxis(this.shard, line, this.axis)
    copy.raw(EWKB_LINE)
    copy.hexWhole(count)
    this.positions(count)
  }

  /** The positions in `axis`, which ends the row. */
  private positions(count: number): void {
    const { axis, copy } = this
    for (let at = 0; at < count * VERTEX; at += VERTEX) {
      axis[at] = Math.round((axis[at] ?? 0) * DEGREE_STEP) / DEGREE_STEP
      axis[at + 1] = Math.round((axis[at + 1] ?? 0) * DEGREE_STEP) / DEGREE_STEP
      axis[at + 2] = Math.round((axis[at + 2] ?? 0) * LEVEL_STEP) / LEVEL_STEP
    }
    copy.hexDoubles(axis, count * VERTEX)
    copy.next()
    copy.endRow()
  }

  private pointId(columns: Common, row: number, keys: Common['key']): void {
    const [from, end] = keys.range(row)
    if (from === end) {
      this.copy.none()
      return
    }
    this.copy.raw(this.prefixes[columns.discipline[row] ?? 0] ?? NULL)
    this.packed(keys, row)
  }

  private reference(table: keyof KnownReferences, columns: Common, row: number): void {
    const cell = this.known[table][columns[table][row] ?? 0]
    if (cell) this.copy.cell(cell)
    else this.copy.none()
  }

  private packed(column: Common['key'], row: number): void {
    const [from, end] = column.range(row)
    this.copy.utf8(column.block, from, end)
    this.copy.next()
  }

  private cell(bytes: Uint8Array | undefined): void {
    this.copy.cell(bytes ?? NULL)
  }

  /** 0 = not known */
  private whole(value: number | undefined): void {
    if (!value) {
      this.copy.none()
      return
    }
    this.copy.whole(value)
    this.copy.next()
  }

  private number(value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) {
      this.copy.none()
      return
    }
    this.copy.number(value)
    this.copy.next()
  }

  private level(value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) {
      this.copy.none()
      return
    }
    this.copy.rounded(value)
    this.copy.next()
  }

  private millimetres(value: number | undefined): void {
    this.whole(value && value > 0 ? Math.round(value * MILLIMETRES) : 0)
  }
}

/** What is said of every name, as COPY text has it, made once. */
class EscapedNames {
  private readonly names: Names
  private readonly say: (name: string) => string
  private readonly texts: Uint8Array[] = [NULL]

  constructor(names: Names, say: (name: string) => string) {
    this.names = names
    this.say = say
  }

  bytes(number: number | undefined): Uint8Array {
    const index = number ?? 0
    const known = this.texts[index]
    if (known !== undefined) return known
    const text = escaped(this.say(this.names.text(index) ?? ''))
    this.texts[index] = text
    return text
  }
}

function escaped(text: string): Uint8Array {
  const copy = new CopyText()
  copy.text(text)
  return new Uint8Array(copy.written)
}
