import { BitmapLayer } from '@deck.gl/layers'
import type { FieldStep, WaterFrame, WaterGrid, WaterPart } from '../../../ports/scene.ts'
import { type SplitProps, WaterSplit } from './water-split.ts'

/** values that a cell can have */
const VALUES = 65_536
const SPLIT = new WaterSplit()

/** The layers of a water, by where it is split. */
export type WaterDrawing = (share: SplitProps['share']) => BitmapLayer<SplitProps>[]

/**
 * Water on a flat map: a picture of one pixel a cell, between the corners of its grid, each in the colour of the highest
 * step that it reaches. Even in the map's projection, which over a city differs from the grid's own by less than a cell.
 */
export function waterDrawing({ columns, rows, place }: WaterGrid, frame: WaterFrame, part: WaterPart): WaterDrawing {
  const corner = (column: number, row: number): [number, number] => {
    const { lon, lat } = place(column, row)
    return [lon, lat]
  }
  const look = {
    id: `water-${part}`,
    part,
    // south-west, north-west, north-east, south-east
    bounds: [corner(0, 0), corner(0, rows), corner(columns, rows), corner(columns, 0)] as [
      [number, number],
      [number, number],
      [number, number],
      [number, number],
    ],
    image: new ImageData(waterColors({ columns, rows }, frame), columns, rows),
    textureParameters: { minFilter: 'nearest', magFilter: 'nearest', mipmapFilter: 'none' },
  } as const
  return (share) => [new BitmapLayer<SplitProps>({ ...look, share, extensions: [SPLIT] })]
}

/** RGBA a cell, row 0 in the north as a picture has it; transparent where it is dry or below the first step. */
export function waterColors(
  { columns, rows }: Pick<WaterGrid, 'columns' | 'rows'>,
  { depth, tint, steps }: Pick<WaterFrame, 'depth' | 'tint' | 'steps'>,
): Uint8ClampedArray<ArrayBuffer> {
  const colors = colorOfValues(steps, tint ? 1 : 0.001)
  const rgba = new Uint8ClampedArray(4 * columns * rows)
  const words = new Uint32Array(rgba.buffer)
  for (let row = 0; row < rows; row += 1) {
    const from = (rows - 1 - row) * columns
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column
      if ((depth[cell] ?? 0) > 0) words[from + column] = colors[(tint ?? depth)[cell] ?? 0] ?? 0
    }
  }
  return rgba
}

/** Four bytes for each value that a cell can have; steps ascend. */
function colorOfValues(steps: readonly FieldStep[], unit: number): Uint32Array {
  const words = new Uint32Array(VALUES)
  for (const { from, color } of steps) {
    const [word = 0] = new Uint32Array(Uint8Array.from(color).buffer)
    words.fill(word, Math.min(VALUES, Math.max(0, Math.round(from / unit))))
  }
  return words
}
