import type { Triple } from './compress-mesh.ts'

/** Boxes are this much larger than what they hold, so that rounding never puts a vertex outside [m]. */
const MARGIN = 0.01

/** East, north, up of two corners in the tileset's frame [m]. */
export interface Box {
  readonly low: Triple
  readonly high: Triple
}

/** The smallest box around others. */
export function union(boxes: readonly Box[]): Box {
  const reach = (pick: (box: Box) => Triple, choose: (...values: number[]) => number): Triple => [
    choose(...boxes.map((box) => pick(box)[0])),
    choose(...boxes.map((box) => pick(box)[1])),
    choose(...boxes.map((box) => pick(box)[2])),
  ]
  return { low: reach((box) => box.low, Math.min), high: reach((box) => box.high, Math.max) }
}

/** A box as 3D Tiles write it: centre and three half axes. */
export function boxVolume({ low, high }: Box): number[] {
  const middle = low.map((value, axis) => (value + (high[axis] ?? 0)) / 2)
  const [x = 0, y = 0, z = 0] = low.map((value, axis) => ((high[axis] ?? 0) - value) / 2 + MARGIN)
  return [...middle, x, 0, 0, 0, y, 0, 0, 0, z]
}
