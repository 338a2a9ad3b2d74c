import type { Mesh } from '../mesh/mesh-writer.ts'
import { Binary } from './binary.ts'
import { compressMesh, type Triple } from './compress-mesh.ts'
import type { FeatureProperties } from './feature.ts'
import { propertyTable } from './property-table.ts'

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

export interface TileContent {
  readonly mesh: Mesh
  /** east, north, up of the mesh's origin in the tileset's frame [m] */
  readonly origin: Triple
  /** row i belongs to feature i of the mesh; null for public tiles */
  readonly rows: readonly FeatureProperties[] | null
  /** red, green, blue 0…1, linear */
  readonly color: Triple
  readonly isDoubleSided: boolean
  /** leaves hold every survey node within 10 mm; coarser levels are only for the eye */
  readonly isExact: boolean
}

export interface Glb {
  readonly bytes: Uint8Array
  /** box of the positions as an engine will decode them: east, north, up [m] */
  readonly low: Triple
  readonly high: Triple
}

/** One tile as GLB bytes: one mesh primitive, one material, and for internal tiles one feature-id set with its table. */
export function writeGlb({ mesh, origin, rows, color, isDoubleSided, isExact }: TileContent): Glb {
  const binary = new Binary()
  const gids = rows && Float32Array.from(rows, (row) => row.gid)
  const compressed = compressMesh(mesh, origin, gids, isExact, binary)
  const { attributes, indices, scale, translation } = compressed
  const features = rows && {
    EXT_mesh_features: { featureIds: [{ featureCount: rows.length, attribute: 0, propertyTable: 0 }] },
  }
  const table = rows && { EXT_structural_metadata: propertyTable(rows, binary) }
  // Normals are 8-bit also where positions are float32.
  const required = ['KHR_mesh_quantization', 'EXT_meshopt_compression']
  const bytes = binary.finish()
  const json = {
    asset: { version: '2.0', generator: 'lifeline-twin' },
    extensionsUsed: [...required, ...(rows ? ['EXT_mesh_features', 'EXT_structural_metadata'] : [])],
    extensionsRequired: required,
    ...(table ? { extensions: table } : {}),
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, translation, ...(scale === 1 ? {} : { scale: [scale, scale, scale] }) }],
    meshes: [{ primitives: [{ attributes, indices, material: 0, ...(features ? { extensions: features } : {}) }] }],
    materials: [
      {
        pbrMetallicRoughness: { baseColorFactor: [...color, 1], metallicFactor: 0, roughnessFactor: 0.9 },
        ...(isDoubleSided ? { doubleSided: true } : {}),
      },
    ],
    accessors: compressed.accessors,
    bufferViews: binary.views,
    buffers: [
      { byteLength: bytes.byteLength },
      { byteLength: binary.fallbackLength, extensions: { EXT_meshopt_compression: { fallback: true } } },
    ],
  }
  return { bytes: container(json, bytes), low: compressed.low, high: compressed.high }
}

/** The two chunks of a GLB. The JSON is padded with spaces so that the binary chunk's bytes lie on an 8-byte boundary. */
function container(json: object, binary: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json))
  // 12 bytes of header and 8 of each chunk head: the binary starts at 28 + the JSON's length.
  const jsonLength = Math.ceil((text.byteLength + 28) / 8) * 8 - 28
  const bytes = new Uint8Array(28 + jsonLength + binary.byteLength)
  const view = new DataView(bytes.buffer)
  const words = [MAGIC, 2, bytes.byteLength, jsonLength, JSON_CHUNK]
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word, true)
  bytes.fill(0x20, 20, 20 + jsonLength).set(text, 20)
  view.setUint32(20 + jsonLength, binary.byteLength, true)
  view.setUint32(24 + jsonLength, BINARY_CHUNK, true)
  bytes.set(binary, 28 + jsonLength)
  return bytes
}
