import { Binary } from './binary.ts'
import { NODE_FORMS, NODE_SOLIDS, type NodeShapes } from './node-shapes.ts'
import { container, type Glb } from './write-glb.ts'

const FLOAT = 5126
/** what a vertex reaches beyond its place [m]: instances stand upright, their points' own upright leans a little */
const MARGIN = 0.05

/**
 * One leaf of nodes as instances (EXT_mesh_gpu_instancing) of a mesh a form. They carry no identity: an engine can
 * neither pick nor paint them, so this is for static display only.
 */
export function writeInstances(rows: Uint32Array, shapes: NodeShapes): Glb {
  const binary = new Binary()
  const accessors: object[] = []
  const floats = (values: Float32Array, type: 'VEC3', bounds: object = {}, isVertex = true) => {
    const view = binary.add(new Uint8Array(values.buffer))
    const own = binary.views[view]
    if (own && isVertex) binary.views[view] = { ...own, target: 34962 }
    return accessors.push({ bufferView: view, componentType: FLOAT, count: values.length / 3, type, ...bounds }) - 1
  }
  const { low, high } = boxOf(rows, shapes)
  const origin = low.map((value, axis) => (value + (high[axis] ?? 0)) / 2)
  const meshes: object[] = []
  const nodes: object[] = [{ children: [], translation: [origin[0], origin[2], -(origin[1] ?? 0)] }]
  const children: number[] = []
  for (const [code, form] of NODE_FORMS.entries()) {
    const own = rows.filter((row) => shapes.form[row] === code)
    if (own.length === 0) continue
    const solid = NODE_SOLIDS[form]
    const indices = binary.add(new Uint8Array(solid.triangles.slice().buffer))
    const view = binary.views[indices]
    if (view) binary.views[indices] = { ...view, target: 34963 }
    const corners = yUp(solid.points)
    const attributes = {
      POSITION: floats(corners, 'VEC3', boundsOf(corners)),
      NORMAL: floats(yUp(solid.normals), 'VEC3'),
    }
    const count = solid.triangles.length
    const index = accessors.push({ bufferView: indices, componentType: 5123, count, type: 'SCALAR' }) - 1
    const places = new Float32Array(own.length * 3)
    const sizes = new Float32Array(own.length * 3)
    for (const [instance, row] of own.entries()) {
      const [at, radius] = [3 * row, shapes.radius[row] ?? 0]
      const { base, axis } = shapes
      const height = Math.hypot(axis[at] ?? 0, axis[at + 1] ?? 0, axis[at + 2] ?? 0)
      places.set(
        [
          (base[at] ?? 0) - (origin[0] ?? 0),
          (base[at + 2] ?? 0) - (origin[2] ?? 0),
          (origin[1] ?? 0) - (base[at + 1] ?? 0),
        ],
        3 * instance,
      )
      sizes.set([radius, height, radius], 3 * instance)
    }
    const instances = { TRANSLATION: floats(places, 'VEC3', {}, false), SCALE: floats(sizes, 'VEC3', {}, false) }
    const drawn = meshes.push({ primitives: [{ attributes, indices: index, material: 0 }] }) - 1
    children.push(nodes.push({ mesh: drawn, extensions: { EXT_mesh_gpu_instancing: { attributes: instances } } }) - 1)
  }
  nodes[0] = { ...nodes[0], children }
  const bytes = binary.finish()
  const json = {
    asset: { version: '2.0', generator: 'lifeline-twin' },
    extensionsUsed: ['EXT_mesh_gpu_instancing'],
    extensionsRequired: ['EXT_mesh_gpu_instancing'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes,
    meshes,
    materials: [
      { pbrMetallicRoughness: { baseColorFactor: [0.8, 0.8, 0.8, 1], metallicFactor: 0, roughnessFactor: 0.9 } },
    ],
    accessors,
    bufferViews: binary.views,
    buffers: [{ byteLength: bytes.byteLength }],
  }
  return { bytes: container(json, bytes), low, high }
}

function boxOf(rows: Uint32Array, { base, axis, radius }: NodeShapes): Pick<Glb, 'low' | 'high'> {
  const low: [number, number, number] = [Infinity, Infinity, Infinity]
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (const row of rows)
    for (const k of [0, 1, 2] as const) {
      const from = base[3 * row + k] ?? 0
      const to = from + (axis[3 * row + k] ?? 0)
      const reach = (radius[row] ?? 0) + MARGIN
      low[k] = Math.min(low[k], Math.min(from, to) - reach)
      high[k] = Math.max(high[k], Math.max(from, to) + reach)
    }
  return { low, high }
}

function yUp(triples: Float64Array): Float32Array {
  const turned = new Float32Array(triples.length)
  for (let at = 0; at < triples.length; at += 3) {
    turned[at] = triples[at] ?? 0
    turned[at + 1] = triples[at + 2] ?? 0
    turned[at + 2] = -(triples[at + 1] ?? 0)
  }
  return turned
}

function boundsOf(triples: Float32Array): { min: number[]; max: number[] } {
  const of = (axis: number) => triples.filter((_, at) => at % 3 === axis)
  return { min: [0, 1, 2].map((axis) => Math.min(...of(axis))), max: [0, 1, 2].map((axis) => Math.max(...of(axis))) }
}
