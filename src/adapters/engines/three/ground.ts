import { BufferAttribute, BufferGeometry, Color, DoubleSide, Mesh, ShaderMaterial, Vector2 } from 'three'
import type { Bounds } from '../../../domain/geo/coordinates.ts'
import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { Frame } from './frame.ts'
import { castThroughTree } from './ray-tree.ts'
import { HAZE_AND_CUT, type Shared } from './shading.ts'

/** most posts along a side of the city */
const POSTS = 240
/** ground goes on for this many times the city's size beyond each side, level with the grid's edge */
const MARGIN = [2, 0.8, 0.25]
/** sides of the squares of the grid [m]; the legend tells them */
const WIDE = 200
const FINE = 50

const VERTEX = `
varying vec3 vWorld;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

const FRAGMENT = `
uniform vec3 u_ground;
uniform vec3 u_grid;
uniform float u_alpha;
uniform vec2 u_corner;
uniform vec2 u_far;
varying vec3 vWorld;
${HAZE_AND_CUT}
float ruled(vec2 place, float spacing, float least) {
  vec2 width = fwidth(place);
  float pixel = max(width.x, width.y);
  vec2 off = abs(fract(place / spacing + 0.5) - 0.5) * spacing;
  vec2 line = 1.0 - smoothstep(width * 0.5, width * 1.5, off);
  return max(line.x, line.y) * (1.0 - smoothstep(spacing * least * 0.5, spacing * least, pixel));
}
void main() {
  if (beyondCut() > 0.0) discard;
  vec2 place = vWorld.xy - u_corner;
  bool isInside = all(greaterThanEqual(vWorld.xy, u_corner)) && all(lessThanEqual(vWorld.xy, u_far));
  float grid = isInside ? max(0.5 * ruled(place, ${WIDE}.0, 0.06), 0.22 * ruled(place, ${FINE}.0, 0.02)) : 0.0;
  gl_FragColor = vec4(hazed(mix(u_ground, u_grid, grid)), u_alpha);
}`

export interface GroundMesh {
  readonly mesh: Mesh
  /** H [m] of the mesh as it is drawn, coarser than the ground of a large city; beyond it that of its nearest edge */
  heightAt(lon: number, lat: number): number
  setColors(ground: Color, grid: Color): void
  setAlpha(alpha: number): void
  dispose(): void
}

/** The ground of a city and its surroundings as one mesh; flat at H = 0 without a grid of heights. */
export function createGroundMesh(frame: Frame, bounds: Bounds, ground: Ground | null, shared: Shared): GroundMesh {
  const [west, south, east, north] = bounds
  const posts = ground ? Math.min(POSTS, Math.max(ground.columns, ground.rows)) : 8
  const lons = stations(west, east, posts)
  const lats = stations(south, north, posts)
  const geometry = new BufferGeometry()
  const positions = new Float32Array(lons.length * lats.length * 3)
  const heights = new Float32Array(lons.length * lats.length)
  lats.forEach((lat, row) => {
    lons.forEach((lon, column) => {
      const post = row * lons.length + column
      const height = ground ? groundHeight(ground, lon, lat) : 0
      heights[post] = height
      frame.toLocal({ lon, lat, height }).toArray(positions, 3 * post)
    })
  })
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setIndex(triangles(lons.length, lats.length))
  const corner = frame.toLocal({ lon: west, lat: south, height: 0 })
  const far = frame.toLocal({ lon: east, lat: north, height: 0 })
  const colors = { u_ground: { value: new Color() }, u_grid: { value: new Color() }, u_alpha: { value: 1 } }
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    side: DoubleSide,
    uniforms: {
      ...shared,
      ...colors,
      u_corner: { value: new Vector2(corner.x, corner.y) },
      u_far: { value: new Vector2(far.x, far.y) },
    },
  })
  const mesh = new Mesh(geometry, material)
  mesh.renderOrder = 1
  castThroughTree(mesh)
  return {
    mesh,
    heightAt(lon, lat) {
      const [column, right] = between(lons, lon)
      const [row, up] = between(lats, lat)
      const at = (dx: number, dy: number) => heights[(row + dy) * lons.length + column + dx] ?? 0
      // a cell is cut from its south-east to its north-west corner, see `triangles`
      return right + up <= 1
        ? at(0, 0) + right * (at(1, 0) - at(0, 0)) + up * (at(0, 1) - at(0, 0))
        : at(1, 1) + (1 - right) * (at(0, 1) - at(1, 1)) + (1 - up) * (at(1, 0) - at(1, 1))
    },
    setColors(groundColor, grid) {
      colors.u_ground.value = groundColor
      colors.u_grid.value = grid
    },
    setAlpha(alpha) {
      colors.u_alpha.value = alpha
      material.transparent = alpha < 1
      // Seen through, the ground must not hide what is drawn after it.
      material.depthWrite = alpha >= 1
      mesh.visible = alpha > 0
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }
}

/** Even steps across the city, a few long ones beyond it. */
function stations(from: number, to: number, count: number): number[] {
  const size = to - from
  const inside = Array.from({ length: count }, (_, i) => from + (size * i) / (count - 1))
  return [
    ...MARGIN.map((share) => from - share * size),
    ...inside,
    ...MARGIN.toReversed().map((share) => to + share * size),
  ]
}

/** The station before a value, and how far on the way to the next it is, 0…1. */
function between(stations: readonly number[], value: number): readonly [station: number, share: number] {
  let [low, high] = [0, stations.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((stations[middle] ?? 0) <= value) low = middle
    else high = middle
  }
  const [from, to] = [stations[low] ?? 0, stations[high] ?? 0]
  return [low, Math.min(Math.max((value - from) / (to - from), 0), 1)]
}

function triangles(columns: number, rows: number): number[] {
  const out: number[] = []
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column
      out.push(at, at + 1, at + columns, at + 1, at + columns + 1, at + columns)
    }
  }
  return out
}
