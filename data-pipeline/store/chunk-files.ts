import { closeSync, openSync, readSync } from 'node:fs'

/** Reads pieces of files into one piece of memory: fresh memory for each costs more than reading it. */
export class ChunkFiles {
  private memory = new ArrayBuffer(0)
  private readonly open = new Map<string, number>()

  /**
   * Some bytes of a file, from the start of a buffer that may be longer on; good until the next are read.
   *
   * @throws Error when the file ends before; file system errors as they come
   */
  read(path: string, at: number, length: number): Uint8Array<ArrayBuffer> {
    const file = this.open.get(path) ?? openSync(path, 'r')
    this.open.set(path, file)
    if (length > this.memory.byteLength) this.memory = new ArrayBuffer(Math.max(length, this.memory.byteLength * 2))
    const bytes = new Uint8Array(this.memory, 0, length)
    for (let done = 0; done < length; ) {
      const read = readSync(file, bytes, done, length - done, at + done)
      if (read === 0) throw new Error(`${path}: cut short`)
      done += read
    }
    return bytes
  }

  /** Closes the files and keeps the memory. */
  close(): void {
    for (const file of this.open.values()) closeSync(file)
    this.open.clear()
  }
}
