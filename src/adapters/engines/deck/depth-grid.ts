import { BitmapLayer } from '@deck.gl/layers'
import type { FieldStep, Overlay } from '../../../ports/scene.ts'

/**
 * Water on a flat map: a picture of one pixel a cell, each in the colour of the highest step that its depth reaches.
 * Cells are not blended into one another, so that a colour always means the step of the legend.
 */
export function depthGridDrawing({ id, grid, depth, steps }: Overlay & { kind: 'depth-grid' }): () => BitmapLayer[] {
  const [west, south, east, north] = grid.bounds
  const image = new ImageData(colorsOf(depth, steps), grid.columns, grid.rows)
  const look = {
    id: `${id}/depth`,
    bounds: [west, south, east, north] as [number, number, number, number],
    image,
    textureParameters: { minFilter: 'nearest', magFilter: 'nearest', mipmapFilter: 'none' },
    _imageCoordinateSystem: 'lnglat',
  } as const
  return () => [new BitmapLayer(look)]
}

/** RGBA a cell; transparent below the first step and where the depth is NaN. */
export function colorsOf(depth: Float32Array, steps: readonly FieldStep[]): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * depth.length)
  depth.forEach((value, cell) => {
    const step = steps.findLast(({ from }) => value >= from)
    if (step) rgba.set(step.color, 4 * cell)
  })
  return rgba
}
