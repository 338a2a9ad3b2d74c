import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { parentPort, Worker } from 'node:worker_threads'

/** rows are short-lived: with a small nursery a third of the time goes to sweeping it [MB] */
const NURSERY = 48
const LOADER = new URL('../tools/ts.mjs', import.meta.url).href

type Reply<Answer, Told> = { readonly answer: Answer } | { readonly error: unknown } | { readonly told: Told }

/** A thread of the pipeline, which does one task after the other. Its module calls `doTasks`. */
export class PipelineThread<Task, Answer, Told = never> {
  private readonly worker: Worker
  private readonly failed: Promise<never>
  private reply: (reply: Reply<Answer, Told>) => void = () => {}

  /**
   * @param data  `workerData` of the module
   * @param onTold  called with what a task tells while it is done
   */
  constructor(module: URL, data: unknown = null, onTold: (told: Told) => void = () => {}) {
    this.worker = new Worker(module, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY },
      execArgv: ['--import', LOADER],
    })
    this.worker.on('message', (reply: Reply<Answer, Told>) => {
      if ('told' in reply) onTold(reply.told)
      else this.reply(reply)
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
    const replied = new Promise<Answer>((resolve, reject) => {
      this.reply = (reply) => ('answer' in reply ? resolve(reply.answer) : 'error' in reply && reject(reply.error))
    })
    this.worker.postMessage(task, handedOver)
    return await Promise.race([replied, this.failed])
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
export function doTasks<Task, Answer, Told = never>(
  run: (task: Task, tell: (told: Told) => void) => Promise<Answer>,
  buffersOf: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', (task: Task) => {
    run(task, (told) => parentPort?.postMessage({ told })).then(
      (answer) => parentPort?.postMessage({ answer }, buffersOf(answer)),
      (error: unknown) => parentPort?.postMessage({ error }),
    )
  })
}

/** Does all tasks in so many threads, and ends these; the first failure stops all. */
export async function inThreads<Task, Answer, Told>(
  tasks: Iterable<Task>,
  count: number,
  open: () => PipelineThread<Task, Answer, Told>,
  onAnswer: (answer: Answer, task: Task) => void,
  buffersOf: (task: Task) => ArrayBuffer[] = () => [],
): Promise<void> {
  // threads fill the cores: helpers that sweep the nursery of one would take them from the others
  if (count >= availableParallelism()) setFlagsFromString('--no-parallel-scavenge')
  const queue = [...tasks].values()
  const threads = Array.from({ length: count }, open)
  const work = async (thread: PipelineThread<Task, Answer, Told>) => {
    for (const task of queue) onAnswer(await thread.run(task, buffersOf(task)), task)
  }
  try {
    await Promise.all(threads.map(work))
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
}
