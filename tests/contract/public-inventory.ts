import decodeTerrain from '@here/quantized-mesh-decoder'

/**
 * Everything that a file of the public grade says by name: every key of its JSON as a path (`features[].properties.kinds`),
 * and the columns of a columns file (`f32 height`). Throws for a kind of file that nobody has looked at yet.
 */
export function namesIn(path: string, bytes: Buffer): string[] {
  if (/\.(json|geojson)$/.test(path)) return keyPaths(JSON.parse(bytes.toString('utf8')))
  if (path.endsWith('.glb')) return keyPaths(glbJson(bytes))
  if (path.endsWith('.terrain')) {
    // shapes alone: an extension that nobody has looked at, such as metadata, has another name
    const { extensions } = decodeTerrain(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    )
    return ['vertices', 'triangles', ...Object.keys(extensions)]
  }
  if (path.endsWith('.bin')) {
    const header = columnsHeader(bytes)
    return [...keyPaths(header.meta), ...header.columns.map(({ type, name }) => `${type} ${name}`)]
  }
  throw new Error(`namesIn: ${path} is of no known kind`)
}

/** All words of the texts in a file: keys and values, nothing of binary arrays. */
export function wordsIn(path: string, bytes: Buffer): string[] {
  if (path.endsWith('.terrain')) return []
  const json = path.endsWith('.glb')
    ? JSON.stringify(glbJson(bytes))
    : path.endsWith('.bin')
      ? JSON.stringify(columnsHeader(bytes))
      : bytes.toString('utf8')
  return json.split(/["\\]/).flatMap((text) => [text, ...text.split(/[/:,\s]+/)])
}

/** Paths of all keys; the places of an array are one. */
export function keyPaths(value: unknown): string[] {
  const paths = new Set<string>()
  const walk = (part: unknown, path: string) => {
    if (Array.isArray(part)) for (const item of part) walk(item, `${path}[]`)
    else if (typeof part === 'object' && part !== null)
      for (const [key, item] of Object.entries(part)) walk(item, path === '' ? key : `${path}.${key}`)
    else paths.add(path)
  }
  walk(value, '')
  return [...paths].sort()
}

function glbJson(bytes: Buffer): unknown {
  if (bytes.readUInt32LE(0) !== 0x46546c67) throw new Error('glbJson: not a GLB')
  return JSON.parse(bytes.subarray(20, 20 + bytes.readUInt32LE(12)).toString('utf8'))
}

function columnsHeader(bytes: Buffer): { meta: object; columns: { name: string; type: string }[] } {
  if (bytes.readUInt32LE(0) !== 0x31434c4c) throw new Error('columnsHeader: not a columns file')
  return JSON.parse(bytes.subarray(8, 8 + bytes.readUInt32LE(4)).toString('utf8'))
}
