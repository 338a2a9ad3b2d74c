import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Matrix4,
  Mesh,
  Plane,
  ShaderMaterial,
  ShapeUtils,
  Vector2,
  Vector3,
  Vector4,
} from 'three'
import type { Rgba } from '../../../ports/scene.ts'
import { chainLoops, type Segment } from './chain-loops.ts'
import { HAZE_AND_CUT, ROW, type Shared } from './shading.ts'

const VERTEX = `
varying vec3 vWorld;
#ifdef PAINTED
attribute float _gid;
flat varying int vGid;
#endif
void main() {
#ifdef PAINTED
  vGid = int(_gid + 0.5);
#endif
  vWorld = position;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}`

/** Darker than the solid and hatched, so that a cut reads as a cut. */
const FRAGMENT = `
uniform vec4 u_color;
uniform vec3 u_cutEast;
uniform vec3 u_cutUp;
varying vec3 vWorld;
#ifdef PAINTED
uniform sampler2D u_state;
uniform bool u_isPainted;
flat varying int vGid;
#endif
${HAZE_AND_CUT}
void main() {
  vec4 state = vec4(u_color.rgb, 1.0);
#ifdef PAINTED
  if (u_isPainted) state = texelFetch(u_state, ivec2(vGid % ${ROW}, vGid / ${ROW}), 0);
  if (state.a == 0.0) discard;
#endif
  float across = dot(vWorld, u_cutEast) + dot(vWorld, u_cutUp);
  float width = max(fwidth(across), 1e-5);
  // In powers of two, so that neighbouring pixels agree.
  float spacing = 0.05 * exp2(ceil(log2(max(1.0, 8.0 * width / 0.05))));
  float line = abs(fract(across / spacing) - 0.5) * spacing;
  float hatch = 1.0 - smoothstep(width * 0.5, width * 1.5, line);
  gl_FragColor = vec4(hazed(mix(state.rgb * 0.9, state.rgb * 0.5, hatch)), 1.0);
}`

/** The vertex of a tile that a triangle of a cap comes from: its row and gid are the cap's. */
export interface CapSource {
  readonly tile: Mesh
  readonly vertex: number
}

/** The cut faces of one tileset. */
export interface Caps {
  readonly mesh: Mesh
  /** cuts these tiles anew; none takes the faces away */
  cut(tiles: readonly Mesh[]): void
  dispose(): void
}

export function createCaps(shared: Shared, color: Rgba, isPainted: boolean): Caps {
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { ...shared, u_color: { value: new Vector4(...color.map((value) => value / 255)) } },
    defines: isPainted ? { PAINTED: '' } : {},
    side: DoubleSide,
  })
  const mesh = new Mesh(new BufferGeometry(), material)
  mesh.frustumCulled = false
  let sources: CapSource[] = []
  // a pick asks where a triangle comes from
  mesh.userData.sourceOf = (triangle: number): CapSource | null => sources[triangle] ?? null
  return {
    mesh,
    cut(tiles) {
      mesh.geometry.dispose()
      mesh.geometry = new BufferGeometry()
      const positions: number[] = []
      const gids: number[] = []
      sources = []
      for (const tile of tiles) {
        for (const face of facesOf(tile, shared)) {
          const gid = tile.geometry.getAttribute('_gid')?.getX(face.vertex) ?? 0
          for (const corner of face.triangles) positions.push(corner.x, corner.y, corner.z)
          for (let i = 0; i < face.triangles.length; i += 1) gids.push(gid)
          for (let i = 0; i < face.triangles.length; i += 3) sources.push({ tile, vertex: face.vertex })
        }
      }
      mesh.geometry.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3))
      mesh.geometry.setAttribute('_gid', new BufferAttribute(new Float32Array(gids), 1))
      mesh.visible = positions.length > 0
    },
    dispose() {
      mesh.geometry.dispose()
      material.dispose()
    },
  }
}

interface Face {
  readonly vertex: number
  /** three corners a triangle, in the scene */
  readonly triangles: readonly Vector3[]
}

