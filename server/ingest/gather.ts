import { setTimeout as delay } from 'node:timers/promises'

/** Most rows of one transaction: it must not hold the one session for long. */
const MOST_ROWS = 5000
/** Most rows that wait for a transaction before devices are told to come again: some seconds of work. */
const MOST_WAITING = 60_000

/** Too much waits already; the device keeps its readings and comes again. */
export class IngestBusy extends Error {}

interface Waiting<Post, Answer> {
  readonly post: Post
  /** when it came, and when it must not wait any longer: by a clock that nobody moves [ms] */
  readonly came: number
  readonly due: number
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** A bounded queue that makes one piece of work of what many post at about the same time. */
export interface Gather<Post, Answer> {
  /**
   * Answers when the work that holds its rows is done.
   *
   * @param patience  how long it may wait for others to come along [ms]
   * @throws IngestBusy when too many rows wait
   */
  post(post: Post, patience: number): Promise<Answer>
  /** rows that wait */
  waiting(): number
  /** how long the oldest post has been without its answer [ms]; 0 when all have theirs */
  lag(): number
  /** Answers when nothing waits any more. */
  settle(): Promise<void>
}

/**
 * @param work  takes what was posted, in order, and answers each; one at a time. When it fails for several together it
 *   is tried with each alone, so that nobody is refused for what another sent
 * @param isOurs  the failure has nothing to do with what was posted: it is told to all at once
 */
export function createGather<Post extends { readonly rows: readonly unknown[] }, Answer>(
  work: (posts: readonly Post[]) => Promise<readonly Answer[]>,
  isOurs: (error: unknown) => boolean,
): Gather<Post, Answer> {
  const queue: Waiting<Post, Answer>[] = []
  let waiting = 0
  let served: readonly Waiting<Post, Answer>[] = []
  let running: Promise<void> | null = null
  let wake = () => {}

  /** The longest beginning of the queue that goes into one transaction, at least one post. */
  function take(): Waiting<Post, Answer>[] {
    let rows = 0
    const fitting = queue.findIndex(({ post }, index) => {
      rows += post.rows.length
      return index > 0 && rows > MOST_ROWS
    })
    const taken = queue.splice(0, fitting < 0 ? queue.length : fitting)
    for (const { post } of taken) waiting -= post.rows.length
    return taken
  }

  async function serve(taken: readonly Waiting<Post, Answer>[]): Promise<void> {
    try {
      const answers = await work(taken.map(({ post }) => post))
      taken.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer)
      })
    } catch (error) {
      if (taken.length === 1 || isOurs(error)) for (const { reject } of taken) reject(error)
      else for (const one of taken) await serve([one])
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const patience = Math.min(...queue.map(({ due }) => due)) - performance.now()
      if (patience > 0 && waiting < MOST_ROWS) {
        const more = new AbortController()
        wake = () => more.abort()
        await delay(patience, undefined, { signal: more.signal }).catch(() => {})
      } else {
        served = take()
        await serve(served)
        served = []
      }
    }
    running = null
  }

  return {
    post(post, patience) {
      if (queue.length > 0 && waiting + post.rows.length > MOST_WAITING)
        return Promise.reject(new IngestBusy(`${waiting} readings wait`))
      return new Promise((resolve, reject) => {
        const came = performance.now()
        queue.push({ post, came, due: came + patience, resolve, reject })
        waiting += post.rows.length
        wake()
        running ??= run()
      })
    },
    waiting: () => waiting,
    lag() {
      const oldest = served[0] ?? queue[0]
      return oldest ? performance.now() - oldest.came : 0
    },
    settle: async () => {
      await running
    },
  }
}
