import { GRAVITY } from '../surface/grid.ts'

/** Water at an open edge: depth [m] and velocity into the grid [m/s]. */
export interface EdgeState {
  readonly depth: number
  readonly inward: number
}

/*
 * What comes out of the grid keeps its Riemann invariant: with the velocity u into the grid and c = √(g h), u − 2c is the
 * same at the edge as in the cell beside it. What is given at the edge is the other equation.
 */

/**
 * The level is given, by the depth that it makes; fast outflow does not feel it. Water that stands outside comes in no faster
 * than its waves: beyond it nothing from the grid would hold it back, and it would run away.
 */
export function atDepth(depth: number, inside: EdgeState): EdgeState {
  const c = Math.sqrt(GRAVITY * inside.depth)
  if (inside.depth > 0 && inside.inward <= -c) return inside
  const edge = Math.sqrt(GRAVITY * Math.max(0, depth))
  const inward = Math.min(edge, inside.inward + 2 * (edge - c))
  // a dry edge takes water at its critical flow
  return -inward > edge ? critical(inside) : { depth: Math.max(0, depth), inward }
}

/**
 * Water at rest outside, a sea or a lake, by the depth that its level makes: what comes in pays for its velocity,
 * h + u²/2g = depth, and is critical at most (Bernoulli; q = (2/3)^1.5 √g depth^1.5 onto dry ground). With the level alone the edge
 * would give it u²/2g for nothing, and a current along a shore that ends at the edge would feed itself until it is critical.
 */
export function atRest(depth: number, inside: EdgeState): EdgeState {
  const head = GRAVITY * Math.max(0, depth)
  const invariant = inside.inward - 2 * Math.sqrt(GRAVITY * inside.depth)
  // nothing comes in: what leaves meets the level
  if (invariant <= -2 * Math.sqrt(head)) return atDepth(depth, inside)
  const most = Math.sqrt((2 / 3) * head)
  const c = invariant >= -most ? most : (Math.sqrt(3 * head - invariant ** 2 / 2) - invariant) / 3
  return { depth: (c * c) / GRAVITY, inward: Math.min(c, invariant + 2 * c) }
}

/** Water that falls over the edge: critical there. */
export function critical(inside: EdgeState): EdgeState {
  const c = Math.sqrt(GRAVITY * inside.depth)
  if (inside.inward <= -c) return inside
  const edge = Math.max(0, (2 * c - inside.inward) / 3)
  return { depth: (edge * edge) / GRAVITY, inward: -edge }
}

/** So much flows in [m²/s]; negative flows out, and no more than is critical. */
export function atDischarge(discharge: number, inside: EdgeState): EdgeState {
  const invariant = inside.inward - 2 * Math.sqrt(GRAVITY * inside.depth)
  // where the outflow is critical: more cannot leave
  const least = Math.max(0, -invariant / 3)
  const flow = Math.max(discharge, -(least ** 3) / GRAVITY)
  // c² (invariant + 2c) = g q: by Newton from above, where it is convex
  let c = Math.cbrt(GRAVITY * Math.max(0, flow)) + Math.max(0, -invariant)
  for (let turn = 0; turn < 60; turn++) {
    const slope = 2 * c * (invariant + 3 * c)
    const next = slope > 0 ? Math.max(least, c - (c * c * (invariant + 2 * c) - GRAVITY * flow) / slope) : c
    if (c - next <= 1e-13 * c) break
    c = next
  }
  const depth = (c * c) / GRAVITY
  return { depth, inward: depth > 0 ? flow / depth : 0 }
}

/**
 * So much flows in [m²/s], and so deep: where it is slower than its waves, or has less force than the water in its way so
 * that its jump is drowned, it is the grid that says how deep it is.
 */
export function atInflow(discharge: number, depth: number, inside: EdgeState): EdgeState {
  const drowned = atDischarge(discharge, inside)
  if (depth <= 0 || discharge < depth * Math.sqrt(GRAVITY * depth)) return drowned
  const fast = { depth, inward: discharge / depth }
  // water that runs from the edge faster than its waves stands in nobody's way
  const isInTheWay = drowned.inward < Math.sqrt(GRAVITY * drowned.depth)
  return isInTheWay && force(fast) < force(drowned) ? drowned : fast
}

/** Momentum and pressure that pass [m³/s²]. */
function force({ depth, inward }: EdgeState): number {
  return depth * inward * inward + (GRAVITY / 2) * depth * depth
}

/** A long wave comes in from still water of a depth, by the depth that it makes alone; what the grid sends out passes it. */
export function atWave(depth: number, still: number, inside: EdgeState): EdgeState {
  const [wave, rest] = [Math.sqrt(GRAVITY * Math.max(0, depth)), Math.sqrt(GRAVITY * Math.max(0, still))]
  const incoming = 2 * (wave - rest) + 2 * wave
  const outgoing = inside.inward - 2 * Math.sqrt(GRAVITY * inside.depth)
  const c = Math.max(0, (incoming - outgoing) / 4)
  return { depth: (c * c) / GRAVITY, inward: (incoming + outgoing) / 2 }
}
