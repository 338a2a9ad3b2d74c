import { z } from 'zod'
import { decodeColumns, encodeColumns } from '../formats/columns.ts'

/** How ground takes water, by Horton. */
const infiltrationSchema = z.object({
  /** rate of the ground at the start, and of ground long wet [mm/h] */
  initial_mm_h: z.number().nonnegative(),
  final_mm_h: z.number().nonnegative(),
  /** how fast the rate falls [1/h] */
  decay_per_h: z.number().nonnegative(),
  /** until wet ground is 98 % dry again [h] */
  drying_time_h: z.number().positive(),
  /** where the values are from */
  source: z.string(),
})

const classSchema = z.object({
  name: z.string(),
  /** Manning's n [s/m^(1/3)] */
  roughness: z.number().positive(),
  /** where the value is from */
  source: z.string(),
  /** left out = it takes none, as sealed ground and open water, or it is not known */
  infiltration: infiltrationSchema.optional(),
})
const metaSchema = z.object({ base: classSchema, classes: z.array(classSchema) })
export type SurfaceClass = z.infer<typeof classSchema>

/** Name of the class of the sea, and of all open water: rivers and lakes too. */
export const SEA = 'sea'
export const OPEN_WATER: readonly string[] = [SEA, 'water']

/** Rings of x, y pairs [m], closed by their first; the first ring is the outer one, the others are holes. */
export type Rings = readonly (readonly number[])[]

/** What covers the ground of a city, in the plane of its flood. */
export interface FloodSurface {
  /** of ground that no area covers */
  readonly base: SurfaceClass
  readonly classes: readonly SurfaceClass[]
  /** a later area lies over an earlier one; `kind` is a position in `classes` */
  readonly areas: readonly { readonly kind: number; readonly rings: Rings }[]
  /** `roofTo` = node of the drainage that takes the rain of the roof, '' = not known */
  readonly buildings: readonly { readonly height: number; readonly roofTo: string; readonly rings: Rings }[]
}

/** Packs a surface (`flood/surface.bin`): columns format; equal surfaces give equal bytes. */
export function encodeFloodSurface({ base, classes, areas, buildings }: FloodSurface): Uint8Array {
  const shapes = [...areas, ...buildings].map(({ rings }) => rings)
  const rings = shapes.flat()
  return encodeColumns(
    { base, classes },
    {
      kind: Uint8Array.from(areas, ({ kind }) => kind),
      height: Float32Array.from(buildings, ({ height }) => height),
      roofTo: buildings.map(({ roofTo }) => roofTo),
      /** areas first, then buildings: where the rings of each begin, and after the last where they end */
      shapeStart: starts(shapes),
      /** where the numbers of each ring begin in `place` */
      ringStart: starts(rings),
      place: Float64Array.from(rings.flat()),
    },
  )
}

/**
 * Opens a file of `encodeFloodSurface`.
 *
 * @throws Error when the buffer is something else
 */
export function decodeFloodSurface(buffer: ArrayBufferLike): FloodSurface {
  const file = decodeColumns(buffer)
  const { base, classes } = metaSchema.parse(file.meta)
  const [kind, height, roofTo] = [file.numeric('kind', 'u8'), file.numeric('height', 'f32'), file.texts('roofTo')]
  const [shapeStart, ringStart] = [file.numeric('shapeStart', 'u32'), file.numeric('ringStart', 'u32')]
  const place = file.numeric('place', 'f64')
  const ringsOf = (shape: number): number[][] => {
    const rings: number[][] = []
    for (let ring = shapeStart[shape] ?? 0; ring < (shapeStart[shape + 1] ?? 0); ring++)
      rings.push([...place.subarray(ringStart[ring], ringStart[ring + 1])])
    return rings
  }
  return {
    ...{ base, classes },
    areas: Array.from(kind, (own, index) => ({ kind: own, rings: ringsOf(index) })),
    buildings: Array.from(height, (own, index) => ({
      ...{ height: own, roofTo: roofTo.at(index) ?? '' },
      rings: ringsOf(kind.length + index),
    })),
  }
}

function starts(lists: readonly (readonly unknown[])[]): Uint32Array {
  const found = new Uint32Array(lists.length + 1)
  lists.forEach((list, index) => {
    found[index + 1] = (found[index] ?? 0) + list.length
  })
  return found
}
