import { FileBuffer } from './file-buffer.ts'
import type { Rows, RowsSpec } from './rows.ts'

/** Appends the chunks of files to rows; a file that is not there has none. */
export function loadRows<Kind extends Rows<RowsSpec>>(rows: Kind, files: readonly string[]): Kind {
  const memory = new FileBuffer()
  for (const file of files) {
    const chunk = memory.read(file)
    if (chunk) rows.appendChunk(chunk.buffer)
  }
  return rows
}
