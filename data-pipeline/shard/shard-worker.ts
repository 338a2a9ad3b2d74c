import { parentPort, workerData } from 'node:worker_threads'
import { shardRunner } from './run-shard.ts'
import type { ShardSettings, ShardTask } from './shard-task.ts'

/** A thread that makes one shard after the other. */
const runner = shardRunner(workerData as ShardSettings)

parentPort?.on('message', (task: ShardTask) => {
  const run = async () => {
    const { parts } = workerData as ShardSettings
    return parts === null ? { result: runner.check(task) } : { done: await runner.run(task) }
  }
  run().then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => parentPort?.postMessage({ error }),
  )
})
