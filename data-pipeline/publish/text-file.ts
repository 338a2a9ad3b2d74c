import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** characters, and bytes of other files, gathered before they are written */
const PIECE = 1 << 18

/** What a text file is filled by. */
export interface TextFile {
  readonly append: (text: string) => void
  /** the bytes of another file, `from` the given one on */
  readonly copy: (path: string, from?: number) => void
}

/** Calls `fill` with what appends to a new file; a file of any size costs one piece of memory. */
export function writeTextFile(path: string, fill: (file: TextFile) => void): void {
  const file = openSync(path, 'w')
  let pending = ''
  let piece: Buffer | null = null
  const flush = () => {
    writeSync(file, pending)
    pending = ''
  }
  try {
    fill({
      append(text) {
        pending += text
        if (pending.length >= PIECE) flush()
      },
      copy(other, from = 0) {
        flush()
        piece ??= Buffer.allocUnsafe(PIECE)
        const source = openSync(other, 'r')
        try {
          for (let at = from; ; ) {
            const read = readSync(source, piece, 0, PIECE, at)
            if (read === 0) break
            for (let done = 0; done < read; ) done += writeSync(file, piece, done, read - done)
            at += read
          }
        } finally {
          closeSync(source)
        }
      },
    })
    flush()
  } finally {
    closeSync(file)
  }
}
