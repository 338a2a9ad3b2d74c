/** The package has no types of its own; this is the part that the tests use. */
declare module '@here/quantized-mesh-decoder' {
  interface DecodedTile {
    readonly header: Readonly<Record<string, number>>
    /** all u, then all v, then all heights; 0…32767 */
    readonly vertexData: Uint16Array
    readonly triangleIndices: Uint16Array | Uint32Array
    readonly westIndices: Uint16Array | Uint32Array
    readonly southIndices: Uint16Array | Uint32Array
    readonly eastIndices: Uint16Array | Uint32Array
    readonly northIndices: Uint16Array | Uint32Array
    readonly extensions: { readonly vertexNormals?: Uint8Array }
  }
  export default function decode(data: ArrayBuffer): DecodedTile
}
