import { workerData } from 'node:worker_threads'
import { doTasks } from '../thread.ts'
import { shardRunner } from './run-shard.ts'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'

/** What a thread says of a shard: `done` where files are written, `result` where it only checks. */
export type ShardAnswer = { readonly done: ShardDone } | { readonly result: ShardResult }

/** A thread that makes one shard after the other. */
const settings = workerData as ShardSettings
const runner = shardRunner(settings)

doTasks<ShardTask, ShardAnswer>(async (task) =>
  settings.parts === null ? { result: runner.check(task) } : { done: await runner.run(task) },
)
