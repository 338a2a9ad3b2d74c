import type { Layer } from '@deck.gl/core'
import { IconLayer } from '@deck.gl/layers'
import { BESIDE, type LabelSide, type LabelWish } from '../../../domain/geo/place-labels.ts'
import { type Wish, withRoom } from '../../../domain/geo/room.ts'
import { ICON_SIZE, MARK_RINGS } from '../../../domain/sensing/mark-icon.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Mark, ScreenPoint } from '../../../ports/scene.ts'
import type { MapLook } from './look.ts'
import { iconName, markAtlas } from './mark-atlas.ts'
import { LABEL_TEXT, paperTexts, type StandingText } from './texts.ts'

export const SPACING = 22
/** a mark without room keeps its place on the picture, small */
const CROWDED_SCALE = 0.4
const LABELLED = MARK_RINGS.length
/** from the middle of a mark to its label [px] */
const LABEL_GAP = ICON_SIZE / 2 + 8

interface Drawn {
  readonly mark: Mark
  readonly scale: number
}

/** The marks of one overlay; those in want of room are drawn small, the most urgent never. */
export interface MarkLayers {
  readonly marks: readonly Mark[]
  /** decides anew which marks have room; to be called when the camera rests */
  settle(project: (lon: number, lat: number) => ScreenPoint | null): void
  /** of the marks that have a label, in the order given */
  wishes(project: (lon: number, lat: number) => ScreenPoint | null): LabelWish[]
  /** by wish; null = no room */
  place(sides: readonly (LabelSide | null)[]): void
  /** alarms and what is selected: labels do not cover them */
  taken(project: (lon: number, lat: number) => ScreenPoint | null): Wish[]
  layers(look: MapLook, theme: Theme): Layer[]
  /** id of the mark behind a picked object of one of these layers */
  markOf(layerId: string, index: number): string | null
}

export function markLayers(overlay: string, marks: readonly Mark[]): MarkLayers {
  let drawn: readonly Drawn[] = marks.map((mark) => ({ mark, scale: 1 }))
  const labelled = marks.flatMap(({ at, label, ring }) => (label === undefined ? [] : [{ at, text: label, ring }]))
  let standing: readonly StandingText[] = []
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
    wishes: (project) =>
      labelled.map(({ at, text, ring }, order) => ({
        ...{ at: project(at.lon, at.lat), text, size: LABEL_TEXT, gap: LABEL_GAP, sides: BESIDE, order },
        isKept: order === 0 || ring === 'selected',
      })),
    place(sides) {
      standing = labelled.flatMap(({ at, text }, i) => {
        const side = sides[i]
        return side ? [{ text, position: [at.lon, at.lat] as const, side }] : []
      })
    },
    taken: (project) =>
      marks.flatMap(({ at, ring }) =>
        MARK_RINGS.indexOf(ring) > MARK_RINGS.indexOf('blue')
          ? []
          : [{ at: project(at.lon, at.lat), width: SPACING, height: SPACING }],
      ),
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
        ...paperTexts(`${overlay}/labels`, standing, look, LABEL_GAP),
      ]
    },
    markOf: (layerId, index) => (layerId === `${overlay}/icons` ? (drawn[index]?.mark.id ?? null) : null),
  }
}
