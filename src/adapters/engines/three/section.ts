import { MathUtils, Vector3 } from 'three'
import type { Section } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'
import type { Shared } from './shading.ts'

/** what is nearer to the plane than this lies in it [m] */
const IN_PLANE = 0.01

/** Puts a cut into what all materials share; null takes it away. */
export function applySection(shared: Shared, section: Section | null, frame: Frame): void {
  shared.u_isCut.value = section !== null
  if (!section) return
  const [turn, tilt] = [MathUtils.degToRad(section.heading), MathUtils.degToRad(section.pitch)]
  const normal = new Vector3(Math.sin(turn) * Math.cos(tilt), Math.cos(turn) * Math.cos(tilt), Math.sin(tilt))
  shared.u_cut.value.set(normal.x, normal.y, normal.z, -normal.dot(frame.toLocal(section.at)))
  // The hatch runs along two directions in the plane.
  shared.u_cutEast.value.set(Math.cos(turn), -Math.sin(turn), 0)
  shared.u_cutUp.value.crossVectors(shared.u_cutEast.value, normal)
}

/** Is a place of the scene taken away by the cut? */
export function isTakenAway({ u_cut, u_isCut }: Shared, at: Vector3): boolean {
  const { x, y, z, w } = u_cut.value
  return u_isCut.value && x * at.x + y * at.y + z * at.z + w > IN_PLANE
}
