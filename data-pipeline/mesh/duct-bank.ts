import { circleProfile } from './circle.ts'
import type { MeshWriter } from './mesh-writer.ts'
import { polygonProfile } from './polygon.ts'
import { inward, type Profile } from './profile.ts'
import { ductProfile } from './rectangle.ts'
import { type SweepEnds, sweep } from './sweep.ts'

/** More holes than any bank has are a slip of the table. */
const MOST_HOLES = 100
/** radius of a hole, of the room that it has */
const HOLE_SHARE = 0.36
const HOLE_SIDES = 8
/** how far one sees into an open hole [m] */
const HOLE_DEPTH = 0.2

/** A concrete block with holes for cables. */
export interface DuctBank {
  readonly block: Profile
  readonly hole: Profile
  /** middle of each hole, x to the right and y up [m] */
  readonly holes: readonly (readonly [number, number])[]
}

/**
 * A block with its holes in rows as square as they can be.
 *
 * @param width  outside [m], > 0
 * @param height  outside [m], > 0
 * @param count  holes, ≥ 1
 */
export function ductBank(width: number, height: number, count: number): DuctBank {
  const number = Math.min(Math.max(Math.floor(count), 1), MOST_HOLES)
  const columns = Math.min(number, Math.max(1, Math.round(Math.sqrt((number * width) / height))))
  const rows = Math.ceil(number / columns)
  const radius = HOLE_SHARE * Math.min(width / columns, height / rows)
  const holes = Array.from({ length: number }, (_, index): readonly [number, number] => [
    (((index % columns) + 0.5) / columns - 0.5) * width,
    (0.5 - (Math.floor(index / columns) + 0.5) / rows) * height,
  ])
  const round = circleProfile(radius, HOLE_SIDES)
  const openings = holes.map(([x, y]) => {
    const ring: number[] = []
    for (let corner = HOLE_SIDES - 1; corner >= 0; corner--)
      ring.push(x + (round.capPoints[2 * corner] ?? 0), y + (round.capPoints[2 * corner + 1] ?? 0))
    return ring
  })
  const [right, top] = [width / 2, height / 2]
  const { capPoints, capTriangles } = polygonProfile([-right, -top, right, -top, right, top, -right, top], openings)
  const block = { ...ductProfile(width, height), capPoints, capTriangles }
  return { block, hole: inward(round), holes }
}

/** Writes a bank along a path; where an end is capped its holes stand open. */
export function drawDuctBank(writer: MeshWriter, path: Float64Array, bank: DuctBank, ends: SweepEnds): void {
  sweep(writer, path, bank.block, ends)
  const last = path.length - 3
  if (ends.isStartCapped) openHoles(writer, path, 0, 3, bank)
  if (ends.isEndCapped) openHoles(writer, path, last, last - 3, bank)
}

/** The hollows behind the end face at vertex `at`, seen from outside. */
function openHoles(writer: MeshWriter, path: Float64Array, at: number, inner: number, { hole, holes }: DuctBank): void {
  const [x, y, z] = [path[at] ?? 0, path[at + 1] ?? 0, path[at + 2] ?? 0]
  const [dx, dy, dz] = [(path[inner] ?? 0) - x, (path[inner + 1] ?? 0) - y, (path[inner + 2] ?? 0) - z]
  const length = Math.hypot(dx, dy, dz)
  const level = Math.hypot(dx, dy)
  if (level < 0.1 * length) return
  // Looking into the block the right-hand side is the other way round at its end than at its start.
  const facing = at === 0 ? 1 : -1
  const [sideX, sideY] = [(facing * dy) / level, (facing * -dx) / level]
  const [topX, topY, topZ] = [(-dx * dz) / length / level, (-dy * dz) / length / level, level / length]
  const depth = Math.min(HOLE_DEPTH, length / 2) / length
  for (const [right, up] of holes) {
    const mouth = [x + right * sideX + up * topX, y + right * sideY + up * topY, z + up * topZ] as const
    const bottom = [mouth[0] + dx * depth, mouth[1] + dy * depth, mouth[2] + dz * depth] as const
    const ends = { start: null, end: null, isStartCapped: true, isEndCapped: false }
    // from the bottom to the mouth: the cap of the start closes the bottom, seen from the mouth when it is turned inward
    sweep(writer, Float64Array.of(...bottom, ...mouth), floorSeenFromWithin(hole), ends)
  }
}

const turned = new WeakMap<Profile, Profile>()

/** The same hole with the face of its floor turned to the mouth. */
function floorSeenFromWithin(hole: Profile): Profile {
  const known = turned.get(hole)
  if (known) return known
  const profile = { ...hole, capTriangles: hole.capTriangles.toReversed() }
  turned.set(hole, profile)
  return profile
}
