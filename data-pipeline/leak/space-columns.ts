import { type FileHandle, open } from 'node:fs/promises'
import { type ColumnShape, layOutColumns, type NumericColumn } from '../../src/domain/formats/columns.ts'
import type { PackedText } from '../../src/domain/formats/packed-texts.ts'
import type { SpaceFile } from '../../src/domain/leak/space-file.ts'
import type { PeopleNear } from './people-near.ts'
import type { SpaceRows } from './space-part.ts'

/** columns of `SpaceFile` that are in `SpaceRows` as they are written */
const GIVEN = [
  ...([['gid', 'i32', 4] as const, ['kind', 'u8', 1] as const] as const),
  ...(['volume', 'height', 'radius', 'depth', 'otherDepth', 'fall', 'ground'] as const).map(
    (name) => [name, 'f32', 4] as const,
  ),
  ...(['x', 'y', 'otherX', 'otherY'] as const).map((name) => [name, 'f64', 8] as const),
] as const
const PEOPLE_SIZE = 4

/** What is known of all spaces before their columns are written. */
export interface WholeSpaces extends Pick<SpaceFile, 'hasSensor' | 'from' | 'to' | 'area' | 'length'> {
  readonly id: PackedText
}

/**
 * Writes a file as `encodeSpaces` would, its columns piece by piece.
 *
 * @param parts  rows in the order of the spaces
 */
export async function writeSpaceColumns(
  path: string,
  { id, ...whole }: WholeSpaces,
  parts: Iterable<SpaceRows>,
  people: PeopleNear,
): Promise<void> {
  const count = whole.hasSensor.length
  const idBytes = id.offsets.byteLength + (id.offsets[count] ?? 0)
  const wholes = Object.entries(whole)
  const shapes: ColumnShape[] = [
    { name: 'id', type: 'text', length: count, byteLength: idBytes },
    ...wholes.map(([name, { length, byteLength }]) => ({ name, type: typeOf(name), length, byteLength })),
    ...GIVEN.map(([name, type, size]) => ({ name, type, length: count, byteLength: count * size })),
    { name: 'people', type: 'f32', length: count, byteLength: count * PEOPLE_SIZE },
  ]
  const { head, places, size } = layOutColumns({}, shapes)
  const placeOf = new Map(shapes.map(({ name }, index) => [name, places[index] ?? 0]))
  const at = (name: string) => placeOf.get(name) ?? 0
  const file = await open(path, 'w')
  try {
    await file.truncate(size)
    await put(file, head, 0)
    await put(file, id.offsets, at('id'))
    await put(file, id.bytes.subarray(0, id.offsets[count]), at('id') + id.offsets.byteLength)
    for (const [name, column] of wholes) await put(file, column, at(name))
    let first = 0
    for (const rows of parts) {
      for (const [name, , bytes] of GIVEN)
        await put(file, rows.columns[name].subarray(0, rows.count), at(name) + first * bytes)
      await put(file, peopleOf(rows, people), at('people') + first * PEOPLE_SIZE)
      first += rows.count
    }
  } finally {
    await file.close()
  }
}

function typeOf(name: string): 'u8' | 'i32' | 'f32' {
  if (name === 'hasSensor') return 'u8'
  return name === 'from' || name === 'to' ? 'i32' : 'f32'
}

function peopleOf({ columns, count }: SpaceRows, people: PeopleNear): Float32Array {
  const { x, y, otherX, otherY } = columns
  const found = new Float32Array(count)
  for (let row = 0; row < count; row++)
    found[row] = people.along(x[row] ?? 0, y[row] ?? 0, otherX[row] ?? 0, otherY[row] ?? 0)
  return found
}

async function put(file: FileHandle, array: NumericColumn, place: number): Promise<void> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, place + done)
    done += bytesWritten
  }
}
