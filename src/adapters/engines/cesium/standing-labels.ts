import { Cartesian2, HorizontalOrigin, type Label, type Scene, SceneTransforms, VerticalOrigin } from 'cesium'
import { type LabelSide, type LabelWish, placeLabels } from '../../../domain/geo/place-labels.ts'
import type { Wish } from '../../../domain/geo/room.ts'

const { LEFT, RIGHT, CENTER } = HorizontalOrigin
const HORIZONTAL = { above: CENTER, below: CENTER, right: LEFT, left: RIGHT } as const
const VERTICAL = {
  above: VerticalOrigin.BOTTOM,
  below: VerticalOrigin.TOP,
  right: VerticalOrigin.CENTER,
  left: VerticalOrigin.CENTER,
} as const
const AWAY = { above: [0, -1], below: [0, 1], right: [1, 0], left: [-1, 0] } as const

/** A label that takes its place among the others of the picture. */
export interface StandingLabel {
  wish(): LabelWish
  place(side: LabelSide | null): void
}

/** A label that stands `gap` px from its place, and what it wants beside that. */
export function standingLabel(
  scene: Scene,
  label: Label,
  { gap, ...wants }: Omit<LabelWish, 'at' | 'text'>,
): StandingLabel {
  return {
    wish: () => ({
      ...{ ...wants, gap, text: label.text },
      at: SceneTransforms.worldToWindowCoordinates(scene, label.position) ?? null,
    }),
    place(side) {
      label.show = side !== null
      if (side === null) return
      label.horizontalOrigin = HORIZONTAL[side]
      label.verticalOrigin = VERTICAL[side]
      const [x, y] = AWAY[side]
      label.pixelOffset = new Cartesian2(x * gap, y * gap)
    },
  }
}

/** Gives the labels of a picture their places; those without room are not drawn. */
export function settleLabels(labels: readonly StandingLabel[], taken: readonly Wish[]): void {
  const sides = placeLabels(
    labels.map((label) => label.wish()),
    taken,
  )
  for (const [i, label] of labels.entries()) label.place(sides[i] ?? null)
}
