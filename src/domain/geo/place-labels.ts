import { isInTheWay, type Wish, widthOf } from './room.ts'

/** Around the letters of a label [px]. */
const [SIDE, RISE] = [12, 10]

/** On which side of its place a label stands. */
export type LabelSide = 'above' | 'below' | 'right' | 'left'

/** Sides of a label over a place, and of one beside an icon. */
export const OVER: readonly [LabelSide, LabelSide] = ['above', 'below']
export const BESIDE: readonly [LabelSide, LabelSide] = ['right', 'left']

/** A label that wants its place on the picture. */
export interface LabelWish {
  /** what it names [px]; null = behind the eye */
  readonly at: { readonly x: number; readonly y: number } | null
  readonly text: string
  /** of the letters [px] */
  readonly size: number
  /** the sides that would do, the best first */
  readonly sides: readonly [LabelSide, ...LabelSide[]]
  /** from its place to its edge [px] */
  readonly gap: number
  /** its place in the order of its own: the lesser go first, of all owners together */
  readonly order: number
  /** shown even where there is no room */
  readonly isKept: boolean
  readonly group?: string
  /** least distance from another label of its group [px] */
  readonly apart?: number
}

/**
 * Where labels stand so that none lies on another: those that are kept first, then by order. Of the first of an owner the
 * order is 0, so that the gravest of each has its place before the second of any.
 *
 * @param taken  places on the picture that only labels that are kept may cover
 * @returns  a wish: the side; null = no room
 */
export function placeLabels(wishes: readonly LabelWish[], taken: readonly Wish[]): (LabelSide | null)[] {
  const out: (LabelSide | null)[] = wishes.map(() => null)
  const standing: Wish[] = [...taken]
  const turns = [...wishes.entries()].sort(
    ([i, a], [j, b]) => Number(b.isKept) - Number(a.isKept) || a.order - b.order || i - j,
  )
  for (const [i, wish] of turns) {
    const [first] = wish.sides
    const free = wish.sides.find((side) => {
      const box = labelBox(wish, side)
      return standing.every((other) => !isInTheWay(other, box))
    })
    const side = free ?? (wish.isKept ? first : null)
    out[i] = side
    if (side) standing.push(labelBox(wish, side))
  }
  return out
}

/** What a label covers on a side of its place. */
export function labelBox({ at, text, size, gap, group, apart }: LabelWish, side: LabelSide): Wish {
  const [width, height] = [widthOf(text, size) + SIDE, size + RISE]
  const [aside, over] = [gap + width / 2, gap + height / 2]
  const [dx, dy] = { above: [0, -over], below: [0, over], right: [aside, 0], left: [-aside, 0] }[side] as [
    number,
    number,
  ]
  return {
    at: at && { x: at.x + dx, y: at.y + dy },
    ...{ width, height },
    ...(group === undefined || apart === undefined ? {} : { group, apart }),
  }
}
