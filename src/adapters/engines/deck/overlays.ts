import type { Layer } from '@deck.gl/core'
import { PathLayer } from '@deck.gl/layers'
import type { Line, Overlay } from '../../../ports/scene.ts'
import { depthGridLayer } from './depth-grid.ts'
import type { MapLook } from './look.ts'
import { paperTexts } from './texts.ts'

/** [px] above its place, so that a label does not cover what it names */
const LABEL_RISE = 12

/** Layers of an overlay without marks; none for what a flat map cannot show. */
export function overlayLayers(overlay: Exclude<Overlay, { kind: 'points' }>, look: MapLook): Layer[] {
  if (overlay.kind === 'depth-grid') return [depthGridLayer(overlay)]
  if (overlay.kind === 'lines') return [lineLayer(overlay.id, overlay.lines)]
  if (overlay.kind === 'plume') return []
  const texts = overlay.labels.map(({ at, text }) => ({ text, position: [at.lon, at.lat] as const }))
  return paperTexts(`${overlay.id}/labels`, texts, look.labelInk, look.labelPaper, [0, -LABEL_RISE])
}

function lineLayer(id: string, lines: readonly Line[]): PathLayer<Line> {
  return new PathLayer<Line>({
    id: `${id}/lines`,
    data: lines.filter(({ path }) => path.length >= 2),
    getPath: ({ path }) => path.map(({ lon, lat }): [number, number] => [lon, lat]),
    getColor: ({ color }) => [...color],
    getWidth: ({ width }) => width,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
    positionFormat: 'XY',
  })
}
