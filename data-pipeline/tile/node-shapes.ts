import { icosahedron, type Solid, turned } from '../mesh/solid.ts'
import type { Shard } from '../shard/shard.ts'
import type { LocalFrame } from './local-frame.ts'

/** What a point is drawn as. */
export const NODE_FORMS = ['ball', 'manhole', 'valve', 'hydrant'] as const
export type NodeForm = (typeof NODE_FORMS)[number]

export const NODE_SOLIDS: Readonly<Record<NodeForm, Solid>> = {
  ball: icosahedron(),
  // shaft, shoulder and cover
  manhole: turned(
    [
      [1, 0],
      [1, 0.85],
      [0.7, 1],
    ],
    8,
  ),
  // body, spindle and hand wheel
  valve: turned(
    [
      [0.7, 0],
      [1, 0.25],
      [0.2, 0.55],
      [0.2, 0.9],
      [0.8, 1],
    ],
    6,
  ),
  // riser and head
  hydrant: turned(
    [
      [0.5, 0],
      [0.5, 0.6],
      [1, 0.65],
      [1, 0.92],
      [0.5, 1],
    ],
    6,
  ),
}

const WELL = /井|人孔|手孔|检查室|箅|池/
const VALVE = /阀/
const HYDRANT = /消防栓|消火栓/
const WELL_RADIUS = 0.5
/** a body is a little wider than the widest line that it joins */
const EXCESS = 1.15
const SMALLEST = 0.1
const HYDRANT_RADIUS = 0.15
/** how far a hydrant stands out of the ground [m] */
const HYDRANT_HEIGHT = 0.7

/** How the points of a shard are drawn, row by row, those of the halo too. */
export interface NodeShapes {
  /** position in `NODE_FORMS`; `NOT_DRAWN` where a coordinate is not a number */
  readonly form: Uint8Array
  readonly radius: Float64Array
  /** foot, or the middle of a ball: east, north, up triples [m] */
  readonly base: Float64Array
  /** from the foot to the top [m]; of a ball from its middle */
  readonly axis: Float64Array
  /** radius within which line ends are hidden [m]; 0 = none */
  readonly hides: Float64Array
}

export const NOT_DRAWN = 255

/** Chooses a form for every point by its appurtenance or feature, and places it. */
export function nodeShapes({ points, placedPoints, names }: Shard, frame: LocalFrame): NodeShapes {
  const { columns, count } = points
  const form = new Uint8Array(count)
  const radius = new Float64Array(count)
  const base = new Float64Array(count * 3)
  const axis = new Float64Array(count * 3)
  const hides = new Float64Array(count)
  const formOf = formsByName(names.list())
  for (let point = 0; point < count; point++) {
    const [lon, lat] = [columns.lon[point] ?? 0, columns.lat[point] ?? 0]
    const [ground, bottom] = [columns.ground[point] ?? Number.NaN, columns.bottom[point] ?? Number.NaN]
    const [middle, widest] = [placedPoints.height[point] ?? 0, placedPoints.widest[point] ?? 0]
    const named = formOf(columns.appurtenance[point] || columns.feature[point] || 0)
    const foot = Math.min(Number.isNaN(bottom) ? Infinity : bottom, placedPoints.lowest[point] ?? Infinity)
    let [from, to] = [middle, middle]
    let chosen: NodeForm = 'ball'
    if ((named === 'manhole' || !Number.isNaN(bottom)) && foot < ground) {
      chosen = 'manhole'
      from = foot
      to = ground
    } else if (named === 'valve') {
      chosen = 'valve'
      from = middle - bodyRadius(widest)
      to = middle + 3 * bodyRadius(widest)
    } else if (named === 'hydrant' && middle < ground + HYDRANT_HEIGHT) {
      chosen = 'hydrant'
      to = ground + HYDRANT_HEIGHT
    }
    form[point] = Number.isFinite(lon + lat + from + to) ? NODE_FORMS.indexOf(chosen) : NOT_DRAWN
    radius[point] = chosen === 'manhole' ? WELL_RADIUS : chosen === 'hydrant' ? HYDRANT_RADIUS : bodyRadius(widest)
    if (chosen === 'manhole') hides[point] = WELL_RADIUS
    frame.place(lon, lat, from, base, 3 * point)
    if (chosen === 'ball') {
      axis[3 * point + 2] = radius[point] ?? 0
      continue
    }
    frame.place(lon, lat, to, axis, 3 * point)
    for (let at = 3 * point; at < 3 * point + 3; at++) axis[at] = (axis[at] ?? 0) - (base[at] ?? 0)
  }
  return { form, radius, base, axis, hides }
}

function bodyRadius(widest: number): number {
  return Math.max(widest * EXCESS, SMALLEST)
}

/** The form that each name stands for, judged once a name. */
function formsByName(names: readonly string[]): (name: number) => NodeForm {
  const known = new Map<number, NodeForm>()
  return (name) => {
    const found = known.get(name)
    if (found) return found
    const text = names[name - 1] ?? ''
    const form = HYDRANT.test(text) ? 'hydrant' : WELL.test(text) ? 'manhole' : VALVE.test(text) ? 'valve' : 'ball'
    known.set(name, form)
    return form
  }
}
