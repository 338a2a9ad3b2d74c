import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { drawShard } from '../../data-pipeline/tile/draw-shard.ts'
import { localFrame } from '../../data-pipeline/tile/local-frame.ts'
import { FLAT_GEOID } from './flat-geoid.ts'
import { madeShard } from './made-shards.ts'

/** Draws made shards in a column of its own until it has as many lines as are wanted; only drawing is timed. */
const { column, wanted } = workerData as { readonly column: number; readonly wanted: number }
const directory = mkdtempSync(join(tmpdir(), 'lifeline-tiles-'))
const frame = localFrame(117.05, 30.05, 0, FLAT_GEOID)
let [lines, milliseconds] = [0, 0]
try {
  for (let row = 0; lines < wanted; row++) {
    const shard = madeShard(column, row, 1 + lines)
    const start = performance.now()
    await drawShard({ ...shard, ownPoints: 0 }, { directory, frame, isPrecise: false, instancedNodes: false })
    milliseconds += performance.now() - start
    lines += shard.ownLines
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}
parentPort?.postMessage({ lines, milliseconds })
