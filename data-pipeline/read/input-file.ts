import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UnusableInput } from '../check/finding.ts'

const MEBIBYTE = 1 << 20
const CHUNK_BYTES = MEBIBYTE
const HEAD_BYTES = 4096
/** zero bytes on one side for each on the other, beyond which they are UTF-16 */
const UTF16_SHARE = 3
/** Texts read whole, in bytes: a network of a million links takes about a quarter of it. */
export const LARGEST_TEXT = 256 * MEBIBYTE

/** Bytes of a file as people read them, e.g. "256 MiB". */
export const mebibytes = (bytes: number): string => `${(bytes / MEBIBYTE).toFixed(bytes < 10 * MEBIBYTE ? 2 : 0)} MiB`

/**
 * Reads a text file whole, in UTF-8, or in GB18030 when its bytes are not UTF-8: EPANET and SWMM save in the system's
 * code page, which in China is that one. Ids would otherwise turn into marks that fit nothing.
 *
 * @param largest  bytes
 * @throws UnusableInput naming the file when it cannot be read, is empty, too large, UTF-16 or no text
 */
export async function readInputText(path: string, largest = LARGEST_TEXT): Promise<string> {
  const bytes = await readInputBytes(path, largest)
  refuseNoText(bytes.subarray(0, HEAD_BYTES), path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Reads a file whole; throws UnusableInput naming it when it cannot be read, is empty, or has more than `largest` bytes. */
export async function readInputBytes(path: string, largest: number): Promise<Uint8Array> {
  const size = await inputSize(path)
  if (size > largest) {
    const message = {
      zh: `文件过大（${mebibytes(size)}，上限 ${mebibytes(largest)}）；请核对是否给错了文件，或拆分、裁剪后再读入`,
      en: `the file is too large (${mebibytes(size)}, limit ${mebibytes(largest)}): see that it is the right one, or split or cut it`,
    }
    throw new UnusableInput('too-large', message, {
      file: basename(path),
      value: size,
      expected: `≤ ${largest} bytes`,
    })
  }
  return await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
}

/** The chunks of a file; a failure to read is an UnusableInput that names it. */
export async function* inputChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** First bytes of a text file; throws UnusableInput when they are UTF-16 or no text. */
export async function inputHead(path: string): Promise<Uint8Array> {
  for await (const chunk of inputChunks(path)) {
    const head = chunk.subarray(0, HEAD_BYTES)
    refuseNoText(head, path)
    return head
  }
  return new Uint8Array()
}

/** Size in bytes; throws UnusableInput when there is no such file, or it is a folder or empty. */
export async function inputSize(path: string): Promise<number> {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (info.isDirectory()) throw unreadable(path, Object.assign(new Error('EISDIR'), { code: 'EISDIR' }))
  if (info.isFile() && info.size === 0) {
    const message = { zh: '文件为空（0 字节）', en: 'the file is empty (0 bytes)' }
    throw new UnusableInput('empty-file', message, { file: basename(path), value: 0 })
  }
  return info.size
}

/** What the file system says when an input cannot be read, with the file's name. */
export function unreadable(path: string, error: unknown): UnusableInput {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  const detail = error instanceof Error ? error.message : String(error)
  const place = { file: basename(path), expected: path }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UnusableInput('missing-file', { zh: '文件不存在', en: 'the file does not exist' }, place)
  }
  const folder = { zh: '是文件夹，应为文件', en: 'is a folder, a file is expected' }
  const denied = { zh: '没有读取权限', en: 'there is no permission to read it' }
  const other = { zh: `读取失败：${detail}`, en: `reading failed: ${detail}` }
  const message = code === 'EISDIR' ? folder : code === 'EACCES' || code === 'EPERM' ? denied : other
  return new UnusableInput('unreadable-file', message, place)
}

/**
 * UTF-16 has a mark or, in every ASCII letter, a zero byte on the same side (a few Chinese ones have it on the other);
 * other zero bytes are in no text.
 */
function refuseNoText(head: Uint8Array, path: string): void {
  const mark = `${head[0]} ${head[1]}`
  const zeros = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const place = { file: basename(path), expected: 'UTF-8' }
  if (mark === '255 254' || mark === '254 255' || Math.max(even, odd) > UTF16_SHARE * Math.min(even, odd)) {
    const message = { zh: '文件是 UTF-16 编码；请另存为 UTF-8', en: 'the file is UTF-16: save it as UTF-8' }
    throw new UnusableInput('utf-16', message, place)
  }
  if (even + odd === 0) return
  const message = {
    zh: '文件含有零字节，是二进制而不是文本；请核对是否给错了文件',
    en: 'the file holds zero bytes: it is binary and no text; see that it is the right one',
  }
  throw new UnusableInput('no-text', message, place)
}
