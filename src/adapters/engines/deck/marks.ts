import type { Layer } from '@deck.gl/core'
import { IconLayer } from '@deck.gl/layers'
import { ICON_SIZE, MARK_RINGS } from '../../../domain/sensing/mark-icon.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Mark, ScreenPoint } from '../../../ports/scene.ts'
import type { MapLook } from './look.ts'
import { iconName, markAtlas } from './mark-atlas.ts'
import { withRoom } from './room.ts'
import { paperTexts } from './texts.ts'

export const SPACING = 22
/** a mark without room keeps its place on the picture, small */
const CROWDED_SCALE = 0.4
const LABELLED = MARK_RINGS.length

interface Drawn {
  readonly mark: Mark
  readonly scale: number
}

/** The marks of one overlay; those in want of room are drawn small, the most urgent never. */
export interface MarkLayers {
  readonly marks: readonly Mark[]
  /** decides anew which marks have room; to be called when the camera rests */
  settle(project: (lon: number, lat: number) => ScreenPoint | null): void
  layers(look: MapLook, theme: Theme): Layer[]
  /** id of the mark behind a picked object of one of these layers */
  markOf(layerId: string, index: number): string | null
}

export function markLayers(overlay: string, marks: readonly Mark[]): MarkLayers {
  let drawn: readonly Drawn[] = marks.map((mark) => ({ mark, scale: 1 }))
  const labels = marks.flatMap(({ at, label }) =>
    label === undefined ? [] : [{ text: label, position: [at.lon, at.lat] as const }],
  )
  return {
    marks,
    settle(project) {
      const room = withRoom(
        marks.map((mark) => ({
          at: project(mark.at.lon, mark.at.lat),
          width: SPACING,
          height: SPACING,
          urgency: MARK_RINGS.length - MARK_RINGS.indexOf(mark.ring) + (mark.label === undefined ? 0 : LABELLED),
        })),
      )
      const isSame = drawn.every(({ scale }, i) => scale === (room[i] ? 1 : CROWDED_SCALE))
      if (!isSame) drawn = marks.map((mark, i) => ({ mark, scale: room[i] ? 1 : CROWDED_SCALE }))
    },
    layers(look, theme) {
      const { picture, mapping } = markAtlas(theme)
      return [
        new IconLayer<Drawn>({
          id: `${overlay}/icons`,
          data: drawn,
          pickable: true,
          // deck takes any picture here, its types name only addresses and textures
          iconAtlas: picture as unknown as string,
          iconMapping: mapping,
          getIcon: ({ mark }) => iconName(mark),
          getPosition: ({ mark }) => [mark.at.lon, mark.at.lat],
          getSize: ({ scale }) => ICON_SIZE * scale,
        }),
        ...paperTexts(`${overlay}/labels`, labels, look.labelInk, look.labelPaper, [ICON_SIZE / 2 + 8, 0]),
      ]
    },
    markOf: (layerId, index) => (layerId === `${overlay}/icons` ? (drawn[index]?.mark.id ?? null) : null),
  }
}
