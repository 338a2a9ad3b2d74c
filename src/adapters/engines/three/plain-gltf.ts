import type { GLTFLoaderPlugin, GLTFParser } from 'three/addons/loaders/GLTFLoader.js'

interface Gltf {
  readonly meshes?: readonly { readonly primitives: readonly { material?: number }[] }[]
  readonly bufferViews?: readonly {
    readonly buffer: number
    readonly byteOffset?: number
    readonly byteLength: number
  }[]
  readonly buffers?: readonly { readonly uri?: string }[]
}

/** what a buffer inside a text begins with */
const EMBEDDED = /^data:[^,]*;base64,/

/**
 * Only the shape of a tile is drawn, so no image of it is decoded; and what lies in the text of a .gltf is read from there,
 * as the page may connect to no `data:` address.
 */
export function plainGltf({ json }: GLTFParser): GLTFLoaderPlugin {
  const { meshes = [], bufferViews = [], buffers = [] } = json as Gltf
  const decoded = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    name: 'plain',
    beforeRoot() {
      for (const { primitives } of meshes) for (const primitive of primitives) delete primitive.material
      return null
    },
    loadBufferView(index) {
      const view = bufferViews[index]
      const uri = buffers[view?.buffer ?? -1]?.uri
      if (!view || uri === undefined || !EMBEDDED.test(uri)) return null
      const bytes = decoded.get(uri) ?? bytesOf(uri)
      decoded.set(uri, bytes)
      const start = view.byteOffset ?? 0
      return Promise.resolve(bytes.buffer.slice(start, start + view.byteLength))
    },
  }
}

function bytesOf(uri: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(uri.replace(EMBEDDED, '')), (letter) => letter.charCodeAt(0))
}
