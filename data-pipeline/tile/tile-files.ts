import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the files of a tileset and counts them. At once: a promise a tile costs more than the write. */
export class TileFiles {
  count = 0
  bytes = 0
  private readonly directory: string

  /** @param folder  made when it is missing */
  constructor(directory: string, folder: string) {
    mkdirSync(join(directory, folder), { recursive: true })
    this.directory = directory
  }

  write(path: string, bytes: Uint8Array): void {
    writeFileSync(join(this.directory, path), bytes)
    this.count++
    this.bytes += bytes.byteLength
  }
}
