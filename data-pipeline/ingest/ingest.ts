import { join } from 'node:path'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import { Components } from '../check/components.ts'
import type { Findings } from '../check/finding.ts'
import { isInside, shardAt, shardsTouching } from '../shard/shard-grid.ts'
import { KeyIndex } from '../store/key-index.ts'
import type { LineRows } from '../store/line-rows.ts'
import { Names } from '../store/names.ts'
import type { LineSink, Place, PointSink, SurveyLine, SurveyPoint } from '../survey.ts'
import type { AssetIds } from './asset-ids.ts'
import { GroundSums } from './ground-sums.ts'
import type { ChunkSource, IngestedPart } from './ingested-part.ts'
import { addLengths, type Lengths } from './lengths.ts'
import { Spill, type SpilledShard } from './spill.ts'

/**
 * One pass over all points and lines: numbers them, joins the ends of lines with points, and spills each to the chunks of
 * its shard and of every shard near to it.
 */
export class Ingest {
  readonly points: PointSink
  readonly lines: LineSink
  readonly names = new Names()
  readonly ground = new GroundSums()
  readonly components = new Components()
  readonly lengths: Lengths = { planar: 0, ellipsoid: 0, recorded: null }
  /** open channels, which are no tubes */
  openChannels = 0
  /** west, south, east, north of everything taken */
  readonly box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  private readonly spill: Spill
  private readonly ids: AssetIds
  private readonly findings: Findings
  private readonly keys = new Map<string, KeyIndex>()
  private readonly file: string
  private readonly parts: ChunkSource[]
  private pointCount = 0
  private lineCount = 0

  /**
   * @param folder  exists, and receives the chunk file
   * @param file  its name
   * @param ids  knows what earlier builds have numbered
   */
  constructor(folder: string, file: string, ids: AssetIds, findings: Findings) {
    this.file = file
    this.parts = [{ file, firstPoint: 0, firstLine: 0, names: null }]
    this.spill = new Spill(join(folder, file))
    this.ids = ids
    this.findings = findings
    const ingest = this
    this.points = {
      get count() {
        return ingest.pointCount
      },
      push: (point) => this.takePoint(point),
      find: (discipline, key) => this.keys.get(discipline)?.find(key) ?? -1,
    }
    this.lines = {
      get count() {
        return ingest.lineCount
      },
      push: (line) => this.takeLine(line),
    }
  }

  /** The chunk files of the city, in the order of their running numbers. */
  get sources(): readonly ChunkSource[] {
    return this.parts
  }

  /** Takes what was ingested by itself; nothing of its discipline may be pushed here, before or after. */
  take(part: IngestedPart): void {
    const { discipline, file, ids, components, ground, lengths, openChannels, box, shards, findings } = part
    const names = Uint32Array.from([0, ...part.names.map((name) => this.names.number(name))])
    this.parts.push({ file, firstPoint: this.pointCount, firstLine: this.lineCount, names })
    this.components.append(components, this.pointCount)
    this.pointCount += part.points
    this.lineCount += part.lines
    this.ids.putBack(discipline, ids)
    this.ground.append(ground)
    addLengths(this.lengths, lengths)
    this.openChannels += openChannels
    const [west, south, east, north] = box
    if (part.points + part.lines > 0) {
      this.widen({ lon: west, lat: south })
      this.widen({ lon: east, lat: north })
    }
    for (const shard of shards) this.spill.addTally(shard, this.parts.length - 1)
    for (const finding of findings) this.findings.list.push(finding)
  }

  /** Everything as a part of a city, whose only discipline this is. */
  part(discipline: string): IngestedPart {
    const { file, names, ids, components, ground, lengths, openChannels, box, pointCount, lineCount } = this
    return {
      ...{ discipline, file, lengths, openChannels, box, points: pointCount, lines: lineCount },
      names: names.list(),
      ids: ids.takeOut(discipline),
      components: components.packed(pointCount),
      ground: ground.packed(),
      shards: this.finish(),
      findings: this.findings.list,
    }
  }

  /** Writes what is still held. */
  finish(): readonly SpilledShard[] {
    this.spill.close()
    this.keys.clear()
    return [...this.spill.shards.values()]
  }

  private takePoint(point: SurveyPoint): number {
    const { discipline, key, lon, lat } = point
    const gid = this.ids.claim(discipline, key)
    if (gid < 0) {
      this.refuse(point)
      return -1
    }
    const number = this.pointCount++
    const keys = this.keys.get(discipline) ?? new KeyIndex()
    this.keys.set(discipline, keys)
    keys.add(key, number)
    this.widen(point)
    if (point.ground !== null) this.ground.add(lon, lat, point.ground)
    const index = disciplineIndex(discipline)
    const own = shardAt(lon, lat)
    const held = this.spill.forRow(own.column, own.row)
    held.points.push(point, number, index, this.names)
    held.gids.points.push(gid)
    if (!isInside(own, lon, lat, lon, lat))
      for (const { column, row } of shardsTouching(lon, lat, lon, lat))
        if (column !== own.column || row !== own.row)
          this.spill.forRow(column, row).haloPoints.push(point, number, index, this.names)
    this.tally(own, 'points', gid)
    return number
  }

