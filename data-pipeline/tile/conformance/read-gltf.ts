import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Reporter } from './finding.ts'
import { type Gltf, gltfSchema } from './gltf-schema.ts'
import { pointer } from './pointer.ts'
import { reportIssues } from './schema-issues.ts'

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

/** A glTF whose JSON fits the schema, with the bytes of each buffer; null where a buffer has none or could not be read. */
export interface Model {
  readonly gltf: Gltf
  readonly buffers: readonly (Uint8Array | null)[]
}

/** Reads a .glb or .gltf file; null when there is nothing that further rules could read. */
export async function readGltf(path: string, report: Reporter): Promise<Model | null> {
  const bytes = new Uint8Array(await readFile(path))
  const isBinary = path.toLowerCase().endsWith('.glb')
  const chunks = isBinary ? glbChunks(bytes, report) : { json: bytes, binary: null }
  if (!chunks) return null
  const json = parseJson(chunks.json, report)
  if (json === undefined) return null
  const parsed = gltfSchema.safeParse(json)
  if (!parsed.success) {
    reportIssues(gltfSchema, json, 'gltf-schema', report)
    return null
  }
  const gltf = parsed.data
  const { version } = gltf.asset
  const tell = version.startsWith('2.') ? report.warning : report.error
  if (version !== '2.0')
    tell('gltf-version', '/asset/version', 'glTF 版本应为 2.0', `version is ${version}, expected 2.0`)
  return { gltf, buffers: await readBuffers(path, gltf, chunks.binary, report) }
}

/** Parses UTF-8 JSON, or reports and gives undefined. */
export function parseJson(bytes: Uint8Array, report: Reporter): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    report.error('json', '@0', `JSON 无法解析：${reason}`, `JSON cannot be parsed: ${reason}`)
    return undefined
  }
}

function glbChunks(bytes: Uint8Array, report: Reporter): { json: Uint8Array; binary: Uint8Array | null } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 2) {
    report.error('glb-header', '@0', '不是 GLB 2 文件', 'not a GLB file of version 2')
    return null
  }
  const length = view.getUint32(8, true)
  if (length !== bytes.byteLength)
    report.error(
      'glb-length',
      '@8',
      `文件头长度 ${length}，实际 ${bytes.byteLength}`,
      `header says ${length} bytes, the file has ${bytes.byteLength}`,
    )
  let json: Uint8Array | null = null
  let binary: Uint8Array | null = null
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const size = view.getUint32(at, true)
    const type = view.getUint32(at + 4, true)
    const end = at + 8 + size
    if (size % 4 !== 0)
      report.error('glb-chunk', `@${at}`, '块长度不是 4 的倍数', `chunk of ${size} bytes is not a multiple of 4`)
    if (end > bytes.byteLength) {
      report.error('glb-chunk', `@${at}`, '块超出文件末尾', 'chunk runs past the end of the file')
      return null
    }
    const isFirst = at === 12
    if (isFirst !== (type === JSON_CHUNK))
      report.error('glb-chunk', `@${at}`, '第一块且仅第一块应为 JSON', 'the first chunk, and only that, must be JSON')
    if (type === JSON_CHUNK) json ??= bytes.subarray(at + 8, end)
    if (type === BINARY_CHUNK) binary ??= bytes.subarray(at + 8, end)
    at = end
  }
  return json ? { json, binary } : null
}

async function readBuffers(
  path: string,
  gltf: Gltf,
  binary: Uint8Array | null,
  report: Reporter,
): Promise<(Uint8Array | null)[]> {
  const buffers: (Uint8Array | null)[] = []
  for (const [index, buffer] of (gltf.buffers ?? []).entries()) {
    const bytes = buffer.uri === undefined ? (index === 0 ? binary : null) : await readUri(path, buffer.uri)
    if (bytes && bytes.byteLength < buffer.byteLength)
      report.error(
        'buffer-length',
        pointer(['buffers', index]),
        `缓冲区应有 ${buffer.byteLength} 字节，只有 ${bytes.byteLength}`,
        `buffer should have ${buffer.byteLength} bytes and has ${bytes.byteLength}`,
      )
    if (!bytes && buffer.uri !== undefined)
      report.error(
        'buffer-missing',
        pointer(['buffers', index, 'uri']),
        '缓冲区文件读不到',
        'the file of the buffer cannot be read',
      )
    buffers.push(bytes)
  }
  return buffers
}

async function readUri(path: string, uri: string): Promise<Uint8Array | null> {
  const base64 = /^data:[^,]*;base64,(.*)$/s.exec(uri)?.[1]
  if (base64 !== undefined) return new Uint8Array(Buffer.from(base64, 'base64'))
  return readFile(join(dirname(path), decodeURIComponent(uri))).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  )
}
