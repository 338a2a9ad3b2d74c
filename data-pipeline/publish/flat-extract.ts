import { type FileHandle, open } from 'node:fs/promises'
import { type ColumnShape, decodeColumns, layOutColumns, type NumericColumn } from '../../src/domain/formats/columns.ts'
import type { PackedText } from '../../src/domain/formats/packed-texts.ts'
import { FileBuffer } from '../store/file-buffer.ts'

/** gids that are written at a time: some 50 MB of columns */
const WINDOW = 1 << 19
const VERTEX = 3
/** numeric columns of `flat.bin`, and where each comes from */
const COLUMNS = [
  ['discipline', 'u8', Uint8Array, 'discipline', 'u8'],
  ['kind', 'u8', Uint8Array, 'kind', 'u8'],
  ['built_year', 'u16', Uint16Array, 'builtYear', 'u16'],
  ['diameter_mm', 'u16', Uint16Array, 'diameter', 'u16'],
  ['quality_level', 'u8', Uint8Array, 'quality', 'u8'],
  ['status', 'u8', Uint8Array, 'status', 'u8'],
  ['lon', 'f64', Float64Array, 'lon', 'f64'],
  ['lat', 'f64', Float64Array, 'lat', 'f64'],
  ['height', 'f32', Float32Array, 'height', 'f64'],
] as const

/** Rows of the flat extract, as `FlatRows.encode` makes them: a file, or its bytes. */
export type FlatSource = string | Uint8Array

/** A source as it lies. */
interface FlatPart {
  readonly gid: Uint32Array
  readonly id: PackedText
  /** in the order of `COLUMNS` */
  readonly numbers: readonly NumericColumn[]
  readonly starts: Uint32Array
  readonly path: Float64Array
}

/** Which gids a source has, so that a window opens only those that it needs. */
interface Range {
  readonly source: FlatSource
  readonly first: number
  readonly last: number
}

/** `flat.bin`: every asset at the position of its gid; gids that this build does not use have an empty id. */
export async function writeFlatExtract(
  path: string,
  city: string,
  sources: readonly FlatSource[],
  maxGid: number,
): Promise<void> {
  const size = maxGid + 1
  const idEnds = new Uint32Array(size + 1)
  const pathEnds = new Uint32Array(size + 1)
  const memory = new FileBuffer()
  const ranges: Range[] = []
  for (const source of sources) {
    const { gid: gids, id, starts } = partOf(source, memory)
    const { offsets } = id
    let [first, last] = [Infinity, -Infinity]
    for (let row = 0; row < gids.length; row++) {
      const gid = gids[row] ?? 0
      idEnds[gid + 1] = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0)
      pathEnds[gid + 1] = ((starts[row + 1] ?? 0) - (starts[row] ?? 0)) / VERTEX
      if (gid < first) first = gid
      if (gid > last) last = gid
    }
    ranges.push({ source, first, last })
  }
  for (let gid = 0; gid < size; gid++) {
    idEnds[gid + 1] = (idEnds[gid + 1] ?? 0) + (idEnds[gid] ?? 0)
    pathEnds[gid + 1] = (pathEnds[gid + 1] ?? 0) + (pathEnds[gid] ?? 0)
  }
  const vertices = pathEnds[size] ?? 0
  const shapes: ColumnShape[] = [
    { name: 'id', type: 'text', length: size, byteLength: idEnds.byteLength + (idEnds[size] ?? 0) },
    ...COLUMNS.map(([name, type, Kind]) => ({ name, type, length: size, byteLength: size * Kind.BYTES_PER_ELEMENT })),
    { name: 'path_start', type: 'u32', length: size + 1, byteLength: pathEnds.byteLength },
    { name: 'path', type: 'f64', length: vertices * VERTEX, byteLength: vertices * VERTEX * 8 },
  ]
  const { head, places, size: fileSize } = layOutColumns({ city }, shapes)
  const [idPlace = 0, ...numeric] = places
  const file = await open(path, 'w')
  try {
    await file.truncate(fileSize)
    await put(file, head, 0)
    await put(file, idEnds, idPlace)
    await put(file, pathEnds, numeric[COLUMNS.length] ?? 0)
    const at = { ids: idPlace + idEnds.byteLength, numeric, path: numeric[COLUMNS.length + 1] ?? 0 }
    for (let first = 0; first < size; first += WINDOW) {
      const end = Math.min(first + WINDOW, size)
      const within = ranges.filter((range) => range.last >= first && range.first < end)
      await writeWindow(file, first, end, within, memory, { idEnds, pathEnds }, at)
    }
  } finally {
    await file.close()
  }
}

async function writeWindow(
  file: FileHandle,
  first: number,
  end: number,
  ranges: readonly Range[],
  memory: FileBuffer,
  { idEnds, pathEnds }: { readonly idEnds: Uint32Array; readonly pathEnds: Uint32Array },
  at: { readonly ids: number; readonly numeric: readonly number[]; readonly path: number },
): Promise<void> {
  const idStart = idEnds[first] ?? 0
  const pathStart = pathEnds[first] ?? 0
  const ids = new Uint8Array((idEnds[end] ?? 0) - idStart)
  const path = new Float64Array(((pathEnds[end] ?? 0) - pathStart) * VERTEX)
  const numbers = COLUMNS.map(([, , Kind]) => new Kind(end - first))
  for (const { source } of ranges) {
    const part = partOf(source, memory)
    const { offsets, bytes } = part.id
    for (const [row, count] of runsOf(part.gid, first, end)) {
      const gid = part.gid[row] ?? 0
      ids.set(bytes.subarray(offsets[row], offsets[row + count]), (idEnds[gid] ?? 0) - idStart)
      const vertices = part.path.subarray(part.starts[row], part.starts[row + count])
      path.set(vertices, ((pathEnds[gid] ?? 0) - pathStart) * VERTEX)
      for (const [index, column] of numbers.entries())
        column.set(part.numbers[index]?.subarray(row, row + count) ?? [], gid - first)
    }
  }
  await put(file, ids, at.ids + idStart)
  await put(file, path, at.path + pathStart * VERTEX * 8)
  for (const [index, column] of numbers.entries())
    await put(file, column, (at.numeric[index] ?? 0) + first * column.BYTES_PER_ELEMENT)
}

/** Rows whose gids follow on each other, within `first` … `end` − 1: all of a shard, as long as it was not changed. */
function* runsOf(gids: Uint32Array, first: number, end: number): Generator<readonly [row: number, count: number]> {
  for (let row = 0; row < gids.length; ) {
    const from = row
    const gid = gids[from] ?? 0
    if (gid < first || gid >= end) {
      row++
      continue
    }
    do row++
    while (gids[row] === gid + row - from && gid + row - from < end)
    yield [from, row - from]
  }
}

function partOf(source: FlatSource, memory: FileBuffer): FlatPart {
  const bytes = typeof source === 'string' ? memory.read(source) : source
  if (bytes === null) throw new Error(`${source}: no such file`)
  const read = decodeColumns(bytes.buffer, bytes.byteOffset)
  return {
    gid: read.numeric('gid', 'u32'),
    id: read.packed('id'),
    numbers: COLUMNS.map(([, , , name, type]) => read.numeric(name, type)),
    starts: read.numeric('path.starts', 'u32'),
    path: read.numeric('path', 'f64'),
  }
}

async function put(
  file: FileHandle,
  array: Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array,
  place: number,
) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, place + done)
    done += bytesWritten
  }
}
