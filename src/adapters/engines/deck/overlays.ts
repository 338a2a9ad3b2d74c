import type { Layer } from '@deck.gl/core'
import { PathLayer } from '@deck.gl/layers'
import { type LabelSide, type LabelWish, OVER } from '../../../domain/geo/place-labels.ts'
import type { Line, Overlay, ScreenPoint } from '../../../ports/scene.ts'
import { depthGridDrawing, plumeDrawing } from './depth-grid.ts'
import type { MapLook } from './look.ts'
import { LABEL_TEXT, paperTexts, type StandingText } from './texts.ts'

/** [px] above its place, so that a label does not cover what it names */
const LABEL_RISE = 12

type Drawn = Exclude<Overlay, { kind: 'points' }>

/** An overlay made ready once: its data stay the same objects, so that a new list of layers uploads nothing anew. */
export interface OverlayDrawing {
  readonly kind: Drawn['kind']
  layers(look: MapLook): Layer[]
  /** what it writes wants these places; none of others */
  wishes?(project: (lon: number, lat: number) => ScreenPoint | null): LabelWish[]
  /** by wish; null = no room */
  place?(sides: readonly (LabelSide | null)[]): void
}

/** Layers of an overlay without marks. */
export function overlayDrawing(overlay: Drawn): OverlayDrawing {
  const { kind, id } = overlay
  if (kind === 'depth-grid') return { kind, layers: depthGridDrawing(overlay) }
  if (kind === 'plume') return { kind, layers: plumeDrawing(overlay) }
  if (kind === 'lines') {
    const lines = overlay.lines.filter(({ path }) => path.length >= 2)
    return { kind, layers: () => [lineLayer(id, lines)] }
  }
  return { kind, ...labelDrawing(overlay) }
}

function labelDrawing({ id, labels, givesWay }: Extract<Drawn, { kind: 'labels' }>): Omit<OverlayDrawing, 'kind'> {
  let standing: readonly StandingText[] = []
  return {
    wishes: (project) =>
      labels.map(({ at, text, apart }, order) => ({
        ...{ at: project(at.lon, at.lat), text, size: LABEL_TEXT, gap: LABEL_RISE, sides: OVER, order },
        isKept: !givesWay || order === 0,
        ...(apart === undefined ? {} : { group: id, apart }),
      })),
    place(sides) {
      standing = labels.flatMap(({ at, text }, i) => {
        const side = sides[i]
        return side ? [{ text, position: [at.lon, at.lat] as const, side }] : []
      })
    },
    layers: (look) => paperTexts(`${id}/labels`, standing, look, LABEL_RISE),
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
