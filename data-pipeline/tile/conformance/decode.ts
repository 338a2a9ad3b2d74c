import { MeshoptDecoder } from 'meshoptimizer/decoder'
import type { Model } from './read-gltf.ts'

const COMPONENT_BYTES: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 }
const COMPONENTS = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 } as const

/** Must be awaited once before anything compressed is decoded. */
export const decoderReady: Promise<void> = MeshoptDecoder.ready

export function componentsOf(type: keyof typeof COMPONENTS): number {
  return COMPONENTS[type]
}

export function componentBytesOf(componentType: number): number {
  return COMPONENT_BYTES[componentType] ?? 1
}

/** meshopt's part of a buffer view, under either name of the extension. */
export function packingOf(model: Model, view: number) {
  const extensions = model.gltf.bufferViews?.[view]?.extensions
  return extensions?.EXT_meshopt_compression ?? extensions?.KHR_meshopt_compression
}

/** The bytes of a buffer view, decompressed; null when it is out of range, empty or broken (another rule says so). */
export function viewBytes(model: Model, index: number): Uint8Array | null {
  const view = model.gltf.bufferViews?.[index]
  if (!view) return null
  const packing = packingOf(model, index)
  const source = slice(model, packing ?? view)
  if (!source || !packing) return source
  try {
    const target = new Uint8Array(packing.count * packing.byteStride)
    MeshoptDecoder.decodeGltfBuffer(target, packing.count, packing.byteStride, source, packing.mode, packing.filter)
    return target
  } catch {
    return null
  }
}

function slice(
  model: Model,
  range: { readonly buffer: number; readonly byteOffset?: number | undefined; readonly byteLength: number },
): Uint8Array | null {
  const buffer = model.buffers[range.buffer]
  const start = range.byteOffset ?? 0
  return buffer && start + range.byteLength <= buffer.byteLength
    ? buffer.subarray(start, start + range.byteLength)
    : null
}

/**
 * The numbers of an accessor as they are stored (not normalised), length count × components; null when they cannot be
 * read: out of range, sparse, or held by a compression that is not known here.
 */
export function accessorValues(model: Model, index: number): Float64Array | null {
  const accessor = model.gltf.accessors?.[index]
  if (accessor?.bufferView === undefined || accessor.sparse !== undefined) return null
  const bytes = viewBytes(model, accessor.bufferView)
  if (!bytes) return null
  const components = COMPONENTS[accessor.type]
  const size = componentBytesOf(accessor.componentType)
  const stride = model.gltf.bufferViews?.[accessor.bufferView]?.byteStride ?? components * size
  const start = accessor.byteOffset ?? 0
  if (start + (accessor.count - 1) * stride + components * size > bytes.byteLength) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = reader(view, accessor.componentType)
  const values = new Float64Array(accessor.count * components)
  for (let row = 0; row < accessor.count; row++)
    for (let component = 0; component < components; component++)
      values[row * components + component] = read(start + row * stride + component * size)
  return values
}

function reader(view: DataView, componentType: number): (at: number) => number {
  switch (componentType) {
    case 5120:
      return (at) => view.getInt8(at)
    case 5121:
      return (at) => view.getUint8(at)
    case 5122:
      return (at) => view.getInt16(at, true)
    case 5123:
      return (at) => view.getUint16(at, true)
    case 5125:
      return (at) => view.getUint32(at, true)
    default:
      return (at) => view.getFloat32(at, true)
  }
}
