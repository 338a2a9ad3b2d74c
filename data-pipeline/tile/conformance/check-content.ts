import { checkAccessors } from './check-accessors.ts'
import { checkBufferViews } from './check-buffer-views.ts'
import { checkExtensions } from './check-extensions.ts'
import { checkFeatures } from './check-features.ts'
import { checkPropertyTables } from './check-property-tables.ts'
import { accessorValues } from './decode.ts'
import type { Reporter } from './finding.ts'
import { type Matrix, multiply, nodeMatrix, type Point, transform, Y_UP_TO_Z_UP } from './matrix.ts'
import { type Model, readGltf } from './read-gltf.ts'
import type { Volume } from './volume.ts'

/** Vertices may lie this far outside their volume [m]: volumes are written with fewer digits than positions. */
const TOLERANCE = 0.01

export interface ContentCount {
  /** rows of all property tables, or of the feature ids where there is no table */
  readonly features: number
  readonly triangles: number
}

/** Where a content lies and what must hold it. */
export interface Placement {
  readonly matrix: Matrix
  /** null when it is of a kind that is not known here */
  readonly volume: Volume | null
}

/** Runs every rule for one .glb or .gltf file. @throws when the file cannot be read */
export async function checkContent(path: string, placement: Placement | null, report: Reporter): Promise<ContentCount> {
  const model = await readGltf(path, report)
  if (!model) return { features: 0, triangles: 0 }
  checkExtensions(model, report)
  checkBufferViews(model, report)
  checkAccessors(model, report)
  checkPropertyTables(model, report)
  const ids = checkFeatures(model, report)
  const tables = model.gltf.extensions?.EXT_structural_metadata?.propertyTables
  const features = tables ? tables.reduce((sum, table) => sum + table.count, 0) : ids
  if (placement) checkInside(model, placement, report)
  return { features, triangles: trianglesOf(model) }
}

function trianglesOf({ gltf }: Model): number {
  const primitives = (gltf.meshes ?? []).flatMap((mesh) => mesh.primitives)
  return primitives.reduce((sum, { mode = 4, indices, attributes }) => {
    const count = gltf.accessors?.[indices ?? attributes.POSITION ?? -1]?.count ?? 0
    return mode === 4 ? sum + count / 3 : mode > 4 ? sum + count - 2 : sum
  }, 0)
}

function checkInside(model: Model, { matrix, volume }: Placement, report: Reporter): void {
  let outside = 0
  for (const [position, point] of worldPositions(model, matrix)) {
    if (!point.every(Number.isFinite)) {
      report.error('position-finite', position, '顶点坐标不是有效数字', 'a position is not a finite number')
      return
    }
    if (volume) outside = Math.max(outside, volume.outside(point))
  }
  if (volume && outside > TOLERANCE)
    report.error(
      'content-outside',
      '/meshes',
      `几何超出包围体 ${outside.toFixed(3)} 米`,
      `geometry reaches ${outside.toFixed(3)} m outside the bounding ${volume.kind}`,
    )
}

/** Every position of the default scene in Earth-centred metres, with the pointer of its accessor. */
function* worldPositions(model: Model, tile: Matrix): Generator<readonly [string, Point]> {
  const { gltf } = model
  const roots = gltf.scenes?.[gltf.scene ?? 0]?.nodes ?? []
  const visit = function* (index: number, parent: Matrix, depth: number): Generator<readonly [string, Point]> {
    const node = gltf.nodes?.[index]
    // Deeper than the number of nodes is a circle.
    if (!node || depth > (gltf.nodes?.length ?? 0)) return
    const matrix = multiply(parent, nodeMatrix(node))
    for (const child of node.children ?? []) yield* visit(child, matrix, depth + 1)
    // Instances are placed by attributes of their own: their mesh alone says nothing about where they are.
    if (node.extensions?.EXT_mesh_gpu_instancing) return
    for (const primitive of gltf.meshes?.[node.mesh ?? -1]?.primitives ?? []) {
      const accessor = primitive.attributes.POSITION
      const values = accessor === undefined ? null : accessorValues(model, accessor)
      if (!values) continue
      const step = gltf.accessors?.[accessor ?? -1]?.normalized
        ? normalizer(gltf.accessors[accessor ?? -1]?.componentType)
        : 1
      for (let at = 0; at < values.length; at += 3)
        yield [
          `/accessors/${accessor}`,
          transform(matrix, [(values[at] ?? 0) * step, (values[at + 1] ?? 0) * step, (values[at + 2] ?? 0) * step]),
        ]
    }
  }
  const base = multiply(tile, Y_UP_TO_Z_UP)
  for (const root of roots) yield* visit(root, base, 0)
}

function normalizer(componentType: number | undefined): number {
  switch (componentType) {
    case 5120:
      return 1 / 127
    case 5121:
      return 1 / 255
    case 5122:
      return 1 / 32767
    case 5123:
      return 1 / 65535
    default:
      return 1
  }
}
