import { open } from 'node:fs/promises'

/** bytes a statement: the embedded database takes a statement's text whole into memory */
const CHUNK = 4 << 20
const NEWLINE = 0x0a

/** The rows of files of COPY text, some megabytes at a time; a chunk begins and ends with whole rows. */
export async function* copyChunks(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const file = await open(path)
    try {
      let rest = Buffer.alloc(0)
      for (;;) {
        const piece = Buffer.allocUnsafe(CHUNK)
        const { bytesRead } = await file.read(piece, 0, CHUNK)
        if (bytesRead === 0) break
        const text = Buffer.concat([rest, piece.subarray(0, bytesRead)])
        const end = text.lastIndexOf(NEWLINE) + 1
        if (end > 0) yield text.subarray(0, end)
        rest = text.subarray(end)
      }
      if (rest.length > 0) throw new Error(`${path}: the last row has no end; build the city again`)
    } finally {
      await file.close()
    }
  }
}

export function countRows(text: Uint8Array): number {
  let count = 0
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) count++
  return count
}

/** Parts rows near the middle; null when there is one row. */
export function halve(text: Uint8Array): [first: Uint8Array, second: Uint8Array] | null {
  const before = text.lastIndexOf(NEWLINE, Math.max((text.length >> 1) - 1, 0))
  const end = before >= 0 ? before : text.indexOf(NEWLINE)
  return end + 1 < text.length ? [text.subarray(0, end + 1), text.subarray(end + 1)] : null
}
