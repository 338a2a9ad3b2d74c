import {
  type Billboard,
  BillboardCollection,
  Cartesian2,
  type Label,
  LabelCollection,
  LabelStyle,
  NearFarScalar,
  type Scene,
  SceneTransforms,
  VerticalOrigin,
} from 'cesium'
import { withRoom } from '../../../domain/geo/declutter.ts'
import { BESIDE } from '../../../domain/geo/place-labels.ts'
import type { Wish } from '../../../domain/geo/room.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Mark, MarkRing } from '../../../ports/scene.ts'
import { drawUntilReady } from './draw-until-ready.ts'
import type { Frame } from './frame.ts'
import { ICON, markIcon } from './mark-icon.ts'
import { colorOf, type Palette } from './palette.ts'
import { type StandingLabel, standingLabel } from './standing-labels.ts'

const LABEL_SIZE = 13
/** from the middle of a mark [px] */
const LABEL_GAP = ICON / 2 + 6
const LABEL_FONT = '600 13px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'
const SPACING = 22
/** a mark without room keeps its place on the picture, small */
const CROWDED_SCALE = 0.35
const BY_DISTANCE = new NearFarScalar(400, 1, 3000, 0.6)

const URGENCY: Record<MarkRing, number> = {
  selected: 8,
  red: 7,
  orange: 6,
  yellow: 5,
  blue: 4,
  suspect: 3,
  offline: 2,
  stale: 1,
  none: 0,
}

interface Drawn {
  mark: Mark
  readonly billboard: Billboard
  readonly label: Label | null
}

/** What a pick of a mark returns as its id. */
export interface MarkReference {
  readonly overlay: string
  readonly mark: string
}

/** The marks of one overlay: only what changed is touched. */
export interface MarkLayer {
  update(marks: readonly Mark[]): void
  /** gives room to the most urgent; to be called when the camera rests */
  declutter(): void
  /** what stands beside them, in the order given */
  labels(): readonly StandingLabel[]
  /** alarms and what is selected: writing does not cover them [px] */
  taken(): readonly Wish[]
  restyle(palette: Palette): void
  remove(): void
}

export function createMarkLayer(scene: Scene, frame: Frame, overlay: string, first: Palette): MarkLayer {
  const billboards: BillboardCollection = scene.primitives.add(new BillboardCollection({ scene }))
  const labels: LabelCollection = scene.primitives.add(new LabelCollection({ scene }))
  const drawn = new Map<string, Drawn>()
  let given: readonly Mark[] = []
  let palette = first

  const add = (mark: Mark): Drawn => {
    const id: MarkReference = { overlay, mark: mark.id }
    const position = frame.toEngine(mark.at)
    const disableDepthTestDistance = mark.isAlwaysVisible ? Number.POSITIVE_INFINITY : 0
    const billboard = billboards.add({
      id,
      position,
      width: ICON,
      height: ICON,
      scaleByDistance: BY_DISTANCE,
      disableDepthTestDistance,
    })
    setIcon(billboard, mark, palette.theme)
    const label =
      mark.label === undefined
        ? null
        : labels.add({
            id,
            position,
            text: mark.label,
            font: LABEL_FONT,
            style: LabelStyle.FILL,
            fillColor: colorOf(palette.tagText),
            showBackground: true,
            backgroundColor: colorOf(palette.tag),
            backgroundPadding: new Cartesian2(6, 3),
            verticalOrigin: VerticalOrigin.CENTER,
            pixelOffset: new Cartesian2(LABEL_GAP, 0),
            disableDepthTestDistance,
          })
    return { mark, billboard, label }
  }
  const drop = (id: string, { billboard, label }: Drawn) => {
    billboards.remove(billboard)
    if (label) labels.remove(label)
    drawn.delete(id)
  }
  const declutter = () => {
    const all = [...drawn.values()]
    const room = withRoom(
      all.map(({ mark, billboard }) => ({
        at: SceneTransforms.worldToWindowCoordinates(scene, billboard.position) ?? null,
        urgency: URGENCY[mark.ring] + (mark.label === undefined ? 0 : 10),
      })),
      SPACING,
    )
    all.forEach(({ billboard }, i) => {
      billboard.scale = room[i] ? 1 : CROWDED_SCALE
    })
    scene.requestRender()
  }
  return {
    update(marks) {
      given = marks
      const wanted = new Set(marks.map((mark) => mark.id))
      let hasNewImages = false
      for (const [id, item] of drawn) if (!wanted.has(id)) drop(id, item)
      for (const mark of marks) {
        const old = drawn.get(mark.id)
        if (old && (old.mark.label !== mark.label || old.mark.isAlwaysVisible !== mark.isAlwaysVisible)) {
          drop(mark.id, old)
        }
        const item = drawn.get(mark.id)
        if (!item) {
          drawn.set(mark.id, add(mark))
          hasNewImages = true
          continue
        }
        if (item.mark.at !== mark.at) item.billboard.position = frame.toEngine(mark.at)
        if (item.mark.ring !== mark.ring || item.mark.shape !== mark.shape) {
          setIcon(item.billboard, mark, palette.theme)
          hasNewImages = true
        }
        item.mark = mark
      }
      declutter()
      if (hasNewImages) for (const collection of [billboards, labels]) drawUntilReady(scene, collection)
    },
    declutter,
    labels: () =>
      given
        .flatMap(({ id, ring }) => {
          const label = drawn.get(id)?.label
          return label ? [{ ring, label }] : []
        })
        .map(({ ring, label }, order) =>
          standingLabel(scene, label, {
            ...{ size: LABEL_SIZE, gap: LABEL_GAP, sides: BESIDE, order },
            isKept: order === 0 || ring === 'selected',
          }),
        ),
    taken: () =>
      [...drawn.values()].flatMap(({ mark, billboard }) => {
        const at =
          URGENCY[mark.ring] < URGENCY.blue
            ? undefined
            : SceneTransforms.worldToWindowCoordinates(scene, billboard.position)
        return at ? [{ at, width: SPACING, height: SPACING }] : []
      }),
    restyle(next) {
      palette = next
      for (const { mark, billboard, label } of drawn.values()) {
        setIcon(billboard, mark, palette.theme)
        if (!label) continue
        label.fillColor = colorOf(palette.tagText)
        label.backgroundColor = colorOf(palette.tag)
      }
      drawUntilReady(scene, billboards)
    },
    remove() {
      scene.primitives.remove(billboards)
      scene.primitives.remove(labels)
    },
  }
}

function setIcon(billboard: Billboard, { shape, ring }: Mark, theme: Theme): void {
  // The name lets all marks of a look share one place in the texture.
  billboard.setImage(`${shape}/${ring}/${theme}`, markIcon(shape, ring, theme))
}
