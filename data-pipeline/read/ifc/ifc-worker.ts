import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { IfcMessage } from './ifc-file.ts'
import { openIfc } from './open-ifc.ts'

const path = String(workerData)
try {
  const file = await openIfc(await readFile(path))
  const buffers = file.products.flatMap(({ positions, indices }) => [positions.buffer, indices.buffer] as ArrayBuffer[])
  parentPort?.postMessage({ kind: 'read', file } satisfies IfcMessage, buffers)
} catch (error) {
  const detail = error instanceof Error ? error.message : String(error)
  parentPort?.postMessage({ kind: 'failed', detail } satisfies IfcMessage)
}
