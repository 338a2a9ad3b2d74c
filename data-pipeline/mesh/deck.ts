import { polygonProfile } from './polygon.ts'
import type { Profile } from './profile.ts'
import { rectangleProfile } from './rectangle.ts'

/** of a parapet [m] */
const PARAPET_THICKNESS = 0.3

/**
 * A bridge deck whose top lies at the path, with a wall along each edge.
 *
 * @param width  over all [m], > 0
 * @param thickness  [m], > 0
 * @param parapet  height above the deck [m]; 0 = none. A deck narrower than four parapets has none
 */
export function deckProfile(width: number, thickness: number, parapet: number): Profile {
  const [edge, inner] = [width / 2, width / 2 - PARAPET_THICKNESS]
  if (parapet <= 0 || width < 4 * PARAPET_THICKNESS) return rectangleProfile(-edge, -thickness, edge, 0)
  return polygonProfile([
    ...[-edge, -thickness, edge, -thickness, edge, parapet, inner, parapet],
    ...[inner, 0, -inner, 0, -inner, parapet, -edge, parapet],
  ])
}
