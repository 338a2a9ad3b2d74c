import type { MeshWriter } from '../mesh/mesh-writer.ts'
import type { TubeEnd } from '../mesh/tube.ts'
import { tube } from '../mesh/tube.ts'
import type { Shard } from '../shard/shard.ts'
import type { LineAxes } from './line-axes.ts'
import { JOINT, type LineJoints } from './line-joints.ts'
import type { LinePieces } from './line-pieces.ts'
import { sectionOf } from './line-section.ts'

/** Draws the lines of one shard, piece by piece. */
export interface LineDrawer {
  /** a piece as leaves show it: true section, joints, ends */
  readonly fine: (writer: MeshWriter, piece: number) => void
  /** four sides, joints, open ends */
  readonly coarse: (writer: MeshWriter, piece: number) => void
  /** its axis as pairs of vertices */
  readonly axis: (writer: MeshWriter, piece: number) => void
}

const start: TubeEnd = { x: 0, y: 0, z: 0, isElbow: false, isCapped: false }
const end: TubeEnd = { x: 0, y: 0, z: 0, isElbow: false, isCapped: false }

/** Drawing for one shard's lines. */
export function lineDrawer(
  { lines, names }: Shard,
  axes: LineAxes,
  joints: LineJoints,
  pieces: LinePieces,
): LineDrawer {
  const { axis, first, vertices } = pieces
  const readEnd = (target: TubeEnd, at: number, isFine: boolean) => {
    target.x = joints.plane[3 * at] ?? 0
    target.y = joints.plane[3 * at + 1] ?? 0
    target.z = joints.plane[3 * at + 2] ?? 0
    target.isElbow = joints.kind[at] === JOINT.elbow
    target.isCapped = isFine && joints.isCapped[at] === 1
    return joints.kind[at] ?? JOINT.square
  }
  /** Where a line was cut its pieces end square and open. */
  const readCut = (target: TubeEnd, from: number) => {
    const x = (axis[from + 3] ?? 0) - (axis[from] ?? 0)
    const y = (axis[from + 4] ?? 0) - (axis[from + 1] ?? 0)
    const z = (axis[from + 5] ?? 0) - (axis[from + 2] ?? 0)
    const length = Math.sqrt(x * x + y * y + z * z)
    target.x = x / length
    target.y = y / length
    target.z = z / length
    target.isElbow = false
    target.isCapped = false
    return JOINT.square
  }
  const draw = (writer: MeshWriter, piece: number, isFine: boolean) => {
    const line = pieces.line[piece] ?? 0
    const from = 3 * (first[piece] ?? 0)
    const count = vertices[piece] ?? 0
    const startKind = pieces.isStart[piece] ? readEnd(start, 2 * line, isFine) : readCut(start, from)
    const endKind = pieces.isEnd[piece] ? readEnd(end, 2 * line + 1, isFine) : readCut(end, from + 3 * (count - 2))
    const section = sectionOf(lines, line, axes, names, isFine)
    if (!section) {
      tube(writer, axis, from, count, axes.halfWidth[line] ?? 0, isFine ? 8 : 4, start, end)
      return
    }
    section.draw(writer, axis.subarray(from, from + 3 * count), {
      start: startKind === JOINT.mitre ? { ...start } : null,
      end: endKind === JOINT.mitre ? { ...end } : null,
      isStartCapped: start.isCapped || startKind === JOINT.elbow,
      isEndCapped: end.isCapped || endKind === JOINT.elbow,
    })
  }
  return {
    fine: (writer, piece) => draw(writer, piece, true),
    coarse: (writer, piece) => draw(writer, piece, false),
    axis: (writer, piece) => {
      const from = 3 * (first[piece] ?? 0)
      writeAxis(writer, axis, from, from + 3 * (vertices[piece] ?? 0))
    },
  }
}

/** Pairs of vertices along a path; their normals point down, so that lines are drawn as dim as tubes from above. */
export function writeAxis(writer: MeshWriter, axis: Float64Array, from: number, end: number): void {
  for (let at = from; at + 3 < end; at += 3)
    for (const vertex of [at, at + 3])
      writer.vertex(axis[vertex] ?? 0, axis[vertex + 1] ?? 0, axis[vertex + 2] ?? 0, 0, 0, -1)
}
