import { writeFile } from 'node:fs/promises'
import iconv from 'iconv-lite'

type Vertex = readonly number[]
type ShapeOfTest = { readonly point: Vertex } | { readonly parts: readonly (readonly Vertex[])[] } | null
type Cell = string | number | null

/** What a Shapefile of a test holds; a geometry is one point or the parts of a line or polygon. */
interface ShapefileOfTest {
  /** 1 point, 3 line, 5 polygon; +10 with z */
  readonly type: number
  readonly records: readonly { readonly shape: ShapeOfTest; readonly values: Readonly<Record<string, Cell>> }[]
  /** text of the .prj; none when absent */
  readonly prj?: string
  /** text of the .cpg; none when absent */
  readonly cpg?: string
  readonly encoding?: 'utf-8' | 'gb18030'
}

const FIELD_BYTES = 40

/** Writes .shp and .dbf, and .prj and .cpg where given, of a path without extension. */
export async function writeShapefile(stem: string, given: ShapefileOfTest): Promise<void> {
  const contents = given.records.map(({ shape }) => shapeContent(shape, given.type))
  const records = contents.map((content, i) => {
    const head = Buffer.alloc(8)
    head.writeInt32BE(i + 1, 0)
    head.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([head, content])
  })
  const size = 100 + records.reduce((sum, { length }) => sum + length, 0)
  const head = Buffer.alloc(100)
  head.writeInt32BE(9994, 0)
  head.writeInt32BE(size / 2, 24)
  head.writeInt32LE(1000, 28)
  head.writeInt32LE(given.type, 32)
  await writeFile(`${stem}.shp`, Buffer.concat([head, ...records]))
  await writeFile(
    `${stem}.dbf`,
    dbfBytes(
      given.records.map(({ values }) => values),
      given.encoding ?? 'utf-8',
    ),
  )
  if (given.prj !== undefined) await writeFile(`${stem}.prj`, given.prj)
  if (given.cpg !== undefined) await writeFile(`${stem}.cpg`, given.cpg)
}

function shapeContent(shape: ShapeOfTest, type: number): Buffer {
  if (shape === null) return int32(0)
  const hasZ = type > 10
  if ('point' in shape) {
    const [x = 0, y = 0, z = 0] = shape.point
    return Buffer.concat([int32(type), doubles(x, y, ...(hasZ ? [z, 0] : []))])
  }
  const all = shape.parts.flat()
  const starts: number[] = []
  let start = 0
  for (const part of shape.parts) {
    starts.push(start)
    start += part.length
  }
  const heights = hasZ ? doubles(0, 0, ...all.map(([, , z = 0]) => z)) : Buffer.alloc(0)
  return Buffer.concat([
    int32(type),
    doubles(0, 0, 0, 0),
    int32(shape.parts.length),
    int32(all.length),
    ...starts.map(int32),
    doubles(...all.flatMap(([x = 0, y = 0]) => [x, y])),
    heights,
  ])
}

/** A dBase table; a column is of numbers when its first value is one. */
export function dbfBytes(rows: readonly Readonly<Record<string, Cell>>[], encoding: 'utf-8' | 'gb18030'): Buffer {
  const names = Object.keys(rows[0] ?? {})
  const headerBytes = 32 + 32 * names.length + 1
  const recordBytes = 1 + FIELD_BYTES * names.length
  const head = Buffer.alloc(headerBytes)
  head[0] = 3
  head.writeUInt32LE(rows.length, 4)
  head.writeUInt16LE(headerBytes, 8)
  head.writeUInt16LE(recordBytes, 10)
  names.forEach((name, i) => {
    const at = 32 + 32 * i
    iconv.encode(name, encoding).copy(head, at, 0, 10)
    head.write(typeof rows[0]?.[name] === 'number' ? 'N' : 'C', at + 11)
    head[at + 16] = FIELD_BYTES
  })
  head[headerBytes - 1] = 0x0d
  const records = rows.map((row) => {
    const record = Buffer.alloc(recordBytes, ' ')
    names.forEach((name, i) => {
      iconv.encode(String(row[name] ?? ''), encoding).copy(record, 1 + FIELD_BYTES * i, 0, FIELD_BYTES)
    })
    return record
  })
  return Buffer.concat([head, ...records, Buffer.from([0x1a])])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

function doubles(...values: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(values).buffer)
}
