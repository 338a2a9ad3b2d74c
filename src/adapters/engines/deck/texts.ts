import type { Layer } from '@deck.gl/core'
import { TextLayer, type TextLayerProps } from '@deck.gl/layers'
import type { LabelSide } from '../../../domain/geo/place-labels.ts'
import type { Rgba } from '../../../ports/scene.ts'
import { FONT, type MapLook } from './look.ts'

/** [px] */
export const MAP_TEXT = 12
export const LABEL_TEXT = 13

export interface PlacedText {
  readonly position: readonly [lon: number, lat: number]
  readonly text: string
}

/** Writing that lies on the map, with an edge of the ground's colour around it. */
export function mapTexts(id: string, data: readonly PlacedText[], ink: Rgba, halo: Rgba, isVisible: boolean): Layer[] {
  return texts(id, data, {
    visible: isVisible,
    getSize: MAP_TEXT,
    getColor: [...ink],
    fontWeight: '500',
    // an edge needs distances instead of pixels in the letters' texture
    fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16, cutoff: 0.2, smoothing: 0.15 },
    outlineWidth: 3,
    outlineColor: [...halo],
    updateTriggers: { getColor: ink.join() },
  })
}

/** A label and where it stands. */
export interface StandingText extends PlacedText {
  readonly side: LabelSide
}

/** Writing on its own paper, so many pixels beside what it names. */
export function paperTexts(
  id: string,
  data: readonly StandingText[],
  { labelInk: ink, labelPaper: paper }: Pick<MapLook, 'labelInk' | 'labelPaper'>,
  gap: number,
): Layer[] {
  return texts<StandingText>(id, data, {
    getSize: LABEL_TEXT,
    getColor: [...ink],
    fontWeight: '600',
    fontSettings: { fontSize: 40, buffer: 4 },
    background: true,
    getBackgroundColor: [...paper],
    backgroundPadding: [6, 3],
    backgroundBorderRadius: 3,
    getPixelOffset: ({ side }) => [AWAY[side][0] * gap, AWAY[side][1] * gap],
    getTextAnchor: ({ side }) => ANCHORS[side],
    getAlignmentBaseline: ({ side }) => BASELINES[side],
    updateTriggers: { getColor: ink.join(), getBackgroundColor: paper.join() },
  })
}

const AWAY: Readonly<Record<LabelSide, readonly [number, number]>> = {
  above: [0, -1],
  below: [0, 1],
  right: [1, 0],
  left: [-1, 0],
}
const ANCHORS = { above: 'middle', below: 'middle', right: 'start', left: 'end' } as const
const BASELINES = { above: 'bottom', below: 'top', right: 'center', left: 'center' } as const

/** No layer for no text: the letters' texture would have no size. */
function texts<Text extends PlacedText>(
  id: string,
  data: readonly Text[],
  look: Partial<TextLayerProps<Text>>,
): Layer[] {
  if (data.length === 0) return []
  return [
    new TextLayer<Text>({
      id,
      data: data as Text[],
      characterSet: 'auto',
      fontFamily: FONT,
      getPosition: ({ position: [lon, lat] }) => [lon, lat],
      getText: ({ text }) => text,
      ...look,
    }),
  ]
}
