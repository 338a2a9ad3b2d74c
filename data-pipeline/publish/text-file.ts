import { closeSync, openSync, writeSync } from 'node:fs'

/** characters gathered before they are written */
const PIECE = 1 << 18

/** Calls `fill` with a function that appends text to a new file; a file of any size costs one piece of memory. */
export function writeTextFile(path: string, fill: (append: (text: string) => void) => void): void {
  const file = openSync(path, 'w')
  let pending = ''
  try {
    fill((text) => {
      pending += text
      if (pending.length < PIECE) return
      writeSync(file, pending)
      pending = ''
    })
    writeSync(file, pending)
  } finally {
    closeSync(file)
  }
}
