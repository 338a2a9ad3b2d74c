import { type Layer, LayerExtension } from '@deck.gl/core'
import type { WaterPart } from '../../../ports/scene.ts'

/** What a layer tells its split. */
export interface SplitProps {
  readonly part: WaterPart
  /** of the picture's width; null = "own" everywhere and "left" nowhere */
  readonly share: number | null
}

const block = `\
layout(std140) uniform waterSplitUniforms {
  float from;
  float to;
} waterSplit;
`
/** pixels of the picture that a layer may draw in, from the left; `to` itself is the neighbour's */
const waterSplit = {
  name: 'waterSplit',
  fs: block,
  uniformTypes: { from: 'f32', to: 'f32' },
} as const
/** farther than any picture is wide [px] */
const BEYOND = 1e6

/** Draws a layer on its side of a line across the picture, from top to bottom. */
export class WaterSplit extends LayerExtension {
  static override extensionName = 'WaterSplit'

  override getShaders() {
    return {
      modules: [waterSplit],
      inject: {
        'fs:DECKGL_FILTER_COLOR': 'if (gl_FragCoord.x < waterSplit.from || gl_FragCoord.x >= waterSplit.to) discard;',
      },
    }
  }

  override draw(this: Layer<SplitProps>) {
    const { part, share } = this.props
    const [width] = this.context.device.getDefaultCanvasContext().getDrawingBufferSize()
    const line = share === null ? 0 : share * width
    this.setShaderModuleProps({
      waterSplit: part === 'left' ? { from: 0, to: line } : { from: line, to: BEYOND },
    })
  }
}
