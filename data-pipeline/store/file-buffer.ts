import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Reads file after file into one piece of memory: fresh memory for each costs more than reading it. */
export class FileBuffer {
  private memory = new ArrayBuffer(0)

  /**
   * The bytes of a file, from the start of a buffer that may be longer on; good until the next is read.
   *
   * @returns null when there is no such file
   * @throws other file system errors as they come
   */
  read(path: string): Uint8Array<ArrayBuffer> | null {
    const file = open(path)
    if (file === null) return null
    try {
      const { size } = fstatSync(file)
      if (size > this.memory.byteLength) this.memory = new ArrayBuffer(Math.max(size, this.memory.byteLength * 2))
      const bytes = new Uint8Array(this.memory, 0, size)
      for (let done = 0; done < size; ) {
        const read = readSync(file, bytes, done, size - done, done)
        if (read === 0) throw new Error(`${path}: cut short`)
        done += read
      }
      return bytes
    } finally {
      closeSync(file)
    }
  }
}

function open(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
