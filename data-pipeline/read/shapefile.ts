import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { UnusableInput } from '../check/finding.ts'
import { bytesAt, type Dbf, type DbfValue, dbfRecords, openDbf as openDbfFile } from './dbf.ts'
import { inputChunks, inputSize } from './input-file.ts'
import { type Geometry, type Layer, type RawFeature, rawFeature } from './layer.ts'
import { type ShapeFault, shapeGeometry } from './shape-record.ts'
import type { Encoding } from './table-encoding.ts'

const HEAD_BYTES = 100
const RECORD_HEAD_BYTES = 8
const MAGIC = 9994
/** bytes of a 16-bit word, in which a Shapefile counts */
const WORD = 2

/**
 * Opens a Shapefile: geometry of the .shp, attributes of the .dbf, CRS of the .prj, encoding by the .cpg. Records are
 * counted from 1.
 *
 * @throws UnusableInput when .shp or .dbf is absent, no such file, or shorter than its head says
 */
export async function openShapefile(path: string, encoding: Encoding): Promise<Layer> {
  const size = await inputSize(path)
  const head = await bytesAt(path, 0, HEAD_BYTES)
  if (head.length < HEAD_BYTES || head.readInt32BE(0) !== MAGIC) {
    const message = { zh: '不是 Shapefile（.shp）', en: 'not a Shapefile (.shp)' }
    throw new UnusableInput('bad-shapefile', message, { file: basename(path) })
  }
  if (head.readInt32BE(24) * WORD > size) {
    const message = {
      zh: `文件不完整：应有 ${head.readInt32BE(24) * WORD} 字节`,
      en: `the file is cut short: it announces ${head.readInt32BE(24) * WORD} bytes`,
    }
    throw new UnusableInput('truncated', message, { file: basename(path), value: size })
  }
  const table = await sibling(path, '.dbf')
  if (table === null) {
    const message = { zh: '缺少同名的 .dbf 文件', en: 'the .dbf file beside it is missing' }
    throw new UnusableInput('missing-file', message, { file: basename(path, extname(path)).concat('.dbf') })
  }
  const dbf = await openBeside(table, encoding)
  const projection = await sibling(path, '.prj')
  return {
    path,
    label: basename(path),
    crs: projection === null ? null : (await readFile(projection, 'utf8')).trim() || null,
    hasGeometry: true,
    fields: async () => dbf.fields.map(({ name }) => name),
    features: () => withAttributes(path, dbf),
  }
}

/** Opens a .dbf alone: a table without geometry. */
export async function openDbf(path: string, encoding: Encoding): Promise<Layer> {
  const dbf = await openBeside(path, encoding)
  return {
    path,
    label: basename(path),
    crs: null,
    hasGeometry: false,
    fields: async () => dbf.fields.map(({ name }) => name),
    async *features() {
      let row = 0
      for await (const properties of dbfRecords(dbf)) {
        row++
        if (properties) yield rawFeature({ row, properties })
      }
    },
  }
}

/** Files that belong to a Shapefile, itself first. */
export async function shapefileParts(path: string): Promise<string[]> {
  const beside = ['.dbf', '.prj', '.cpg'].map((extension) => sibling(path, extension))
  return [path, ...(await Promise.all(beside)).filter((part) => part !== null)]
}

async function openBeside(path: string, encoding: Encoding): Promise<Dbf> {
  const codePage = await sibling(path, '.cpg')
  return await openDbfFile(path, codePage === null ? null : await readFile(codePage, 'latin1'), encoding)
}

/** The file of the same name with another extension, in small or capital letters. */
async function sibling(path: string, extension: string): Promise<string | null> {
  const wanted = `${basename(path, extname(path))}${extension}`.toLowerCase()
  const names = await readdir(dirname(path))
  const name = names.sort().find((one) => one.toLowerCase() === wanted)
  return name === undefined ? null : join(dirname(path), name)
}

async function* withAttributes(path: string, dbf: Dbf): AsyncGenerator<RawFeature> {
  const records = dbfRecords(dbf)
  let row = 0
  try {
    for await (const shape of shapesOf(path)) {
      row++
      const record = await records.next()
      if (record.done) {
        const message = {
          zh: `.shp 的记录多于 .dbf 的 ${dbf.count} 条`,
          en: `the .shp has more records than the ${dbf.count} of the .dbf`,
        }
        throw new UnusableInput('truncated', message, { file: basename(path), row })
      }
      if (record.value) yield featureOf(row, shape, record.value)
    }
  } finally {
    await records.return(undefined)
  }
}

function featureOf(
  row: number,
  shape: Geometry | ShapeFault | null,
  properties: Readonly<Record<string, DbfValue>>,
): RawFeature {
  if (shape && 'fault' in shape) return rawFeature({ row, properties, fault: shape.fault })
  return rawFeature({ row, properties, geometry: shape })
}

/** Reads the records one after the other, as they lie; the index file (.shx) is not needed for that. */
async function* shapesOf(path: string): AsyncGenerator<Geometry | ShapeFault | null> {
  let rest: Buffer = Buffer.alloc(0)
  let skip = HEAD_BYTES
  for await (const chunk of inputChunks(path)) {
    const start = Math.min(skip, chunk.length)
    skip -= start
    const bytes = rest.length === 0 ? Buffer.from(chunk.subarray(start)) : Buffer.concat([rest, chunk.subarray(start)])
    let at = 0
    while (at + RECORD_HEAD_BYTES <= bytes.length) {
      const end = at + RECORD_HEAD_BYTES + bytes.readInt32BE(at + 4) * WORD
      if (end > bytes.length) break
      yield shapeGeometry(bytes.subarray(at + RECORD_HEAD_BYTES, end))
      at = end
    }
    rest = bytes.subarray(at)
  }
  if (rest.length === 0) return
  const message = { zh: '最后一条记录不完整', en: 'the last record is cut short' }
  throw new UnusableInput('truncated', message, { file: basename(path) })
}
