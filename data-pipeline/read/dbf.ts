import { isAscii, isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { UnusableInput } from '../check/finding.ts'
import { inputSize, unreadable } from './input-file.ts'
import type { Encoding } from './table-encoding.ts'

const FIELD_BYTES = 32
const FIELDS_END = 0x0d
const DELETED = 0x2a
const BLOCK_BYTES = 1 << 20
/** of the texts that are not ASCII: how many must be UTF-8 for the file to be; GB18030 is so by chance only */
const UTF8_SHARE = 0.8
/** language driver ids of GBK: code page 936 of DOS and of Windows */
const GBK_DRIVERS = [0x4d, 0x7a]
/** memo, general and picture fields keep a number of a block in another file */
const UNREAD_TYPES = 'MGPB'

export interface DbfField {
  readonly name: string
  /** C text, N and F number as text, D date, L logical, I integer, O double */
  readonly type: string
  readonly offset: number
  readonly length: number
}

export interface Dbf {
  readonly path: string
  readonly fields: readonly DbfField[]
  readonly count: number
  readonly headerBytes: number
  readonly recordBytes: number
  readonly encoding: string
}

export type DbfValue = string | number | boolean | null

/**
 * Reads the head of a dBase table, as Shapefiles keep their attributes.
 *
 * @param codePage  text of the .cpg file beside it; null when there is none
 * @param declared  GB18030 is taken as given; else the code page, the language driver, or the bytes decide: what is
 *   UTF-8 throughout is, anything else is GB18030
 * @throws UnusableInput when it is no dBase table or shorter than its head says
 */
export async function openDbf(path: string, codePage: string | null, declared: Encoding): Promise<Dbf> {
  const size = await inputSize(path)
  const head = await bytesAt(path, 0, Math.min(size, FIELD_BYTES))
  const [count, headerBytes, recordBytes] = [
    head.length < FIELD_BYTES ? 0 : head.readUInt32LE(4),
    head.length < FIELD_BYTES ? 0 : head.readUInt16LE(8),
    head.length < FIELD_BYTES ? 0 : head.readUInt16LE(10),
  ]
  if (headerBytes <= FIELD_BYTES || recordBytes === 0 || headerBytes > size) throw noDbf(path)
  const missing = headerBytes + count * recordBytes - size
  if (missing > 0) {
    const message = {
      zh: `文件不完整：应有 ${count} 条记录，缺 ${missing} 字节`,
      en: `the file is cut short: ${count} records are announced, ${missing} bytes are missing`,
    }
    throw new UnusableInput('truncated', message, { file: basename(path), value: size })
  }
  const table = await bytesAt(path, 0, headerBytes)
  const sample = await bytesAt(path, headerBytes, Math.min(BLOCK_BYTES, count * recordBytes))
  const encoding =
    declared === 'gb18030' ? declared : (encodingOf(codePage, head[29] ?? 0) ?? guess(table, sample, recordBytes))
  return { path, fields: fieldsOf(table, encoding), count, headerBytes, recordBytes, encoding }
}

/** The records in order; null stands for a deleted one, so that records and shapes keep step. */
export async function* dbfRecords(dbf: Dbf): AsyncGenerator<Readonly<Record<string, DbfValue>> | null> {
  const { path, fields, count, headerBytes, recordBytes, encoding } = dbf
  const decoder = new TextDecoder(encoding)
  const atOnce = Math.max(1, Math.floor(BLOCK_BYTES / recordBytes))
  const file = await open(path)
  try {
    for (let done = 0; done < count; done += atOnce) {
      const some = Math.min(atOnce, count - done)
      const block = await readAt(file, path, headerBytes + done * recordBytes, some * recordBytes)
      for (let i = 0; i < some; i++) {
        const record = block.subarray(i * recordBytes, (i + 1) * recordBytes)
        yield record[0] === DELETED ? null : valuesOf(record, fields, decoder)
      }
    }
  } finally {
    await file.close()
  }
}

/** Bytes of a file at a place; fewer at its end. */
export async function bytesAt(path: string, from: number, length: number): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  try {
    return await readAt(file, path, from, length)
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, path: string, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, from).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  return bytes.subarray(0, bytesRead)
}

