import { DataTexture, NearestFilter, RGBAFormat, UnsignedByteType } from 'three'
import type { AssetPaint } from '../../../ports/scene.ts'
import { ROW, type Shared } from './shading.ts'

/** Copies a paint into the state texture; its memory is made anew only when the number of assets changes. */
export function applyPaint(shared: Shared, { rgba }: AssetPaint): void {
  const rows = Math.max(1, Math.ceil(rgba.length / 4 / ROW))
  let texture = shared.u_state.value
  if (texture.image.height !== rows || texture.image.width !== ROW) {
    texture.dispose()
    texture = new DataTexture(new Uint8Array(ROW * rows * 4), ROW, rows, RGBAFormat, UnsignedByteType)
    texture.magFilter = NearestFilter
    texture.minFilter = NearestFilter
    shared.u_state.value = texture
  }
  const data: unknown = texture.image.data
  if (data instanceof Uint8Array) data.set(rgba)
  texture.needsUpdate = true
  shared.u_isPainted.value = true
}
