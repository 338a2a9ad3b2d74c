import type { LineRows } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import type { PointRows } from '../store/point-rows.ts'
import type { ShardCell } from './shard-grid.ts'

/**
 * One shard as its checks, tiles and rows see it. Rows 0 … own − 1 belong to it, those after are neighbours within the
 * halo: they are looked at, never written or reported. A line belongs to the shard of its middle, a point to that of its
 * place.
 */
export interface Shard {
  readonly city: string
  readonly cell: ShardCell
  readonly names: Names
  readonly lines: LineRows
  readonly points: PointRows
  readonly ownLines: number
  readonly ownPoints: number
  /** east, north of every vertex of `lines.columns.path`, at the same positions [m] from the shard's middle */
  readonly plane: Float64Array
  readonly placedLines: PlacedLines
  readonly placedPoints: PlacedPoints
}

/** Where lines lie, row by row. */
export interface PlacedLines {
  /** asset ids */
  readonly id: (line: number) => string
  /** drawing index; 0 in rows of the halo */
  readonly gid: Uint32Array
  /** H of the axis at both ends [m]; between them it runs straight by plan length */
  readonly startAxis: Float64Array
  readonly endAxis: Float64Array
  /** 1 where a level is not known and the drawing takes a default */
  readonly isAssumed: Uint8Array
  /** row of the point at each end; -1 where the shard has none */
  readonly startPoint: Int32Array
  readonly endPoint: Int32Array
}

/** Where points lie, row by row, and what meets there. */
export interface PlacedPoints {
  readonly id: (point: number) => string
  readonly gid: Uint32Array
  /** H of the middle: mean axis of the lines that meet, else of the well, else of the ground [m] */
  readonly height: Float64Array
  readonly isAssumed: Uint8Array
  /** lowest bottom of the lines that meet, H [m]; Infinity when none does */
  readonly lowest: Float64Array
  /** widest outer half of the lines that meet [m] */
  readonly widest: Float64Array
  /** lines that meet; complete for own points, since whatever touches a shard is read with it */
  readonly degree: Uint16Array
  /** rows of the lines that meet at point i: `meeting[meetingStart[i]] … meeting[meetingStart[i + 1] − 1]` */
  readonly meetingStart: Uint32Array
  readonly meeting: Uint32Array
}
