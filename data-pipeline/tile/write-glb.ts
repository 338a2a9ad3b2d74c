import type { Mesh } from '../mesh/mesh-writer.ts'
import type { AssetTable } from './asset-table.ts'
import { Binary } from './binary.ts'
import { compressMesh, type MeshPrecision, type Triple } from './compress-mesh.ts'

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

export interface TileContent {
  /** in the tileset's frame; without indices its vertices are pairs, drawn as lines */
  readonly mesh: Mesh
  /** row i belongs to feature i of the mesh; null for public tiles */
  readonly table: AssetTable | null
  /** red, green, blue 0…1, linear */
  readonly color: Triple
  readonly isDoubleSided: boolean
  readonly precision: MeshPrecision
  /** an overview: unlit, and only what a pick needs in the table */
  readonly isParent: boolean
}

export interface Glb {
  readonly bytes: Uint8Array
  /** box of the positions as an engine will decode them: east, north, up [m] */
  readonly low: Triple
  readonly high: Triple
}

/** One tile as GLB bytes: one mesh primitive, one material, and for internal tiles one feature-id set with its table. */
export function writeGlb({ mesh, table, color, isDoubleSided, precision, isParent }: TileContent): Glb {
  const binary = new Binary()
  const compressed = compressMesh(mesh, table?.gids ?? null, precision, binary)
  const { attributes, indices, scale, translation } = compressed
  const features = table && {
    EXT_mesh_features: { featureIds: [{ featureCount: table.count, attribute: 0, propertyTable: 0 }] },
  }
  const metadata = table && { EXT_structural_metadata: table.write(binary, isParent) }
  // Normals are 8-bit also where positions are float32.
  const required = ['KHR_mesh_quantization', 'EXT_meshopt_compression']
  const bytes = binary.finish()
  const primitive = {
    attributes,
    ...(indices === null ? { mode: 1 } : { indices }),
    material: 0,
    ...(features ? { extensions: features } : {}),
  }
  const json = {
    asset: { version: '2.0', generator: 'lifeline-twin' },
    extensionsUsed: [
      ...required,
      ...(isParent ? ['KHR_materials_unlit'] : []),
      ...(table ? ['EXT_mesh_features', 'EXT_structural_metadata'] : []),
    ],
    extensionsRequired: required,
    ...(metadata ? { extensions: metadata } : {}),
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, translation, ...(scale === 1 ? {} : { scale: [scale, scale, scale] }) }],
    meshes: [{ primitives: [primitive] }],
    materials: [
      {
        pbrMetallicRoughness: { baseColorFactor: [...color, 1], metallicFactor: 0, roughnessFactor: 0.9 },
        ...(isDoubleSided ? { doubleSided: true } : {}),
        ...(isParent ? { extensions: { KHR_materials_unlit: {} } } : {}),
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
export function container(json: object, binary: Uint8Array): Uint8Array {
  const text = Buffer.from(JSON.stringify(json))
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
