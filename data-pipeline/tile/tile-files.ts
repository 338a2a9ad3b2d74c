import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Tiles on their way to the disk at once. */
const MOST_PENDING = 8

/** Writes tiles behind the back of the thread that makes them, a few at a time. */
export class TileFiles {
  count = 0
  bytes = 0
  private readonly directory: string
  private readonly pending = new Set<Promise<void>>()

  private constructor(directory: string) {
    this.directory = directory
  }

  /** @param folder  made when it is missing */
  static async in(directory: string, folder: string): Promise<TileFiles> {
    await mkdir(join(directory, folder), { recursive: true })
    return new TileFiles(directory)
  }

  /** Begins to write a file; waits while too many are under way. The bytes must not change after. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.count++
    this.bytes += bytes.byteLength
    const writing = writeFile(join(this.directory, path), bytes).finally(() => this.pending.delete(writing))
    this.pending.add(writing)
    if (this.pending.size >= MOST_PENDING) await Promise.race(this.pending)
  }

  /** All files are on the disk. */
  async done(): Promise<void> {
    await Promise.all(this.pending)
  }
}
