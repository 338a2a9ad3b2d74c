import {
  Cartesian2,
  DistanceDisplayCondition,
  LabelCollection,
  LabelStyle,
  NearFarScalar,
  type Scene,
  VerticalOrigin,
} from 'cesium'
import type { LonLatHeight } from '../../../domain/geo/coordinates.ts'
import { drawUntilReady } from './draw-until-ready.ts'
import type { Frame } from './frame.ts'
import { colorOf, type Palette } from './palette.ts'

/** of the letters, and from the place they name [px] */
export const [LABEL_SIZE, LABEL_GAP] = [14, 14]

export interface PlacedText {
  readonly at: LonLatHeight
  readonly text: string
}

/** Texts on the picture; `restyle` gives them the colours of another look. */
export interface PlacedLabels {
  readonly collection: LabelCollection
  restyle(palette: Palette): void
}

/** `map` texts belong to the ground and fade with distance; `plain` ones belong to what the user is looking at. */
export function addLabels(
  scene: Scene,
  frame: Frame,
  labels: readonly PlacedText[],
  look: 'map' | 'plain',
  palette: Palette,
): PlacedLabels {
  const collection: LabelCollection = scene.primitives.add(new LabelCollection({ scene }))
  const isMap = look === 'map'
  for (const { at, text } of labels) {
    collection.add({
      position: frame.toEngine(at),
      text,
      font: `${isMap ? 500 : 600} ${isMap ? 12 : LABEL_SIZE}px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif`,
      style: isMap ? LabelStyle.FILL_AND_OUTLINE : LabelStyle.FILL,
      outlineWidth: 3,
      showBackground: !isMap,
      backgroundPadding: new Cartesian2(6, 3),
      verticalOrigin: VerticalOrigin.BOTTOM,
      pixelOffset: new Cartesian2(0, isMap ? 0 : -LABEL_GAP),
      disableDepthTestDistance: isMap ? 0 : Number.POSITIVE_INFINITY,
      ...(isMap
        ? {
            distanceDisplayCondition: new DistanceDisplayCondition(0, 5000),
            translucencyByDistance: new NearFarScalar(2500, 1, 5000, 0),
          }
        : {}),
    })
  }
  const restyle = ({ name, nameHalo, tagText, tag }: Palette) => {
    for (let i = 0; i < collection.length; i += 1) {
      const label = collection.get(i)
      label.fillColor = colorOf(isMap ? name : tagText)
      label.outlineColor = colorOf(nameHalo)
      label.backgroundColor = colorOf(tag)
    }
  }
  restyle(palette)
  drawUntilReady(scene, collection)
  return { collection, restyle }
}
