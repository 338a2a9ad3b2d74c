import { type FileHandle, open, readFile } from 'node:fs/promises'
import { type ColumnShape, layOutColumns } from '../../src/domain/formats/columns.ts'
import { FlatRows } from './flat-part.ts'

/** gids that are written at a time: some 100 MB of columns */
const WINDOW = 1 << 20
const VERTEX = 3
/** numeric columns of `flat.bin`, and where each comes from */
const COLUMNS = [
  ['discipline', 'u8', Uint8Array, 'discipline'],
  ['kind', 'u8', Uint8Array, 'kind'],
  ['built_year', 'u16', Uint16Array, 'builtYear'],
  ['diameter_mm', 'u16', Uint16Array, 'diameter'],
  ['quality_level', 'u8', Uint8Array, 'quality'],
  ['status', 'u8', Uint8Array, 'status'],
  ['lon', 'f64', Float64Array, 'lon'],
  ['lat', 'f64', Float64Array, 'lat'],
  ['height', 'f32', Float32Array, 'height'],
] as const

/** Rows of the flat extract that lie in a file, or in memory. */
export type FlatSource = string | FlatRows

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
  const ranges: Range[] = []
  for (const source of sources) {
    const { columns, count } = await rowsOf(source)
    let [first, last] = [Infinity, -Infinity]
    for (let row = 0; row < count; row++) {
      const gid = columns.gid[row] ?? 0
      const [from, end] = columns.id.range(row)
      idEnds[gid + 1] = end - from
      pathEnds[gid + 1] = (columns.path.end(row) - columns.path.start(row)) / VERTEX
      first = Math.min(first, gid)
      last = Math.max(last, gid)
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
      await writeWindow(file, first, end, within, { idEnds, pathEnds }, at)
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
  { idEnds, pathEnds }: { readonly idEnds: Uint32Array; readonly pathEnds: Uint32Array },
  at: { readonly ids: number; readonly numeric: readonly number[]; readonly path: number },
): Promise<void> {
  const idStart = idEnds[first] ?? 0
  const pathStart = pathEnds[first] ?? 0
  const ids = new Uint8Array((idEnds[end] ?? 0) - idStart)
  const path = new Float64Array(((pathEnds[end] ?? 0) - pathStart) * VERTEX)
  const numbers = COLUMNS.map(([, , Kind]) => new Kind(end - first))
  for (const { source } of ranges) {
    const { columns, count } = await rowsOf(source)
    for (let row = 0; row < count; row++) {
      const gid = columns.gid[row] ?? 0
      if (gid < first || gid >= end) continue
      const [from, to] = columns.id.range(row)
      ids.set(columns.id.block.subarray(from, to), (idEnds[gid] ?? 0) - idStart)
      const vertices = columns.path.block.subarray(columns.path.start(row), columns.path.end(row))
      path.set(vertices, ((pathEnds[gid] ?? 0) - pathStart) * VERTEX)
      for (const [index, [, , , name]] of COLUMNS.entries()) {
        const column = numbers[index]
        if (column) column[gid - first] = columns[name][row] ?? 0
      }
    }
  }
  await put(file, ids, at.ids + idStart)
  await put(file, path, at.path + pathStart * VERTEX * 8)
  for (const [index, column] of numbers.entries())
    await put(file, column, (at.numeric[index] ?? 0) + first * column.BYTES_PER_ELEMENT)
}

async function rowsOf(source: FlatSource): Promise<FlatRows> {
  if (typeof source !== 'string') return source
  const rows = new FlatRows()
  const bytes = await readFile(source)
  rows.appendChunk(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  return rows
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