function fieldsOf(head: Buffer, encoding: string): DbfField[] {
  const decoder = new TextDecoder(encoding)
  const fields: DbfField[] = []
  let offset = 1
  for (const [index, bytes] of fieldNames(head).entries()) {
    const at = FIELD_BYTES * (index + 1)
    // ten bytes may end within a character of a long Chinese name
    const name = decoder.decode(bytes).replace(/\uFFFD+$/, '')
    const type = String.fromCharCode(head[at + 11] ?? 0).toUpperCase()
    const length = head[at + 16] ?? 0
    if (!UNREAD_TYPES.includes(type)) fields.push({ name: name.trim(), type, offset, length })
    offset += length
  }
  return fields
}

function fieldNames(head: Buffer): Buffer[] {
  const names: Buffer[] = []
  for (let at = FIELD_BYTES; at + FIELD_BYTES <= head.length && head[at] !== FIELDS_END; at += FIELD_BYTES) {
    const bytes = head.subarray(at, at + 11)
    const end = bytes.indexOf(0)
    names.push(end < 0 ? bytes : bytes.subarray(0, end))
  }
  return names
}

function valuesOf(record: Buffer, fields: readonly DbfField[], decoder: TextDecoder): Record<string, DbfValue> {
  const values: Record<string, DbfValue> = {}
  for (const field of fields) {
    values[field.name] = dbfValue(record.subarray(field.offset, field.offset + field.length), field.type, decoder)
  }
  return values
}

function dbfValue(bytes: Buffer, type: string, decoder: TextDecoder): DbfValue {
  if (type === 'I' && bytes.length === 4) return bytes.readInt32LE(0)
  if (type === 'O' && bytes.length === 8) return bytes.readDoubleLE(0)
  const text = decoder.decode(bytes).replaceAll('\0', ' ').trim()
  if (text === '') return null
  if (type === 'N' || type === 'F') return Number.isFinite(Number(text)) ? Number(text) : text
  if (type === 'L') return /^[TY]$/i.test(text) ? true : /^[FN]$/i.test(text) ? false : null
  return type === 'D' ? text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : text
}

/** By the words that GDAL, ArcGIS and QGIS write: "UTF-8", "936", "GBK", "ANSI 936", "OEM 936". */
function encodingOf(codePage: string | null, driver: number): string | null {
  const word = codePage?.trim().toUpperCase() ?? ''
  if (/UTF-?8|^65001$/.test(word)) return 'utf-8'
  if (/936|GB|CHINESE/.test(word)) return 'gb18030'
  const number = /^(?:ISO[- ]?)?8859-?(\d+)$/.exec(word)?.[1] ?? /^(?:88591)$/.exec(word)?.[0]
  if (number !== undefined) return 'windows-1252'
  const page = /(?:CP|WINDOWS-?|ANSI |^)(125\d)$/.exec(word)?.[1]
  if (page !== undefined) return `windows-${page}`
  return GBK_DRIVERS.includes(driver) ? 'gb18030' : null
}

/** UTF-8 when most of the names and cells beyond ASCII are; a few may be cut within a character. */
function guess(head: Buffer, sample: Buffer, recordBytes: number): string {
  const texts = fieldNames(head)
  const fields = fieldsOf(head, 'latin1')
  for (let at = 0; at + recordBytes <= sample.length; at += recordBytes) {
    for (const { offset, length } of fields) texts.push(sample.subarray(at + offset, at + offset + length))
  }
  const foreign = texts.filter((text) => !isAscii(text))
  return foreign.filter((text) => isUtf8(text)).length >= foreign.length * UTF8_SHARE ? 'utf-8' : 'gb18030'
}

function noDbf(path: string): UnusableInput {
  const message = { zh: '不是 dBase 表（.dbf），或已损坏', en: 'not a dBase table (.dbf), or damaged' }
  return new UnusableInput('bad-dbf', message, { file: basename(path), expected: '.dbf' })
}
