import type { Rgba } from '../../../../src/ports/scene.ts'
import type { Seen } from '../scene-contract.ts'

/** A channel of a pure colour is bright or dark, whatever the light on it. */
const [BRIGHT, DARK] = [120, 95]
/** what two renderings of the same may differ by, of 255 */
const NOISE = 16

interface Picture extends Seen {
  readonly pixels: ImageData
}

/** @param png  base64 of a screenshot */
export async function seenIn(png: string): Promise<Picture> {
  const image = new Image()
  image.src = `data:image/png;base64,${png}`
  await image.decode()
  const canvas = new OffscreenCanvas(image.width, image.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('seenIn: no 2D canvas')
  context.drawImage(image, 0, 0)
  const pixels = context.getImageData(0, 0, image.width, image.height)
  return {
    pixels,
    shareOf: (color) => shareOf(pixels, color),
    differenceTo: (other) => difference(pixels, (other as Picture).pixels),
  }
}

function shareOf({ data }: ImageData, color: Rgba): number {
  let count = 0
  for (let i = 0; i < data.length; i += 4) {
    const isOne = [0, 1, 2].every((channel) =>
      (color[channel as 0 | 1 | 2] ?? 0) > 127 ? (data[i + channel] ?? 0) >= BRIGHT : (data[i + channel] ?? 0) <= DARK,
    )
    if (isOne) count += 1
  }
  return count / (data.length / 4)
}

function difference(a: ImageData, b: ImageData): number {
  let count = 0
  for (let i = 0; i < a.data.length; i += 4) {
    const isOther = [0, 1, 2].some(
      (channel) => Math.abs((a.data[i + channel] ?? 0) - (b.data[i + channel] ?? 0)) > NOISE,
    )
    if (isOther) count += 1
  }
  return count / (a.data.length / 4)
}
