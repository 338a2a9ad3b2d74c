import { type Context, PixelDatatype, PixelFormat, Sampler, Texture } from 'cesium'

/** [bytes] sent to the graphics card in one frame of the picture: a million cells */
const STRIP = 4 << 20

/** A texture of one value a cell that is filled over several frames of the picture. */
export interface Filling {
  /** sends the next strip; true = all of it is there */
  send(): boolean
}

export function bedTexture(context: Context, columns: number, rows: number): Texture {
  return texture(context, columns, rows, PixelFormat.RED, PixelDatatype.FLOAT)
}

/** Four bytes a cell: `Texels.words`. */
export function waterTexture(context: Context, columns: number, rows: number): Texture {
  return texture(context, columns, rows, PixelFormat.RGBA, PixelDatatype.UNSIGNED_BYTE)
}

/** @param values  four bytes a cell; must stay as they are until all is sent */
export function fill(into: Texture, columns: number, rows: number, values: Float32Array | Uint8Array): Filling {
  const perRow = values.length / rows
  const most = Math.max(1, Math.floor(STRIP / (4 * columns)))
  let sent = 0
  return {
    send() {
      const height = Math.min(most, rows - sent)
      if (height <= 0) return true
      const arrayBufferView = values.subarray(sent * perRow, (sent + height) * perRow)
      into.copyFrom({ yOffset: sent, source: { width: columns, height, arrayBufferView } })
      sent += height
      return sent === rows
    },
  }
}

function texture(context: Context, width: number, height: number, pixelFormat: number, pixelDatatype: number): Texture {
  return new Texture({ context, width, height, pixelFormat, pixelDatatype, flipY: false, sampler: Sampler.NEAREST })
}
