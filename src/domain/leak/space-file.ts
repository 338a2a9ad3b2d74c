import { decodeColumns, encodeColumns } from '../formats/columns.ts'
import type { PackedText, Texts } from '../formats/packed-texts.ts'

/** What a space is: the codes of `SpaceFile.kind` are places in here. */
export const SPACE_KINDS = ['well', 'drain', 'duct', 'tunnel', 'basement', 'other'] as const
export type SpaceKind = (typeof SPACE_KINDS)[number]

/**
 * Spaces below ground of a city in which gas gathers, and the passages between them. Places in the plane of the leak plan [m];
 * NaN = not known.
 */
export interface SpaceFile<Words = Texts> {
  /** asset id; a part of a long asset has `#<number>` behind it */
  readonly id: Words
  /** drawing index of the asset; 0 = not drawn */
  readonly gid: Int32Array
  readonly kind: Uint8Array
  /** inside [m³] and [m] */
  readonly volume: Float32Array
  readonly height: Float32Array
  /** of its wall against the soil, half of its width [m] */
  readonly radius: Float32Array
  /** two ends of its axis, equal ones of a well [m]; depth of the axis below ground [m] */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly depth: Float32Array
  readonly otherX: Float64Array
  readonly otherY: Float64Array
  readonly otherDepth: Float32Array
  /** of a foul drain: how much its bed falls by its length from its first end to its other, the way its water runs; NaN = not known, or none */
  readonly fall: Float32Array
  /** of the ground above its first end, H [m] */
  readonly ground: Float32Array
  /** who is about */
  readonly people: Float32Array
  /** 1 = a methane sensor stands in it */
  readonly hasSensor: Uint8Array
  /** passages: places in the columns above */
  readonly from: Int32Array
  readonly to: Int32Array
  /** open for air [m²] and how long [m] */
  readonly area: Float32Array
  readonly length: Float32Array
}

/** Packs spaces; equal spaces give equal bytes. */
export function encodeSpaces(spaces: SpaceFile<Texts | PackedText>): Uint8Array {
  return encodeColumns({}, { ...spaces })
}

/** Opens a file of `encodeSpaces`; throws when the buffer is something else. */
export function decodeSpaces(buffer: ArrayBufferLike): SpaceFile {
  const columns = decodeColumns(buffer)
  const short = (name: string) => columns.numeric(name, 'f32')
  const long = (name: string) => columns.numeric(name, 'f64')
  const gid = columns.numeric('gid', 'i32')
  return {
    id: columns.texts('id'),
    gid,
    kind: columns.numeric('kind', 'u8'),
    volume: short('volume'),
    height: short('height'),
    radius: short('radius'),
    x: long('x'),
    y: long('y'),
    depth: short('depth'),
    otherX: long('otherX'),
    otherY: long('otherY'),
    otherDepth: short('otherDepth'),
    // builds from before it was told
    fall: columns.has('fall') ? short('fall') : new Float32Array(gid.length).fill(Number.NaN),
    ground: short('ground'),
    people: short('people'),
    hasSensor: columns.numeric('hasSensor', 'u8'),
    from: columns.numeric('from', 'i32'),
    to: columns.numeric('to', 'i32'),
    area: short('area'),
    length: short('length'),
  }
}
