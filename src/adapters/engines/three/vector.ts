import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Mesh,
  NotEqualStencilFunc,
  ReplaceStencilOp,
  ShaderMaterial,
  Vector2,
  Vector3,
  Vector4,
} from 'three'
import {
  DEFAULT_ROAD_WIDTH,
  type MapFeature,
  mapCollectionSchema,
  mapFeatureSchema,
} from '../../../domain/formats/map-geojson.ts'
import type { LonLat } from '../../../domain/geo/coordinates.ts'
import type { TileSource } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'
import { HAZE_AND_CUT, type Shared } from './shading.ts'
import { addArea, addRibbon } from './surface.ts'

/** surfaces lie this much above the ground [m] */
const LIFT = 0.1

/** A pull towards the eye besides the lift keeps far surfaces from flickering through the ground. */
const VERTEX = `
varying vec3 vWorld;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  world.xyz += (cameraPosition - world.xyz) * 0.004;
  gl_Position = projectionMatrix * viewMatrix * world;
}`
const FRAGMENT = `
uniform vec4 u_color;
uniform float u_alpha;
varying vec3 vWorld;
${HAZE_AND_CUT}
void main() {
  if (beyondCut() > 0.0) discard;
  gl_FragColor = vec4(hazed(u_color.rgb), u_color.a * u_alpha);
}`

/** numbers that a stencil of 8 bits can hold, 0 being none */
const STENCILS = 255
let drawn = 0

export interface VectorMesh {
  readonly mesh: Mesh
  /** one for each name: the middle of its longest line */
  readonly labels: readonly (LonLat & { readonly text: string })[]
  /** features that are no lines or areas, and so are not drawn */
  readonly unreadable: number
  setAlpha(alpha: number): void
  dispose(): void
}

/**
 * Lines at their true width (`width_m`) and areas of a GeoJSON text, laid on the ground.
 *
 * @param heightAt  H of the ground [m]
 * @throws Error when the text is no GeoJSON feature collection
 */
export function drawVector(
  source: TileSource & { form: 'vector' },
  text: unknown,
  { frame, heightAt, shared }: { frame: Frame; heightAt: (lon: number, lat: number) => number; shared: Shared },
): VectorMesh {
  const { features } = mapCollectionSchema.parse(text)
  const read = features.map((feature) => mapFeatureSchema.safeParse(feature))
  const known = read.flatMap((result) => (result.success ? [result.data] : []))
  const surface: number[] = []
  for (const { geometry, properties } of known) {
    const width = properties?.width_m
    const metres = typeof width === 'number' && width > 0 ? width : DEFAULT_ROAD_WIDTH
    for (const line of linesOf(geometry)) addRibbon(surface, line.map(toPlan), metres)
    for (const rings of areasOf(geometry))
      addArea(
        surface,
        rings.map((ring) => ring.map(toPlan)),
      )
  }
  const alpha = { value: 1 }
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      ...shared,
      u_alpha: alpha,
      u_color: { value: new Vector4(...source.color.map((value) => value / 255)) },
    },
    side: DoubleSide,
    transparent: true,
    depthWrite: false,
    // each pixel once, or a crossing of roads would be seen twice where the ground is seen through
    stencilWrite: true,
    stencilRef: 1 + (drawn++ % STENCILS),
    stencilFunc: NotEqualStencilFunc,
    stencilZPass: ReplaceStencilOp,
  })
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(laid(surface), 3))
  const mesh = new Mesh(geometry, material)
  mesh.renderOrder = 1.5
  mesh.frustumCulled = false
  return {
    mesh,
    labels: source.labelProperty === undefined ? [] : labelsOf(known, source.labelProperty),
    unreadable: features.length - known.length,
    setAlpha: (value) => {
      alpha.value = value
    },
    dispose() {
      geometry.dispose()
      material.dispose()
    },
  }

  function toPlan([lon = 0, lat = 0]: readonly number[]): Vector2 {
    const { x, y } = frame.toLocal({ lon, lat, height: 0 })
    return new Vector2(x, y)
  }

  /** Corners in plan become places on the ground. */
  function laid(plan: readonly number[]): Float32Array {
    const out = new Float32Array((plan.length / 2) * 3)
    const at = new Vector3()
    for (let i = 0; i < plan.length / 2; i += 1) {
      const { lon, lat } = frame.fromLocal(at.set(plan[2 * i] ?? 0, plan[2 * i + 1] ?? 0, 0))
      frame.toLocal({ lon, lat, height: heightAt(lon, lat) + LIFT }).toArray(out, 3 * i)
    }
    return out
  }
}

function linesOf(geometry: MapFeature['geometry']): readonly (readonly (readonly number[])[])[] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

function areasOf(geometry: MapFeature['geometry']): readonly (readonly (readonly (readonly number[])[])[])[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}

function labelsOf(features: readonly MapFeature[], property: string): VectorMesh['labels'] {
  const longest = new Map<string, { length: number; lon: number; lat: number }>()
  for (const { geometry, properties } of features) {
    const text = properties?.[property]
    if (typeof text !== 'string' || text === '') continue
    for (const path of [...linesOf(geometry), ...areasOf(geometry).flat()]) {
      const [first, last] = [path[0], path.at(-1)]
      const [before, middle] = [path[Math.floor(path.length / 2) - 1], path[Math.floor(path.length / 2)]]
      if (!first || !last || !before || !middle) continue
      const length = Math.hypot((first[0] ?? 0) - (last[0] ?? 0), (first[1] ?? 0) - (last[1] ?? 0))
      if (length <= (longest.get(text)?.length ?? -1)) continue
      const lon = ((middle[0] ?? 0) + (before[0] ?? 0)) / 2
      longest.set(text, { length, lon, lat: ((middle[1] ?? 0) + (before[1] ?? 0)) / 2 })
    }
  }
  return [...longest].map(([text, { lon, lat }]) => ({ text, lon, lat }))
}