/** Cuts one tile: the outlines of each of its solids in the plane, filled with what they enclose. */
function facesOf(tile: Mesh, { u_cut, u_cutEast, u_cutUp }: Shared): Face[] {
  const { x, y, z, w } = u_cut.value
  const plane = new Plane(new Vector3(x, y, z), w)
  const { geometry, matrixWorld } = tile
  const local = plane.clone().applyMatrix4(new Matrix4().copy(matrixWorld).invert())
  if (!geometry.boundingBox) geometry.computeBoundingBox()
  if (!geometry.boundingBox || !local.intersectsBox(geometry.boundingBox)) return []
  const [east, up] = [u_cutEast.value, u_cutUp.value]
  const origin = plane.coplanarPoint(new Vector3())
  return [...segmentsOf(geometry, local)].flatMap(([, { vertex, segments }]) => {
    const loops = chainLoops(segments.map(({ from, to }) => ({ from: flat(from), to: flat(to) })))
    const triangles = filled(loops).map(({ x: across, y: above }) =>
      origin.clone().addScaledVector(east, across).addScaledVector(up, above),
    )
    return triangles.length === 0 ? [] : [{ vertex, triangles }]
  })

  function flat(place: Vector3): Vector2 {
    const world = place.clone().applyMatrix4(matrixWorld).sub(origin)
    return new Vector2(world.dot(east), world.dot(up))
  }
}

/** Where the triangles of each feature meet the plane, the solid on the same side of every piece. */
function segmentsOf(
  geometry: BufferGeometry,
  plane: Plane,
): Map<number, { vertex: number; segments: Segment<Vector3>[] }> {
  const position = geometry.getAttribute('position')
  const feature = geometry.getAttribute('_feature_id_0') ?? geometry.getAttribute('_feature_id')
  const index = geometry.index
  const out = new Map<number, { vertex: number; segments: Segment<Vector3>[] }>()
  if (!position || !index) return out
  const at = new Vector3()
  const distances = new Float64Array(position.count)
  for (let vertex = 0; vertex < position.count; vertex += 1) {
    // A vertex in the plane counts as beyond it: every outline is then crossed cleanly.
    distances[vertex] = plane.distanceToPoint(at.fromBufferAttribute(position, vertex)) || Number.MIN_VALUE
  }
  for (let i = 0; i < index.count; i += 3) {
    const corners = [index.getX(i), index.getX(i + 1), index.getX(i + 2)] as const
    const beyond = corners.filter((corner) => (distances[corner] ?? 0) > 0).length
    if (beyond === 0 || beyond === 3) continue
    let from: Vector3 | null = null
    let to: Vector3 | null = null
    for (let k = 0; k < 3; k += 1) {
      const [a, b] = [corners[k] ?? 0, corners[(k + 1) % 3] ?? 0]
      const [da, db] = [distances[a] ?? 0, distances[b] ?? 0]
      if (da > 0 && db <= 0) from = crossing(position, a, da, b, db)
      if (da <= 0 && db > 0) to = crossing(position, b, db, a, da)
    }
    if (!from || !to) continue
    const row = feature ? feature.getX(corners[0]) : 0
    const known = out.get(row) ?? { vertex: corners[0], segments: [] }
    known.segments.push({ from, to })
    out.set(row, known)
  }
  return out
}

/** Always from the vertex beyond to the one before, so that neighbours compute the same point. */
function crossing(
  position: NonNullable<ReturnType<BufferGeometry['getAttribute']>>,
  beyond: number,
  distanceBeyond: number,
  before: number,
  distanceBefore: number,
): Vector3 {
  const from = new Vector3().fromBufferAttribute(position, beyond)
  const to = new Vector3().fromBufferAttribute(position, before)
  return from.lerp(to, distanceBeyond / (distanceBeyond - distanceBefore))
}

/** Corners of the triangles that fill the loops: the largest ones are outlines, loops turning the other way are holes in them. */
function filled(loops: readonly (readonly Vector2[])[]): Vector2[] {
  const sized = loops.map((loop) => ({ loop, area: ShapeUtils.area([...loop]) }))
  const largest = sized.reduce((best, one) => (Math.abs(one.area) > Math.abs(best) ? one.area : best), 0)
  const outlines = sized.filter(({ area }) => area * largest > 0)
  const holes = sized.filter(({ area }) => area * largest < 0)
  return outlines.flatMap(({ loop }) => {
    const inside = holes.filter(({ loop: [first] }) => first !== undefined && contains(loop, first))
    const rings = [loop, ...inside.map((hole) => hole.loop)].map((ring) => [...ring])
    const corners = rings.flat()
    const [contour = [], ...cuts] = rings
    return ShapeUtils.triangulateShape(contour, cuts).flatMap((triangle) => triangle.flatMap((k) => corners[k] ?? []))
  })
}

function contains(loop: readonly Vector2[], { x, y }: Vector2): boolean {
  let isInside = false
  loop.forEach((a, i) => {
    const b = loop[(i + 1) % loop.length] ?? a
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isInside = !isInside
  })
  return isInside
}
