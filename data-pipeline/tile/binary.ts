/** Property tables and float64 columns want 8-byte boundaries; a tile that keeps them everywhere is always right. */
const ALIGNMENT = 8

export interface BufferView {
  readonly buffer: number
  readonly byteOffset: number
  readonly byteLength: number
  readonly byteStride?: number
  readonly target?: number
  readonly extensions?: {
    readonly EXT_meshopt_compression: {
      readonly buffer: number
      readonly byteOffset: number
      readonly byteLength: number
      readonly byteStride: number
      readonly count: number
      readonly mode: 'ATTRIBUTES' | 'TRIANGLES'
    }
  }
}

/** The binary chunk of a GLB in the making: bytes on 8-byte boundaries and the buffer views that name them. */
export class Binary {
  readonly views: BufferView[] = []
  /** length of the buffer that compressed views stand for; it holds no bytes */
  fallbackLength = 0
  #parts: Uint8Array[] = []
  #length = 0

  /** Adds plain bytes and returns the index of their buffer view. */
  add(bytes: Uint8Array): number {
    return this.views.push({ buffer: 0, byteOffset: this.#append(bytes), byteLength: bytes.byteLength }) - 1
  }

  /** Adds what meshopt made of `count` rows of `byteStride` bytes and returns the index of the buffer view. */
  addCompressed(bytes: Uint8Array, count: number, byteStride: number, mode: 'ATTRIBUTES' | 'TRIANGLES'): number {
    const byteOffset = this.fallbackLength
    const byteLength = count * byteStride
    this.fallbackLength = byteOffset + Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT
    const isVertices = mode === 'ATTRIBUTES'
    const compressed = {
      buffer: 0,
      byteOffset: this.#append(bytes),
      byteLength: bytes.byteLength,
      byteStride,
      count,
      mode,
    }
    return (
      this.views.push({
        buffer: 1,
        byteOffset,
        byteLength,
        ...(isVertices ? { byteStride } : {}),
        target: isVertices ? 34962 : 34963,
        extensions: { EXT_meshopt_compression: compressed },
      }) - 1
    )
  }

  /** All bytes, ending on an 8-byte boundary. */
  finish(): Uint8Array {
    const bytes = new Uint8Array(this.#length)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += Math.ceil(part.byteLength / ALIGNMENT) * ALIGNMENT
    }
    return bytes
  }

  #append(bytes: Uint8Array): number {
    const at = this.#length
    this.#parts.push(bytes)
    this.#length += Math.ceil(bytes.byteLength / ALIGNMENT) * ALIGNMENT
    return at
  }
}
