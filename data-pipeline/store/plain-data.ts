const ARRAYS = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const
type ArrayName = keyof typeof ARRAYS

interface PackedArray {
  readonly $array: ArrayName
  readonly bytes: string
}

/** Plain objects with typed arrays as text: equal data gives equal text, which `v8.serialize` does not promise. */
export function packPlain(data: unknown): string {
  return JSON.stringify(data, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    const raw = this[key]
    if (!ArrayBuffer.isView(raw)) return value
    const name = Object.keys(ARRAYS).find((kind) => raw instanceof ARRAYS[kind as ArrayName])
    if (name === undefined) throw new TypeError(`packPlain: "${key}" is an array of a kind that is not packed`)
    return { $array: name, bytes: Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64') }
  })
}

export function unpackPlain(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$array' in value)) return value
    const { $array, bytes } = value as PackedArray
    const raw = Buffer.from(bytes, 'base64')
    return new ARRAYS[$array](raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength))
  })
}
