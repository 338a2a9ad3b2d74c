import type { MeshWriter } from '../mesh/mesh-writer.ts'
import type { TubeEnd } from '../mesh/tube.ts'
import { tube } from '../mesh/tube.ts'
import type { Shard } from '../shard/shard.ts'
import type { LineAxes } from './line-axes.ts'
import { JOINT, type LineJoints } from './line-joints.ts'
import { sectionOf } from './line-section.ts'

/** Draws the lines of one shard. */
export interface LineDrawer {
  /** a line as leaves show it: true section, joints, ends */
  readonly fine: (writer: MeshWriter, line: number) => void
  /** four sides, joints, open ends */
  readonly coarse: (writer: MeshWriter, line: number) => void
  /** its axis as pairs of vertices */
  readonly axis: (writer: MeshWriter, line: number) => void
}

const start: TubeEnd = { x: 0, y: 0, z: 0, isElbow: false, isCapped: false }
const end: TubeEnd = { x: 0, y: 0, z: 0, isElbow: false, isCapped: false }

/** Drawing for one shard's lines. */
export function lineDrawer({ lines, names }: Shard, axes: LineAxes, joints: LineJoints): LineDrawer {
  const { axis, first, vertices, halfWidth } = axes
  const readEnd = (target: TubeEnd, at: number, isFine: boolean) => {
    target.x = joints.plane[3 * at] ?? 0
    target.y = joints.plane[3 * at + 1] ?? 0
    target.z = joints.plane[3 * at + 2] ?? 0
    target.isElbow = joints.kind[at] === JOINT.elbow
    target.isCapped = isFine && joints.isCapped[at] === 1
  }
  const draw = (writer: MeshWriter, line: number, isFine: boolean) => {
    readEnd(start, 2 * line, isFine)
    readEnd(end, 2 * line + 1, isFine)
    const from = 3 * (first[line] ?? 0)
    const count = vertices[line] ?? 0
    const section = sectionOf(lines, line, axes, names, isFine)
    if (!section) {
      tube(writer, axis, from, count, halfWidth[line] ?? 0, isFine ? 8 : 4, start, end)
      return
    }
    section.draw(writer, axis.subarray(from, from + 3 * count), {
      start: joints.kind[2 * line] === JOINT.mitre ? { ...start } : null,
      end: joints.kind[2 * line + 1] === JOINT.mitre ? { ...end } : null,
      isStartCapped: start.isCapped || joints.kind[2 * line] === JOINT.elbow,
      isEndCapped: end.isCapped || joints.kind[2 * line + 1] === JOINT.elbow,
    })
  }
  return {
    fine: (writer, line) => draw(writer, line, true),
    coarse: (writer, line) => draw(writer, line, false),
    axis: (writer, line) => {
      const from = 3 * (first[line] ?? 0)
      writeAxis(writer, axis, from, from + 3 * (vertices[line] ?? 0))
    },
  }
}

/** Pairs of vertices along a path; their normals point down, so that lines are drawn as dim as tubes from above. */
export function writeAxis(writer: MeshWriter, axis: Float64Array, from: number, end: number): void {
  for (let at = from; at + 3 < end; at += 3)
    for (const vertex of [at, at + 3])
      writer.vertex(axis[vertex] ?? 0, axis[vertex + 1] ?? 0, axis[vertex + 2] ?? 0, 0, 0, -1)
}
