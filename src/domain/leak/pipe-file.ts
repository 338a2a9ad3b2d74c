import { decodeColumns, encodeColumns } from '../formats/columns.ts'
import type { PackedText, Texts } from '../formats/packed-texts.ts'

/** Of a heat pipe: does it lead from the source, or back to it; the codes of `PipeFile.side`. */
export const HEAT_SIDE = { unknown: 0, supply: 1, return: 2 } as const

/**
 * What hydraulics need of the pipes of a network, link by link of its network file, and of its nodes. NaN = not known; nothing is
 * guessed here.
 */
export interface PipeFile<Words = Texts> {
  readonly discipline: string
  /** along the line [m] */
  readonly length: Float32Array
  /** inner [m]; of a device NaN */
  readonly diameter: Float32Array
  /** inside, of a section that is not round [m]; NaN = it is round, or not known */
  readonly width: Float32Array
  readonly height: Float32Array
  /** of the axis at its two ends, H [m] */
  readonly fromLevel: Float32Array
  readonly toLevel: Float32Array
  /** of the axis below ground at its two ends [m] */
  readonly fromDepth: Float32Array
  readonly toDepth: Float32Array
  /** that it is laid for, above the air [kPa] */
  readonly pressure: Float32Array
  /** of what it carries [°C] */
  readonly temperature: Float32Array
  /** year; 0 = not known */
  readonly built: Uint16Array
  /** as surveyed; empty = not known */
  readonly material: Words
  /** what it carries, letters of a subclass of the discipline or as surveyed: TR natural gas, YH petroleum gas; empty = not known */
  readonly subclass: Words
  /** codes of HEAT_SIDE; unknown of other disciplines */
  readonly side?: Uint8Array
  /** 1 = surveyed to hang or lie above ground: on a bridge, on poles, on the surface; its depths are then of its own points */
  readonly isAbove: Uint8Array
  /** place in ASSET_STATUSES */
  readonly status: Uint8Array
  /** 1 = pump, regulator or other device instead of a pipe */
  readonly isDevice: Uint8Array
  /** kind of a device as surveyed; empty of pipes */
  readonly deviceKind: Words
}

/** Packs pipes; equal pipes give equal bytes. */
export function encodePipes(pipes: PipeFile<Texts | PackedText>): Uint8Array {
  const { discipline, ...columns } = pipes
  return encodeColumns({ discipline }, columns)
}

/** Opens a file of `encodePipes`; throws when the buffer is something else. */
export function decodePipes(buffer: ArrayBufferLike): PipeFile {
  const columns = decodeColumns(buffer)
  const numbers = (name: string) => columns.numeric(name, 'f32')
  const length = numbers('length')
  // builds from before it was told
  const added = (name: string) => (columns.has(name) ? numbers(name) : new Float32Array(length.length).fill(Number.NaN))
  return {
    discipline: String(columns.meta.discipline),
    length,
    diameter: numbers('diameter'),
    width: added('width'),
    height: added('height'),
    fromLevel: numbers('fromLevel'),
    toLevel: numbers('toLevel'),
    fromDepth: numbers('fromDepth'),
    toDepth: numbers('toDepth'),
    pressure: numbers('pressure'),
    temperature: numbers('temperature'),
    built: columns.numeric('built', 'u16'),
    material: columns.texts('material'),
    subclass: columns.texts('subclass'),
    side: columns.has('side') ? columns.numeric('side', 'u8') : new Uint8Array(length.length),
    isAbove: columns.has('isAbove') ? columns.numeric('isAbove', 'u8') : new Uint8Array(length.length),
    status: columns.numeric('status', 'u8'),
    isDevice: columns.numeric('isDevice', 'u8'),
    deviceKind: columns.texts('deviceKind'),
  }
}
