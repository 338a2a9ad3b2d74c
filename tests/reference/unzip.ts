import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_END = 0x06054b50
const DEFLATED = 8

/** Unpacks a plain zip file (stored or deflated, below 4 GB) into a folder. Throws on anything else. */
export async function unzip(path: string, folder: string): Promise<void> {
  const zip = await readFile(path)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || zip.readUInt32LE(end) !== DIRECTORY_END) throw new Error(`unzip: ${path} is not a zip file`)
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`unzip: ${path} has a broken directory`)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    if (!name.endsWith('/')) {
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
      const file = join(folder, name)
      if (!file.startsWith(folder)) throw new Error(`unzip: ${name} leaves the folder`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed)
    }
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
}
