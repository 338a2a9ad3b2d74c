import { Worker } from 'node:worker_threads'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'

/** a shard is made of short-lived rows: with a small nursery a third of the time goes to sweeping it [MB] */
const NURSERY = 64
const LOADER = new URL('../../tools/ts.mjs', import.meta.url).href

/** What a thread says of a task: `done` where files are written, `result` where it only checks. */
export interface Answer {
  readonly done?: ShardDone
  readonly result?: ShardResult
  readonly error?: unknown
}

/** A thread that makes one shard after the other. */
export class ShardThread {
  private readonly worker: Worker
  private readonly failed: Promise<never>

  constructor(settings: ShardSettings) {
    this.worker = new Worker(new URL('./shard-worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY },
      execArgv: ['--import', LOADER],
    })
    this.failed = new Promise((_, reject) => {
      this.worker.on('error', reject)
      this.worker.on('exit', (code) => reject(new Error(`a thread of the pipeline ended with code ${code}`)))
    })
    this.failed.catch(() => {})
  }

  /** Makes one shard; the next may be given when it is done. */
  async run(task: ShardTask): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => {
      this.worker.once('message', resolve)
    })
    this.worker.postMessage(task)
    const { error, ...rest } = await Promise.race([answer, this.failed])
    if (error !== undefined) throw error
    return rest
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}