  private takeLine(given: SurveyLine): void {
    const { discipline, path } = given
    // SWMM names links and nodes apart: a link that is called like a node gets a key of its own
    const isTaken = this.points.find(discipline, given.key) >= 0
    const line = isTaken ? { ...given, key: `${given.key}~link` } : given
    const gid = this.ids.claim(discipline, line.key)
    if (gid < 0) {
      this.refuse(line)
      return
    }
    const number = this.lineCount++
    const { startPoint, endPoint, pointNumbers } = line
    const end = (key: string | null, given = -1) =>
      given >= 0 ? given : key === null ? -1 : this.points.find(discipline, key)
    const ends = [end(startPoint, pointNumbers?.[0]), end(endPoint, pointNumbers?.[1])] as const
    this.components.join(...ends)
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const place of path) {
      west = Math.min(west, place.lon)
      south = Math.min(south, place.lat)
      east = Math.max(east, place.lon)
      north = Math.max(north, place.lat)
      this.widen(place)
    }
    const index = disciplineIndex(discipline)
    const middle = middleOf(path)
    const own = shardAt(middle.lon, middle.lat)
    const held = this.spill.forRow(own.column, own.row)
    held.lines.push(line, number, index, ends, this.names)
    held.gids.lines.push(gid)
    this.measure(line, held.lines)
    if (!isInside(own, west, south, east, north))
      for (const { column, row } of shardsTouching(west, south, east, north))
        if (column !== own.column || row !== own.row)
          this.spill.forRow(column, row).haloLines.push(line, number, index, ends, this.names)
    this.tally(own, 'lines', gid)
  }

  private tally({ column, row }: { column: number; row: number }, kind: 'lines' | 'points', gid: number): void {
    const shard = this.spill.own(column, row)
    shard[kind]++
    if (gid === 0) shard.fresh++
  }

  /** @param rows  end with the line */
  private measure({ recordedLength, section }: SurveyLine, { columns, count }: LineRows): void {
    this.lengths.planar += columns.planarLength[count - 1] ?? 0
    this.lengths.ellipsoid += columns.length[count - 1] ?? 0
    if (recordedLength !== null) this.lengths.recorded = (this.lengths.recorded ?? 0) + recordedLength
    if (section?.kind === 'open') this.openChannels++
  }

  private widen({ lon, lat }: LonLat): void {
    const { box } = this
    if (lon < box[0]) box[0] = lon
    if (lat < box[1]) box[1] = lat
    if (lon > box[2]) box[2] = lon
    if (lat > box[3]) box[3] = lat
  }

  private refuse({ discipline, key, source }: SurveyPoint | SurveyLine): void {
    const message = {
      zh: '编号与本专业另一对象相同，后一个略去',
      en: 'its key is that of another asset; the later is left out',
    }
    this.findings.add('error', 'duplicate-key', message, { ...source, value: key, assets: [`${discipline}/${key}`] })
  }
}

const positions = new Map(disciplines.map(({ id }, index) => [id, index]))

/** Position of a discipline in the list of all. */
export function disciplineIndex(id: string): number {
  const index = positions.get(id)
  if (index === undefined) throw new RangeError(`disciplineIndex: no discipline ${id}`)
  return index
}

/** The place half-way along a path, by degrees: it only says to which shard a line belongs. */
function middleOf(path: readonly Place[]): LonLat {
  const [first, last] = [path[0], path.at(-1)]
  if (!first || !last) throw new Error('Ingest: a line has no path')
  if (path.length === 2) return { lon: (first.lon + last.lon) / 2, lat: (first.lat + last.lat) / 2 }
  const steps = path.map((at, i) => Math.hypot(at.lon - (path[i - 1] ?? at).lon, at.lat - (path[i - 1] ?? at).lat))
  let rest = steps.reduce((sum, step) => sum + step, 0) / 2
  for (let i = 1; i < path.length; i++) {
    const [from, to, step] = [path[i - 1], path[i], steps[i] ?? 0]
    if (from && to && step >= rest && step > 0) {
      const share = rest / step
      return { lon: from.lon + (to.lon - from.lon) * share, lat: from.lat + (to.lat - from.lat) * share }
    }
    rest -= step
  }
  return last
}
