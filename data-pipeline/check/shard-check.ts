import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import { flowOfLine } from '../shard/flow-of-line.ts'
import { planeOf } from '../shard/plane.ts'
import type { Shard } from '../shard/shard.ts'
import { shardMiddle } from '../shard/shard-grid.ts'
import { type ClearanceLines, clearanceLinesOf } from './clearance-lines.ts'
import type { ComponentSizes } from './components.ts'
import type { FindingPlace, Findings } from './finding.ts'
import { PlaneGrid } from './plane-grid.ts'
import { f64 } from './read-column.ts'

/** Outline of a building on the ground. */
export interface BuildingFootprint {
  readonly rings: readonly (readonly { readonly lon: number; readonly lat: number }[])[]
  readonly ground: number | null
}

/** What a shard's check needs besides the shard. */
export interface CheckContext {
  /** those within the halo of the shard */
  readonly buildings: readonly BuildingFootprint[]
  /** `<discipline>/<point key>` of every point that a pump, orifice or weir joins */
  readonly deviceEnds: ReadonlySet<string>
  /** files whose rows are a census after CJJ 61, and not a model */
  readonly census: ReadonlySet<string>
  /** how the lines of the whole city hang together; null = not known here */
  readonly components: ComponentSizes | null
}

/** One quality rule over a shard: it tells of own rows only, and counts facts of own rows only. */
export type ShardRule = (check: ShardCheck) => void

/** Side of the cells of the grids that rules share [m]; most lines lie in two or three cells. */
const GRID = 25

/** Both ends of a line with their columns and their names in a report. */
export const ENDS = [
  { depth: 'startDepth', level: 'startLevel', ground: 'startGround', is: 'start', zh: '起点', en: 'start' },
  { depth: 'endDepth', level: 'endLevel', ground: 'endGround', is: 'end', zh: '终点', en: 'end' },
] as const

/** A shard under check, with what several rules derive from its columns, made once when first asked for. */
export class ShardCheck {
  readonly shard: Shard
  readonly context: CheckContext
  readonly findings: Findings
  private readonly census = new Map<number, boolean>()
  private planeOfPoints: Float64Array | null = null
  private flowOfLines: Uint8Array | null = null
  private gridOfLines: PlaneGrid | null = null
  private gridOfPoints: PlaneGrid | null = null
  private linesOfClearance: ClearanceLines | null = null

  constructor(shard: Shard, context: CheckContext, findings: Findings) {
    this.shard = shard
    this.context = context
    this.findings = findings
  }

  /** A line in a finding, looked at from one end or from its middle. */
  line(line: number, where: 'start' | 'end' | 'middle' = 'middle'): FindingPlace & { readonly assets: string[] } {
    return this.lineAt(line, where === 'start' ? 0 : where === 'end' ? 1 : 0.5)
  }

  /** A line in a finding, and another that it is told with, looked at from a place on it; `share` of its plan length, 0…1. */
  lineAt(line: number, share: number, other = -1): FindingPlace & { readonly assets: string[] } {
    const { names, lines } = this.shard
    const { columns } = lines
    return {
      file: names.text(columns.file[line] ?? 0),
      row: columns.row[line] ?? 0,
      assets: other < 0 ? [this.lineAsset(line)] : [this.lineAsset(line), this.lineAsset(other)],
      owner: names.text(columns.owner[line] ?? 0),
      at: this.along(line, share),
    }
  }

  point(point: number): FindingPlace & { readonly assets: string[] } {
    const { names, points, placedPoints } = this.shard
    const { columns } = points
    return {
      file: names.text(columns.file[point] ?? 0),
      row: columns.row[point] ?? 0,
      assets: [this.pointAsset(point)],
      owner: names.text(columns.owner[point] ?? 0),
      at: {
        lon: columns.lon[point] ?? 0,
        lat: columns.lat[point] ?? 0,
        height: placedPoints.height[point] ?? 0,
      },
    }
  }

  /** `<discipline>/<source key>` of a line */
  lineAsset(line: number): string {
    const { discipline, key } = this.shard.lines.columns
    return `${disciplines[discipline[line] ?? 0]?.id}/${key.at(line)}`
  }

  /** `<discipline>/<source key>` of a point */
  pointAsset(point: number): string {
    const { discipline, key } = this.shard.points.columns
    return `${disciplines[discipline[point] ?? 0]?.id}/${key.at(point)}`
  }

  /** Place on the axis of a line; `share` of its plan length, 0…1. */
  along(line: number, share: number): LonLatHeight {
    const { lines, placedLines } = this.shard
    const { path, length } = lines.columns
    const { block } = path
    const { plane } = this.shard
    const [start, end] = [placedLines.startAxis[line] ?? 0, placedLines.endAxis[line] ?? 0]
    const last = path.end(line) - 2
    let rest = share * (length[line] ?? 0)
    for (let at = path.start(line); at < last; at += 2) {
      const piece = Math.hypot(f64(plane, at + 2) - f64(plane, at), f64(plane, at + 3) - f64(plane, at + 1))
      if (rest <= piece || at + 2 === last) {
        const f = piece > 0 ? Math.min(1, rest / piece) : 0
        return {
          lon: f64(block, at) + (f64(block, at + 2) - f64(block, at)) * f,
          lat: f64(block, at + 1) + (f64(block, at + 3) - f64(block, at + 1)) * f,
          height: start + (end - start) * share,
        }
      }
      rest -= piece
    }
    return { lon: f64(block, last), lat: f64(block, last + 1), height: start + (end - start) * share }
  }

  /** Do these rows come from a census table, whose points have roles and spacings that a model's need not have? */
  isCensus(file: number): boolean {
    const known = this.census.get(file)
    if (known !== undefined) return known
    const is = this.context.census.has(this.shard.names.text(file) ?? '')
    this.census.set(file, is)
    return is
  }

  /** east, north [m] of every point, as `shard.plane` has the vertices of lines */
  get pointPlane(): Float64Array {
    if (this.planeOfPoints) return this.planeOfPoints
    const { lon, lat } = this.shard.points.columns
    const pairs = new Float64Array(this.shard.points.count * 2)
    for (let point = 0; point < this.shard.points.count; point++) {
      pairs[point * 2] = lon[point] ?? 0
      pairs[point * 2 + 1] = lat[point] ?? 0
    }
    this.planeOfPoints = planeOf(pairs, shardMiddle(this.shard.cell))
    return this.planeOfPoints
  }

  /** by position in `disciplines`: does it flow by gravity? */
  readonly isGravity: readonly boolean[] = disciplines.map(({ flow }) => flow === 'gravity')

  /** `FLOW` of every line: by its discipline, rising mains (a pressure is given, or SWMM's FORCE_MAIN) excepted. */
  get flow(): Uint8Array {
    const { columns, count } = this.shard.lines
    this.flowOfLines ??= Uint8Array.from({ length: count }, (_, line) => flowOfLine(columns, line))
    return this.flowOfLines
  }

  /** every line in the cells that its pieces touch */
  get lineGrid(): PlaneGrid {
    this.gridOfLines ??= PlaneGrid.ofLines(this.shard, GRID)
    return this.gridOfLines
  }

  get pointGrid(): PlaneGrid {
    this.gridOfPoints ??= PlaneGrid.ofPoints(this.pointPlane, GRID)
    return this.gridOfPoints
  }

  /** clearance class, outer size and error band of every line */
  get clearanceLines(): ClearanceLines {
    this.linesOfClearance ??= clearanceLinesOf(this.shard)
    return this.linesOfClearance
  }
}
