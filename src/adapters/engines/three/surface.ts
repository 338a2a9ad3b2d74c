import { ShapeUtils, Vector2 } from 'three'

/** a surface follows the ground in steps of at most this [m] */
const RIBBON_STEP = 12
const AREA_STEP = 40
/** a corner reaches out at most this many half widths */
const MITRE = 2

/** Appends the triangles of a band along a line, x and y of each corner [m]. */
export function addRibbon(out: number[], line: readonly Vector2[], width: number): void {
  const path = resampled(line)
  const edges = path.map((at, i) => {
    const before = path[i - 1] ?? at
    const after = path[i + 1] ?? at
    const incoming = at.clone().sub(before).normalize()
    const outgoing = after.clone().sub(at).normalize()
    const along = incoming.clone().add(outgoing).normalize()
    const reach = Math.min(MITRE, 1 / Math.max(0.1, along.dot(i === 0 ? outgoing : incoming)))
    const side = new Vector2(-along.y, along.x).multiplyScalar((width / 2) * reach)
    return { left: at.clone().add(side), right: at.clone().sub(side) }
  })
  edges.forEach(({ left, right }, i) => {
    const next = edges[i + 1]
    if (next) addTriangles(out, [left, right, next.left], [next.left, right, next.right])
  })
}

/** Appends the triangles of an area with holes, cut small enough to follow the ground. */
export function addArea(out: number[], rings: readonly (readonly Vector2[])[]): void {
  const open = rings.map((ring) => (ring[0]?.equals(ring.at(-1) ?? new Vector2()) ? ring.slice(0, -1) : [...ring]))
  const [contour, ...holes] = open
  if (!contour || contour.length < 3) return
  const corners = open.flat()
  for (const [a = 0, b = 0, c = 0] of ShapeUtils.triangulateShape(contour, holes)) {
    const [first, second, third] = [corners[a], corners[b], corners[c]]
    if (first && second && third) addSmall(out, first, second, third)
  }
}

/** Halves the longest side until all are short. */
function addSmall(out: number[], a: Vector2, b: Vector2, c: Vector2): void {
  const [ab, bc, ca] = [a.distanceTo(b), b.distanceTo(c), c.distanceTo(a)]
  const longest = Math.max(ab, bc, ca)
  if (longest <= AREA_STEP) addTriangles(out, [a, b, c])
  else if (longest === bc) addSmall(out, b, c, a)
  else if (longest === ca) addSmall(out, c, a, b)
  else {
    const middle = a.clone().add(b).multiplyScalar(0.5)
    addSmall(out, a, middle, c)
    addSmall(out, middle, b, c)
  }
}

function addTriangles(out: number[], ...triangles: readonly (readonly Vector2[])[]): void {
  for (const corners of triangles) for (const { x, y } of corners) out.push(x, y)
}

function resampled(line: readonly Vector2[]): Vector2[] {
  return line.flatMap((at, i) => {
    const next = line[i + 1]
    if (!next) return [at]
    const parts = Math.max(1, Math.ceil(at.distanceTo(next) / RIBBON_STEP))
    return Array.from({ length: parts }, (_, k) => at.clone().lerp(next, k / parts))
  })
}
