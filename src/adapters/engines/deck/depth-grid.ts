import { BitmapLayer } from '@deck.gl/layers'
import type { FieldGrid, FieldStep, Overlay } from '../../../ports/scene.ts'

/**
 * Water on a flat map: a picture of one pixel a cell, each in the colour of the highest step that its depth reaches.
 * Cells are not blended into one another, so that a colour always means the step of the legend.
 */
export function depthGridDrawing({ id, grid, depth, steps }: Overlay & { kind: 'depth-grid' }): () => BitmapLayer[] {
  return fieldDrawing(`${id}/depth`, grid, depth, steps)
}

/** Gas on a flat map: of the sheets over a cell the most. */
export function plumeDrawing({ id, grid, sheets, steps }: Overlay & { kind: 'plume' }): () => BitmapLayer[] {
  return fieldDrawing(`${id}/plume`, grid, mostOf(sheets.map(({ concentration }) => concentration)), steps)
}

/** By cell the most of several fields of one grid; NaN where none has a value. */
export function mostOf(fields: readonly Float32Array[]): Float32Array {
  return Float32Array.from({ length: fields[0]?.length ?? 0 }, (_, cell) =>
    fields.reduce((before, field) => {
      const here = field[cell] ?? Number.NaN
      return here > before || Number.isNaN(before) ? here : before
    }, Number.NaN),
  )
}

function fieldDrawing(
  id: string,
  grid: FieldGrid,
  values: Float32Array,
  steps: readonly FieldStep[],
): () => BitmapLayer[] {
  const [west, south, east, north] = grid.bounds
  const image = new ImageData(colorsOf(values, steps), grid.columns, grid.rows)
  const look = {
    id,
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
