import { Cartesian4, type Context, type FrameState, type Scene, type Texture } from 'cesium'
import { MOST_WATER_STEPS, type WaterFrame, type WaterGrid, type WaterPart } from '../../../../ports/scene.ts'
import type { Frame } from '../frame.ts'
import { type BlockCommands, createBlockCommands } from './block-commands.ts'
import { inSlices } from './in-slices.ts'
import { blocksOf, packFrame, readBed, type Texels } from './texels.ts'
import { bedTexture, type Filling, fill, waterTexture } from './textures.ts'

/** Water on a grid, drawn frame by frame. */
export interface WaterSurface {
  /** @throws RangeError for more steps of colour than the shader has */
  set(frame: WaterFrame): void
  remove(): void
}

/** Which side of the scene's split a water is drawn on. */
export type Side = 'left' | 'right' | 'both' | 'none'
/** as the shader has them; what is on none is not drawn */
const SIDES = { left: -1, right: 1, both: 0, none: 0 } as const

/** Which side the parts of two waters have. @param share  where the scene is split; null = it is not */
export function sideOf(part: WaterPart, share: number | null): Side {
  if (part === 'left') return share === null ? 'none' : 'left'
  return share === null ? 'both' : 'right'
}

/** What of a frame the shader reads beside the texture. */
interface Look {
  readonly time: number
  readonly isTinted: boolean
  readonly count: number
  readonly from: readonly number[]
  readonly colors: readonly Cartesian4[]
}

/** What is made with the first picture, in the engine's context. */
interface Made {
  readonly blocks: BlockCommands
  readonly bed: Texture
  /** what is drawn, and what is being filled */
  shown: Texture
  hidden: Texture
}

/** Values on their way to the graphics card. */
interface Sending {
  /** begun with the first picture that finds it */
  filling: Filling | null
  readonly into: 'bed' | 'hidden'
  readonly values: Float32Array | Uint8Array
  readonly onSent: () => void
}

/**
 * A surface of blocks of 64 × 64 squares that the shader lays on the water out of two textures, the bed and the frame: a
 * frame costs one pass over its cells, in slices, and one upload, in strips. Only blocks with water are drawn, and far
 * ones by fewer squares. Memory: 12 bytes a cell on the card, 4 beside it.
 */
export function createWaterSurface(
  scene: Scene,
  frame: Frame,
  grid: WaterGrid,
  { sideOf, onFailed }: { readonly sideOf: () => Side; readonly onFailed: (detail: string) => void },
): WaterSurface {
  const { columns, rows } = grid
  const blocks = blocksOf(grid)
  const texels: Texels = { words: new Uint32Array(columns * rows), deepest: new Uint16Array(blocks.across * blocks.up) }
  let deepest = new Uint16Array(texels.deepest.length)
  let look: Look | null = null
  let made: Made | null = null
  let sending: Sending | null = null
  /** asked for and not yet begun */
  let wanted: { readonly frame: WaterFrame; readonly look: Look } | null = null
  let isBusy = true
  let isDestroyed = false
  let stop: () => void = () => {}

  const send = (into: Sending['into'], values: Sending['values'], onSent: () => void) => {
    sending = { filling: null, into, values, onSent }
    scene.requestRender()
  }
  /** Begins with what was asked for last, once the one before is in the picture. */
  const next = () => {
    isBusy = wanted !== null
    if (!wanted) return
    const { frame, look: nextLook } = wanted
    wanted = null
    const least = frame.tint ? 1 : Math.max(1, Math.round((frame.steps[0]?.from ?? 0) * 1000))
    stop = inSlices(packFrame(grid, blocks, frame, least, texels), () =>
      send('hidden', new Uint8Array(texels.words.buffer), () => {
        if (made) [made.shown, made.hidden] = [made.hidden, made.shown]
        look = nextLook
        deepest = texels.deepest.slice()
        next()
      }),
    )
  }
  const make = (context: Context): Made => ({
    blocks: createBlockCommands({ scene, context, frame }, grid, blocks, {
      u_bed: () => made?.bed,
      u_water: () => made?.shown,
      u_time: () => look?.time,
      u_side: () => SIDES[sideOf()],
      u_isTinted: () => look?.isTinted,
      u_steps: () => look?.count,
      u_from: () => look?.from,
      u_color: () => look?.colors,
    }),
    bed: bedTexture(context, columns, rows),
    shown: waterTexture(context, columns, rows),
    hidden: waterTexture(context, columns, rows),
  })
  const advance = (made: Made) => {
    if (!sending) return
    const current = sending
    current.filling ??= fill(made[current.into], columns, rows, current.values)
    if (current.filling.send()) {
      sending = null
      current.onSent()
    }
    scene.requestRender()
  }
  const primitive = {
    update(state: FrameState) {
      if (!state.passes.render) return
      try {
        made ??= make(state.context)
        advance(made)
        if (look && sideOf() !== 'none') made.blocks.draw(state, deepest)
      } catch (error) {
        // as of a grid wider than the card's textures: said once, and nothing of it is drawn
        onFailed(`water: ${error instanceof Error ? error.message : String(error)}`)
        primitive.update = () => {}
      }
    },
    isDestroyed: () => isDestroyed,
    destroy() {
      isDestroyed = true
      stop()
      made?.blocks.destroy()
      for (const texture of [made?.bed, made?.shown, made?.hidden]) texture?.destroy()
      made = null
    },
  }
  const bed = new Float32Array(columns * rows)
  stop = inSlices(readBed(grid, blocks, bed), () => send('bed', bed, next))
  scene.primitives.add(primitive)
  return {
    set(frame) {
      wanted = { frame, look: lookOf(frame) }
      if (!isBusy) next()
    },
    remove() {
      scene.primitives.remove(primitive)
      scene.requestRender()
    },
  }
}

function lookOf({ time, tint, steps }: WaterFrame): Look {
  if (steps.length === 0 || steps.length > MOST_WATER_STEPS) {
    throw new RangeError(`setWater: ${steps.length} steps of colour, expected 1 to ${MOST_WATER_STEPS}`)
  }
  const padded = Array.from({ length: MOST_WATER_STEPS }, (_, i) => steps[i])
  return {
    time,
    isTinted: tint !== null,
    count: steps.length,
    from: padded.map((step) => step?.from ?? 0),
    colors: padded.map((step) => {
      const [red, green, blue, alpha] = step?.color ?? [0, 0, 0, 0]
      return new Cartesian4(red / 255, green / 255, blue / 255, alpha / 255)
    }),
  }
}
