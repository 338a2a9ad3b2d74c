import { parentPort, Worker } from 'node:worker_threads'

/** rows are short-lived: with a small nursery a third of the time goes to sweeping it [MB] */
const NURSERY = 64
const LOADER = new URL('../tools/ts.mjs', import.meta.url).href

type Reply<Answer> = { readonly answer: Answer } | { readonly error: unknown }

/** A thread of the pipeline, which does one task after the other. Its module calls `doTasks`. */
export class PipelineThread<Task, Answer> {
  private readonly worker: Worker
  private readonly failed: Promise<never>

  /** @param data  `workerData` of the module */
  constructor(module: URL, data: unknown = null) {
    this.worker = new Worker(module, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY },
      execArgv: ['--import', LOADER],
    })
    this.failed = new Promise((_, reject) => {
      this.worker.on('error', reject)
      this.worker.on('exit', (code) => reject(new Error(`a thread of the pipeline ended with code ${code}`)))
    })
    this.failed.catch(() => {})
  }

  /**
   * Does one task; the next may be given when it is done.
   *
   * @param handedOver  buffers of the task that belong to the thread from now on
   */
  async run(task: Task, handedOver: ArrayBuffer[] = []): Promise<Answer> {
    const replied = new Promise<Reply<Answer>>((resolve) => {
      this.worker.once('message', resolve)
    })
    this.worker.postMessage(task, handedOver)
    const reply = await Promise.race([replied, this.failed])
    if ('error' in reply) throw reply.error
    return reply.answer
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}

/**
 * In the module of a thread: answers every task it is given.
 *
 * @param buffersOf  buffers of an answer that are handed over instead of copied
 */
export function doTasks<Task, Answer>(
  run: (task: Task) => Promise<Answer>,
  buffersOf: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', (task: Task) => {
    run(task).then(
      (answer) => parentPort?.postMessage({ answer }, buffersOf(answer)),
      (error: unknown) => parentPort?.postMessage({ error }),
    )
  })
}

/** Does all tasks in so many threads, and ends these; the first failure stops all. */
export async function inThreads<Task, Answer>(
  tasks: Iterable<Task>,
  count: number,
  open: () => PipelineThread<Task, Answer>,
  onAnswer: (answer: Answer, task: Task) => void,
  buffersOf: (task: Task) => ArrayBuffer[] = () => [],
): Promise<void> {
  const queue = [...tasks].values()
  const threads = Array.from({ length: count }, open)
  const work = async (thread: PipelineThread<Task, Answer>) => {
    for (const task of queue) onAnswer(await thread.run(task, buffersOf(task)), task)
  }
  try {
    await Promise.all(threads.map(work))
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}
