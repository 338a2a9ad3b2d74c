import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Finding, reporterFor } from './finding.ts'
import { implicitContents } from './implicit-tiles.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'subtree-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A subtree of two levels: the root and its children 1 and 2, all with content; `bits` are its two bitstreams. */
function subtree(bits: readonly [tiles: number, children: number], change: object = {}): Buffer {
  const json = JSON.stringify({
    buffers: [{ byteLength: 16 }],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 1 },
      { buffer: 0, byteOffset: 8, byteLength: 2 },
    ],
    tileAvailability: { bitstream: 0, availableCount: 3 },
    contentAvailability: [{ bitstream: 0 }],
    childSubtreeAvailability: { bitstream: 1 },
    ...change,
  })
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8))
  const head = Buffer.alloc(24)
  head.write('subt')
  head.writeUInt32LE(1, 4)
  head.writeBigUInt64LE(BigInt(text.length), 8)
  head.writeBigUInt64LE(16n, 16)
  const binary = Buffer.alloc(16)
  binary[0] = bits[0]
  binary.writeUInt16LE(bits[1], 8)
  return Buffer.concat([head, text, binary])
}

const ROOT_AND_TWO = 0b01101

async function follow(file: Buffer, availableLevels = 2) {
  await writeFile(join(folder, '0.0.0.subtree'), file)
  const findings: Finding[] = []
  const found = await implicitContents(
    { subdivisionScheme: 'QUADTREE', subtreeLevels: 2, availableLevels, subtrees: { uri: '{level}.{x}.{y}.subtree' } },
    folder,
    ['{level}/{x}/{y}.glb'],
    (name) => reporterFor(name, findings),
  )
  return { ...found, rules: findings.map((finding) => finding.rule) }
}

it('a subtree names its contents by level and Morton order', async () => {
  expect(await follow(subtree([ROOT_AND_TWO, 0]))).toEqual({
    tiles: 3,
    contents: ['0/0/0.glb', '1/1/0.glb', '1/0/1.glb'],
    rules: [],
  })
})

it('a count that differs from the bits is reported', async () => {
  expect((await follow(subtree([0b11101, 0]))).rules).toEqual(['subtree-count'])
})

it('a child subtree that is not there is reported', async () => {
  expect((await follow(subtree([ROOT_AND_TWO, 1]))).rules).toEqual(['subtree-missing'])
})

it('tiles beyond the available levels are reported', async () => {
  expect((await follow(subtree([ROOT_AND_TWO, 0]), 1)).rules).toEqual(['subtree-level', 'subtree-level'])
})

it('a bitstream of the wrong length is reported', async () => {
  const short = {
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 2 },
      { buffer: 0, byteOffset: 8, byteLength: 2 },
    ],
  }
  expect((await follow(subtree([ROOT_AND_TWO, 0], short))).rules).toContain('subtree-bits')
})

it('a file with another header is reported', async () => {
  expect((await follow(Buffer.from('no subtree at all, but long enough'))).rules).toEqual(['subtree-header'])
})
