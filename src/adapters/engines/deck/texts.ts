import type { Layer } from '@deck.gl/core'
import { TextLayer, type TextLayerProps } from '@deck.gl/layers'
import type { Rgba } from '../../../ports/scene.ts'
import { FONT } from './look.ts'

/** [px] */
export const MAP_TEXT = 12
export const LABEL_TEXT = 13
const WIDE_CHARACTER = /[⺀-￯]/

export interface PlacedText {
  readonly position: readonly [lon: number, lat: number]
  readonly text: string
}

/** About how wide a text is drawn [px]. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (WIDE_CHARACTER.test(character) ? size : 0.6 * size), 0)
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

/** Writing on its own paper, above or beside what it names. */
export function paperTexts(
  id: string,
  data: readonly PlacedText[],
  ink: Rgba,
  paper: Rgba,
  offset: readonly [x: number, y: number],
): Layer[] {
  return texts(id, data, {
    getSize: LABEL_TEXT,
    getColor: [...ink],
    fontWeight: '600',
    fontSettings: { fontSize: 40, buffer: 4 },
    background: true,
    getBackgroundColor: [...paper],
    backgroundPadding: [6, 3],
    backgroundBorderRadius: 3,
    getPixelOffset: [...offset],
    getTextAnchor: offset[0] > 0 ? 'start' : 'middle',
    getAlignmentBaseline: offset[1] < 0 ? 'bottom' : 'center',
    updateTriggers: { getColor: ink.join(), getBackgroundColor: paper.join() },
  })
}

/** No layer for no text: the letters' texture would have no size. */
function texts(id: string, data: readonly PlacedText[], look: Partial<TextLayerProps<PlacedText>>): Layer[] {
  if (data.length === 0) return []
  return [
    new TextLayer<PlacedText>({
      id,
      data: data as PlacedText[],
      characterSet: 'auto',
      fontFamily: FONT,
      getPosition: ({ position: [lon, lat] }) => [lon, lat],
      getText: ({ text }) => text,
      ...look,
    }),
  ]
}
