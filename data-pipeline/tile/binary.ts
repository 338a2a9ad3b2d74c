/** Property tables and float64 columns want 8-byte boundaries; a tile that keeps them everywhere is always right. */
const ALIGNMENT = 8

export interface BufferView {
  readonly buffer: number
  readonly byteOffset: number
  readonly byteLength: number
  readonly byteStride?: number
  readonly target?: number
  readonly extensions?: { readonly EXT_meshopt_compression: object }
}

/** What meshopt packed: `count` rows of `byteStride` bytes, and what they are for in the glTF. */
interface PackedRows {
  readonly count: number
  readonly byteStride: number
  readonly mode: 'ATTRIBUTES' | 'TRIANGLES'
  /** vertices 34962, indices 34963; none for columns of a table */
  readonly target?: 34962 | 34963
}

/** The binary chunk of a GLB in the making: bytes on 8-byte boundaries and the buffer views that name them. */
export class Binary {
  readonly views: BufferView[] = []
  /** length of the buffer that compressed views stand for; it holds no bytes */
  fallbackLength = 0
  readonly #parts: Uint8Array[] = []
  #length = 0

  /** Adds plain bytes and returns the index of their buffer view. */
  add(bytes: Uint8Array): number {
    return this.views.push({ buffer: 0, byteOffset: this.#append(bytes), byteLength: bytes.byteLength }) - 1
  }

  /** Adds what meshopt made and returns the index of the buffer view. */
  addCompressed(bytes: Uint8Array, rows: PackedRows, filter?: 'OCTAHEDRAL' | 'EXPONENTIAL'): number {
    const { count, byteStride, mode, target } = rows
    const byteOffset = this.fallbackLength
    const byteLength = count * byteStride
    this.fallbackLength = byteOffset + Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT
    const EXT_meshopt_compression = {
      buffer: 0,
      byteOffset: this.#append(bytes),
      byteLength: bytes.byteLength,
      byteStride,
      count,
      mode,
      ...(filter ? { filter } : {}),
    }
    const view = {
      buffer: 1,
      byteOffset,
      byteLength,
      ...(target === 34962 ? { byteStride } : {}),
      ...(target ? { target } : {}),
      extensions: { EXT_meshopt_compression },
    }
    return this.views.push(view) - 1
  }

  /** All bytes, ending on an 8-byte boundary. */
  finish(): Uint8Array {
    const bytes = new Uint8Array(this.#length)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += aligned(part.byteLength)
    }
    return bytes
  }

  #append(bytes: Uint8Array): number {
    const at = this.#length
    this.#parts.push(bytes)
    this.#length += aligned(bytes.byteLength)
    return at
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT
}
