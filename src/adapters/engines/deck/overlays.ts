import type { Layer } from '@deck.gl/core'
import { PathLayer } from '@deck.gl/layers'
import type { Line, Overlay } from '../../../ports/scene.ts'
import { depthGridDrawing } from './depth-grid.ts'
import type { MapLook } from './look.ts'
import { paperTexts } from './texts.ts'

/** [px] above its place, so that a label does not cover what it names */
const LABEL_RISE = 12

type Drawn = Exclude<Overlay, { kind: 'points' }>

/** An overlay made ready once: its data stay the same objects, so that a new list of layers uploads nothing anew. */
export interface OverlayDrawing {
  readonly kind: Drawn['kind']
  layers(look: MapLook): Layer[]
}

/** Layers of an overlay without marks; none for what a flat map cannot show. */
export function overlayDrawing(overlay: Drawn): OverlayDrawing {
  const { kind, id } = overlay
  if (kind === 'depth-grid') return { kind, layers: depthGridDrawing(overlay) }
  if (kind === 'plume') return { kind, layers: () => [] }
  if (kind === 'lines') {
    const lines = overlay.lines.filter(({ path }) => path.length >= 2)
    return { kind, layers: () => [lineLayer(id, lines)] }
  }
  const texts = overlay.labels.map(({ at, text }) => ({ text, position: [at.lon, at.lat] as const }))
  return {
    kind,
    layers: (look) => paperTexts(`${id}/labels`, texts, look.labelInk, look.labelPaper, [0, -LABEL_RISE]),
  }
}

function lineLayer(id: string, data: Line[]): PathLayer<Line> {
  return new PathLayer<Line>({
    id: `${id}/lines`,
    data,
    getPath: ({ path }) => path.map(({ lon, lat }): [number, number] => [lon, lat]),
    getColor: ({ color }) => [...color],
    getWidth: ({ width }) => width,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    positionFormat: 'XY',
  })
}
