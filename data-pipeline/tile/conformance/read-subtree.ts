import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Reporter } from './finding.ts'
import { parseJson } from './read-gltf.ts'
import { reportIssues } from './schema-issues.ts'

const MAGIC = 0x74627573
const HEADER = 24

const availability = z
  .looseObject({
    bitstream: z.int().min(0).optional(),
    constant: z.union([z.literal(0), z.literal(1)]).optional(),
    availableCount: z.int().min(0).optional(),
  })
  .refine((value) => (value.bitstream === undefined) !== (value.constant === undefined), {
    message: 'bitstream 与 constant 应恰有其一 · needs either bitstream or constant',
  })
const range = z.looseObject({ buffer: z.int().min(0), byteOffset: z.int().min(0), byteLength: z.int().min(1) })
const subtreeSchema = z.looseObject({
  buffers: z.array(z.looseObject({ uri: z.string().optional(), byteLength: z.int().min(1) })).optional(),
  bufferViews: z.array(range).optional(),
  tileAvailability: availability,
  contentAvailability: z.array(availability).optional(),
  childSubtreeAvailability: availability,
})
type Availability = z.infer<typeof availability>

/** Which tiles, contents and child subtrees of a subtree exist, by their place in level and Morton order. */
export interface Subtree {
  hasTile(index: number): boolean
  /** one test for each content a tile may have */
  readonly hasContent: readonly ((index: number) => boolean)[]
  hasChild(index: number): boolean
}

/**
 * Reads a .subtree or JSON subtree file and checks its header, lengths and bitstreams.
 *
 * @param nodes  tiles of a full subtree
 * @param children  places for child subtrees
 * @returns  null when it cannot be used. @throws when the file cannot be read
 */
export async function readSubtree(
  path: string,
  nodes: number,
  children: number,
  report: Reporter,
): Promise<Subtree | null> {
  const bytes = new Uint8Array(await readFile(path))
  const parts = subtreeParts(bytes, report)
  const json = parts && parseJson(parts.json, report)
  if (!parts || json === undefined) return null
  const parsed = subtreeSchema.safeParse(json)
  if (!parsed.success) {
    reportIssues(subtreeSchema, json, 'subtree-schema', report)
    return null
  }
  const subtree = parsed.data
  const buffers: (Uint8Array | null)[] = []
  for (const buffer of subtree.buffers ?? [])
    buffers.push(
      buffer.uri === undefined
        ? parts.binary
        : await readFile(join(dirname(path), buffer.uri)).then(
            (file) => new Uint8Array(file),
            () => null,
          ),
    )
  const test = (entry: Availability, count: number, where: string): ((index: number) => boolean) => {
    if (entry.bitstream === undefined) return () => entry.constant === 1
    const view = subtree.bufferViews?.[entry.bitstream]
    const buffer = view && buffers[view.buffer]
    const bits = buffer?.subarray(view?.byteOffset, (view?.byteOffset ?? 0) + (view?.byteLength ?? 0))
    const expected = Math.ceil(count / 8)
    if (bits?.byteLength !== expected) {
      report.error(
        'subtree-bits',
        where,
        `位流应有 ${expected} 字节，实际 ${bits?.byteLength ?? 0}`,
        `bitstream has ${bits?.byteLength ?? 0} bytes, expected ${expected}`,
      )
      return () => false
    }
    const has = (index: number) => (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
    const set = Array.from({ length: count }, (_, index) => has(index)).filter(Boolean).length
    if (entry.availableCount !== undefined && entry.availableCount !== set)
      report.error(
        'subtree-count',
        where,
        `availableCount 为 ${entry.availableCount}，实际 ${set}`,
        `availableCount is ${entry.availableCount}, the bits say ${set}`,
      )
    return has
  }
  return {
    hasTile: test(subtree.tileAvailability, nodes, '/tileAvailability'),
    hasContent: (subtree.contentAvailability ?? []).map((entry, index) =>
      test(entry, nodes, `/contentAvailability/${index}`),
    ),
    hasChild: test(subtree.childSubtreeAvailability, children, '/childSubtreeAvailability'),
  }
}

function subtreeParts(bytes: Uint8Array, report: Reporter): { json: Uint8Array; binary: Uint8Array } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes[0] === 0x7b) return { json: bytes, binary: new Uint8Array() }
  if (bytes.byteLength < HEADER || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 1) {
    report.error('subtree-header', '@0', '不是 subtree 1 文件', 'not a subtree file of version 1')
    return null
  }
  const json = Number(view.getBigUint64(8, true))
  const binary = Number(view.getBigUint64(16, true))
  if (HEADER + json + binary !== bytes.byteLength) {
    report.error(
      'subtree-length',
      '@8',
      '长度与文件不符',
      `header says ${HEADER + json + binary} bytes, the file has ${bytes.byteLength}`,
    )
    return null
  }
  if (json % 8 !== 0 || binary % 8 !== 0)
    report.error('subtree-alignment', '@8', '各部分长度应为 8 的倍数', 'the parts must be multiples of 8 bytes long')
  return { json: bytes.subarray(HEADER, HEADER + json), binary: bytes.subarray(HEADER + json) }
}
